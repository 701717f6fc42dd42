import { safeJson } from './escape.js';
import type { Reporter } from './reporter.js';

/** One JSON document: settings and summary first, then `records`, one a line. */
export const json: Reporter = async function* (records, { document }) {
  yield '{\n';
  for (const [key, value] of Object.entries(document())) yield `${safeJson(key)}: ${safeJson(value)},\n`;
  yield '"records": [';
  let separator = '\n';
  for await (const record of records) {
    yield separator + safeJson(record);
    separator = ',\n';
  }
  yield '\n]}\n';
};
