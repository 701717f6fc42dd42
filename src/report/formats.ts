/** The names of the report formats; the reporters themselves are loaded when one is used. */
export const FORMATS = [
  'table',
  'jsonl',
  'json',
  'csv',
  'markdown',
  'sarif',
  'github',
  'gitlab',
  'junit',
  'html',
] as const;

/** The name of a report format. */
export type Format = (typeof FORMATS)[number];

/** What a format has room for. */
export interface FormatTraits {
  /** Rows shown where nothing is said: a longer table is not read but scrolled through. */
  readonly usualRows?: number;
  /** Rows that the system which reads the format takes at most. */
  readonly mostRows?: number;
  /** Whether it can hold rows that are no candidates; other formats tell of problems only. */
  readonly anyRow?: true;
  /** Whether it tells on which line a row ends. */
  readonly endLine?: true;
  /** Whether it is a page, which also tells of the health of the data set. */
  readonly page?: true;
  /** Whether it holds the probabilities of all classes. */
  readonly probabilities?: true;
}

/** What each format has room for. */
export const FORMAT_TRAITS: Readonly<Record<Format, FormatTraits>> = {
  table: { usualRows: 20, anyRow: true },
  jsonl: { anyRow: true, probabilities: true },
  json: { anyRow: true, probabilities: true },
  csv: { anyRow: true, probabilities: true },
  markdown: { anyRow: true },
  // GitHub shows the first 5,000 results of a run, and 10 warnings of a step.
  sarif: { mostRows: 5000, endLine: true },
  github: { mostRows: 10, endLine: true },
  gitlab: {},
  junit: {},
  html: { anyRow: true, page: true },
};

/** Formats by the ending of a file's name. */
const BY_ENDING: Readonly<Record<string, Format>> = {
  txt: 'table',
  jsonl: 'jsonl',
  ndjson: 'jsonl',
  json: 'json',
  csv: 'csv',
  md: 'markdown',
  markdown: 'markdown',
  sarif: 'sarif',
  'sarif.json': 'sarif',
  xml: 'junit',
  html: 'html',
  htm: 'html',
};

/** The format that a file's name asks for; undefined where it does not say. */
export function formatOfName(file: string): Format | undefined {
  const [, ending = ''] = /\.(sarif\.json|[^./\\]+)$/.exec(file.toLowerCase()) ?? [];
  return Object.hasOwn(BY_ENDING, ending) ? BY_ENDING[ending] : undefined;
}
