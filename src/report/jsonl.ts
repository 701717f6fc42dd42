import { safeJson } from './escape.js';
import type { Reporter } from './reporter.js';

/** JSON Lines: one record a line. */
export const jsonl: Reporter = async function* (records) {
  for await (const record of records) yield `${safeJson(record)}\n`;
};
