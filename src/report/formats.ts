/** The names of the report formats. Their reporters are loaded on use. */
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

/** What a format can hold. */
export interface FormatTraits {
  /** Default number of rows: longer tables are not read. */
  readonly usualRows?: number;
  /** Most rows that the system which reads the format accepts. */
  readonly mostRows?: number;
  /** Whether it can hold rows that are not candidates; other formats list problems only. */
  readonly anyRow?: true;
  /** Whether it holds the line on which a row ends. */
  readonly endLine?: true;
  /** Whether it is a page, which also shows the health of the data set. */
  readonly page?: true;
  /** Whether it holds the probabilities of all classes. */
  readonly probabilities?: true;
}

/** What each format can hold. */
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

/** Formats by file name extension. */
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

/** The format that the extension of a file name implies; undefined for other extensions. */
export function formatOfName(file: string): Format | undefined {
  const [, ending = ''] = /\.(sarif\.json|[^./\\]+)$/.exec(file.toLowerCase()) ?? [];
  return Object.hasOwn(BY_ENDING, ending) ? BY_ENDING[ending] : undefined;
}
