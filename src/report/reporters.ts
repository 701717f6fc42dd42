import type { Format } from './formats.js';
import type { Reporter } from './reporter.js';

/** A reporter that is loaded when it is first used: a run uses one or two of them. */
function loaded(load: () => Promise<Reporter>): Reporter {
  return async function* (records, context) {
    const report = await load();
    yield* report(records, context);
  };
}

/** All reporters, by the name of their format. */
export const REPORTERS: Readonly<Record<Format, Reporter>> = {
  table: loaded(async () => (await import('./table.js')).table),
  jsonl: loaded(async () => (await import('./jsonl.js')).jsonl),
  json: loaded(async () => (await import('./json.js')).json),
  csv: loaded(async () => (await import('./csv.js')).csv),
  markdown: loaded(async () => (await import('./markdown.js')).markdown),
  sarif: loaded(async () => (await import('./sarif.js')).sarif),
  github: loaded(async () => (await import('./github.js')).github),
  gitlab: loaded(async () => (await import('./gitlab.js')).gitlab),
  html: loaded(async () => (await import('./html/html.js')).html),
  junit: loaded(async () => (await import('./junit.js')).junit),
};
