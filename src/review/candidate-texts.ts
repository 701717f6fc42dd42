/** Snippets, details and search of candidates. Texts are read from their file each time, and not kept. */

import { visible } from '../report/escape.js';
import { partOfRow } from '../types/dataset.js';
import type { Dataset, RowText } from '../types.js';
import type { Candidates } from './candidates.js';
import { type Marking, textParts } from './text-parts.js';
import type { CandidateDetail, Snippets } from './wire.js';

/** Characters of a text that are sent unless the whole is requested, and characters of a snippet. */
const TEXT_SENT = 20_000;
const SNIPPET_SENT = 160;
/** After so many rows, a search checks whether the client has gone. */
const ROWS_A_LOOK = 1000;

/** How words of a text are normalised to those of the evidence. */
export type Words = Pick<Marking, 'normalize' | 'byCharacters'>;

/** The beginnings of the texts of some candidates. */
export async function snippetsOf(dataset: Dataset, rows: readonly number[]): Promise<Snippets> {
  const texts: string[] = [];
  for await (const { text } of dataset.readTexts(rows)) {
    texts.push(snippetOf(text));
  }
  return { row: rows, text: texts };
}

/** The beginning of a text, on one line; characters that would act are made visible. */
export function snippetOf(text: string): string {
  return visible(text.slice(0, SNIPPET_SENT).replace(/\s+/g, ' ').trim());
}

/** Input of a candidate's details. */
export interface DetailSource {
  readonly dataset: Dataset;
  readonly candidates: Candidates;
  readonly words: Words;
}

/**
 * The details of one candidate.
 *
 * @param whole whether to send a very long text in full
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
 * The candidates whose text contains a phrase, ignoring case, in rank order.
 *
 * @param isWanted whether the client still waits for the answer; if not, the search ends early
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
