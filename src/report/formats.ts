/** The names of the report formats; the reporters themselves are loaded when one is used. */
export const FORMATS = ['table', 'jsonl', 'json'] as const;

/** The name of a report format. */
export type Format = (typeof FORMATS)[number];

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
