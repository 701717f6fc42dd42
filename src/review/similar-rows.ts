/** The rows of the data set that are most like a candidate: how were they labelled, and what was decided about them? */
import type { Decisions } from '../corrections/decisions.js';
import { fingerprint } from '../report/record.js';
import { partOfRow } from '../types/dataset.js';
import type { Dataset } from '../types.js';
import { snippetOf } from './candidate-texts.js';
import { type Candidates, stateIn } from './candidates.js';
import type { SimilarRow, SimilarRows } from './wire.js';

/** From this similarity on, two texts are nearly the same. */
const SAME = 0.95;
/** Most rows of each list. */
const MOST = 12;

/** Finds similar rows by their words, nearest first. */
export type FindSimilar = (row: number) => readonly { readonly row: number; readonly similarity: number }[];

/** What similar rows are taken from. */
export interface SimilarSource {
  readonly dataset: Dataset;
  readonly candidates: Candidates;
  readonly decisions: Decisions;
  readonly find: FindSimilar;
}

/** The rows that are most like a candidate, by class. */
export async function similarTo(source: SimilarSource, row: number): Promise<SimilarRows> {
  const { dataset, candidates } = source;
  const { labels } = dataset;
  const found = source.find(row);
  const like = found.filter(({ similarity }) => similarity < SAME);
  const labelled = (k: number) => like.filter(({ row: other }) => labels[other] === k).slice(0, MOST);
  const same = found.filter(({ similarity }) => similarity >= SAME).slice(0, MOST);
  const given = labels[row]!;
  const suggested = candidates.suggested(row);
  return {
    row,
    same: await describe(source, same),
    given: await describe(source, labelled(given)),
    suggested: suggested === given ? [] : await describe(source, labelled(suggested)),
  };
}

async function describe(
  { dataset, decisions }: SimilarSource,
  found: ReturnType<FindSimilar>,
): Promise<SimilarRow[]> {
  const described: SimilarRow[] = [];
  for await (const rowText of dataset.readTexts(found.map(({ row }) => row))) {
    const { row, similarity } = found[described.length]!;
    described.push({
      line: dataset.lines[row]!,
      index: dataset.indexes[row]!,
      file: dataset.parts.length > 1 ? partOfRow(dataset.parts, row).file : null,
      given: dataset.labels[row]!,
      state: stateIn(decisions, fingerprint(rowText), dataset),
      similarity: Number(similarity.toFixed(4)),
      text: snippetOf(rowText.text),
    });
  }
  return described;
}
