/**
 * The formats that have a row on each line and are neither CSV nor JSON, an entry each: how it is recognised, and the
 * module that reads and writes its lines, which is loaded only for a file that needs it.
 */

import type { LineFormat } from './lines.js';

/** The names of these formats, as `--input-format` gives them. */
export const LINE_FORMATS = ['fasttext', 'trec'] as const;
export type LineFormatName = (typeof LINE_FORMATS)[number];

interface Entry {
  /** For people. */
  readonly title: string;
  /** Whether lines, none of which is blank, are in this format. */
  recognise(lines: readonly string[]): boolean;
  load(): Promise<LineFormat>;
}

const FASTTEXT_LABEL = /(?:^|[ \t\v\f\r])__label__/;
const TREC_LINE = /^[A-Z]{2,12}:[a-z]{2,12}[ \t]+\S/;

const ENTRIES: Readonly<Record<LineFormatName, Entry>> = {
  fasttext: {
    title: 'fastText lines, the label is the word that begins with __label__',
    // Lines without a label are unlabelled rows, as fastText allows.
    recognise: (lines) => 2 * lines.filter((line) => FASTTEXT_LABEL.test(line)).length > lines.length,
    load: async () => (await import('./fasttext.js')).fasttext,
  },
  trec: {
    title: 'TREC question lines, the label is the first word',
    recognise: (lines) => lines.length > 0 && lines.every((line) => TREC_LINE.test(line)),
    load: async () => (await import('./trec.js')).trec,
  },
};

/** Whether a format is one of these. */
export function isLineFormat(format: string): format is LineFormatName {
  return (LINE_FORMATS as readonly string[]).includes(format);
}

/**
 * The format of a file by its first lines.
 *
 * @param head its first bytes
 * @param isWhole whether they are all of them, so that the last line is not cut
 */
export function recogniseLines(head: Buffer, isWhole: boolean): LineFormatName | undefined {
  const lines = head
    .toString('utf8')
    .replace(/^\ufeff/, '')
    .split('\n');
  if (!isWhole && lines.length > 1) lines.pop();
  const inked = lines.filter((line) => /\S/.test(line));
  return LINE_FORMATS.find((name) => ENTRIES[name].recognise(inked));
}

export const titleOf = (name: LineFormatName): string => ENTRIES[name].title;

export const loadLineFormat = (name: LineFormatName): Promise<LineFormat> => ENTRIES[name].load();
