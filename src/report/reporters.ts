import type { Format } from './formats.js';
import type { Reporter } from './reporter.js';

/** All reporters by format; each is loaded on use, since a run needs one or two. */
export const REPORTERS: Readonly<Record<Format, () => Promise<Reporter>>> = {
  table: async () => (await import('./table.js')).table,
  jsonl: async () => (await import('./jsonl.js')).jsonl,
  json: async () => (await import('./json.js')).json,
  csv: async () => (await import('./csv.js')).csv,
  markdown: async () => (await import('./markdown.js')).markdown,
  sarif: async () => (await import('./sarif.js')).sarif,
  github: async () => (await import('./github.js')).github,
  gitlab: async () => (await import('./gitlab.js')).gitlab,
  html: async () => (await import('./html/html.js')).html,
  junit: async () => (await import('./junit.js')).junit,
};
