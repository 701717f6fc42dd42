import { safeJson } from './escape.js';
import type { Reporter } from './reporter.js';

/** One JSON document: settings and summary first, then `records`, each on a line of its own. */
export const json: Reporter = async function* (records, { document }) {
  for (const [key, value] of Object.entries(document)) {
    yield `${key === Object.keys(document)[0] ? '{' : ','}\n${safeJson(key)}: ${safeJson(value)}`;
  }
  yield ',\n"records": [';
  let separator = '\n';
  for await (const record of records) {
    yield separator + safeJson(record);
    separator = ',\n';
  }
  yield '\n]}\n';
};
