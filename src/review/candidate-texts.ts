/** What is shown of candidates; texts are read again from their file, and none is kept. */

import { visible } from '../report/escape.js';
import { partOfRow } from '../types/part-of-row.js';
import type { Dataset, RowText } from '../types.js';
import type { Candidates } from './candidates.js';
import { type Marking, textParts } from './text-parts.js';
import type { CandidateDetail, Snippets } from './wire.js';

/** Characters of a text that are sent unless the whole is asked for, and those of a snippet. */
const TEXT_SENT = 20_000;
const SNIPPET_SENT = 160;
/** A search looks so often whether anybody still waits for it. */
const ROWS_A_LOOK = 1000;

/** How words of a text become those of the evidence. */
export type Words = Pick<Marking, 'normalize' | 'byCharacters'>;

/** The beginnings of the texts of some candidates. */
export async function snippetsOf(dataset: Dataset, rows: readonly number[]): Promise<Snippets> {
  const texts: string[] = [];
  for await (const { text } of dataset.readTexts(rows)) {
    texts.push(visible(text.slice(0, SNIPPET_SENT).replace(/\s+/g, ' ').trim()));
  }
  return { row: rows, text: texts };
}

/** What a candidate's own view is made of. */
export interface DetailSource {
  readonly dataset: Dataset;
  readonly candidates: Candidates;
  readonly words: Words;
}

/**
 * All that is shown of one candidate.
 *
 * @param whole whether a very long text is sent to its end
 */
export async function detailOf(source: DetailSource, row: number, whole: boolean): Promise<CandidateDetail> {
  const { dataset, candidates, words } = source;
  const { text, id } = await readRow(dataset, row);
  const detail = candidates.detail(row);
  const sent = whole ? text : text.slice(0, TEXT_SENT);
  const part = partOfRow(dataset.parts, row);
  return {
    ...detail,
    row,
    id: typeof id === 'string' ? visible(id) : id,
    file: dataset.parts.length > 1 ? part.file : null,
    parts: textParts(sent, { ...detail, ...words }),
    cut: text.length - sent.length,
    copies: candidates.rowsOf(candidates.fingerprint(row)).length,
  };
}

async function readRow(dataset: Dataset, row: number): Promise<RowText> {
  for await (const rowText of dataset.readTexts([row])) return rowText;
  throw new RangeError(`there is no row ${row}`);
}

/**
 * The candidates whose text has a phrase in it, whatever its case, in rank order.
 *
 * @param isWanted whether anybody still waits for the answer; else it is cut short
 */
export async function searchTexts(
  dataset: Dataset,
  rows: readonly number[],
  { phrase, isWanted }: { readonly phrase: string; readonly isWanted: () => boolean },
): Promise<number[]> {
  const wanted = phrase.toLowerCase();
  const found: number[] = [];
  let at = 0;
  for await (const { text } of dataset.readTexts(rows)) {
    if (text.toLowerCase().includes(wanted)) found.push(rows[at]!);
    if (++at % ROWS_A_LOOK === 0 && !isWanted()) break;
  }
  return found;
}
