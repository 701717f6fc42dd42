import { json } from './json.js';
import { jsonl } from './jsonl.js';
import type { Reporter } from './reporter.js';
import { table } from './table.js';

/** All reporters, by the name of their format. */
export const REPORTERS = { table, jsonl, json } as const satisfies Record<string, Reporter>;

/** The name of a report format. */
export type Format = keyof typeof REPORTERS;

/** Formats by the ending of a file's name. */
const BY_ENDING: Readonly<Record<string, Format>> = {
  txt: 'table',
  jsonl: 'jsonl',
  ndjson: 'jsonl',
  json: 'json',
};

/** The format that a file's name asks for; undefined where it does not say. */
export function formatOfName(file: string): Format | undefined {
  const ending = /\.([^./\\]+)$/.exec(file.toLowerCase())?.[1] ?? '';
  return Object.hasOwn(BY_ENDING, ending) ? BY_ENDING[ending] : undefined;
}
