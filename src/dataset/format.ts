/** The formats that can be read, and what the names of files say of them. */

import { LINE_FORMATS } from './lines/line-formats.js';

/** The formats that can be read, as `--input-format` names them. */
export const INPUT_FORMATS = ['csv', 'tsv', 'jsonl', 'json', 'parquet', ...LINE_FORMATS] as const;
export type InputFormat = (typeof INPUT_FORMATS)[number];

const BY_EXTENSION: Readonly<Record<string, InputFormat>> = {
  csv: 'csv',
  tsv: 'tsv',
  tab: 'tsv',
  jsonl: 'jsonl',
  ndjson: 'jsonl',
  json: 'json',
  parquet: 'parquet',
};

export function isParquet(head: Buffer): boolean {
  return head.toString('latin1', 0, 4) === 'PAR1';
}

/** The format that the name of a file says. */
export function formatOfExtension(name: string): InputFormat | undefined {
  return BY_EXTENSION[/\.([a-z]+)$/i.exec(name)?.[1]?.toLowerCase() ?? ''];
}
