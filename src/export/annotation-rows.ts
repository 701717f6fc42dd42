/** Rows for annotation tools. */

import { fingerprint } from '../report/record.js';
import { partOfRow } from '../types/dataset.js';
import type { Dataset, Judgement } from '../types.js';
import type { CorrectedRows } from './corrected-rows.js';
import { openCandidates } from './corrected-rows.js';
import { storable } from './storable.js';

/** The model's suggestion for a row. */
export interface ModelView {
  /** The suggested class. */
  readonly label: string;
  /** Its probability. */
  readonly score: number;
  readonly quality: number;
  /** By class, in class order; length K. */
  readonly probabilities: Float64Array;
}

/** A row of an export. */
export interface AnnotationRow {
  /** Identifies it by its content; unique, so that an import can be repeated. */
  readonly id: string;
  /** 0-based data row of its file. */
  readonly index: number;
  /** Its file, where there are several. */
  readonly file: string | null;
  /** The value of the id column; undefined where none was named. */
  readonly userId: string | number | null | undefined;
  readonly text: string;
  /** The label, after corrections. */
  readonly given: string;
  /** The label before it was corrected; null where it was not. */
  readonly before: string | null;
  /** Whether a person has decided that `given` is right. */
  readonly decided: boolean;
  /** Rank among the candidates, 0 for the worst, as in Argilla and cleanlab; null for other rows. */
  readonly rank: number | null;
  /** null where the row could not be judged, or where a person has decided. */
  readonly model: ModelView | null;
}

/** Input of exports for annotation tools. */
export interface AnnotationSource {
  readonly dataset: Dataset;
  readonly judgement: Judgement;
  readonly corrected: CorrectedRows;
  /** The source of suggestions: program and method. */
  readonly agent: string;
}

/**
 * Reads rows for an export, in the order given.
 *
 * @param rows row numbers
 * @param onReplaced called for each text in which characters had to be replaced
 */
export async function* annotationRows(
  source: AnnotationSource,
  rows: Uint32Array,
  onReplaced: () => void,
): AsyncGenerator<AnnotationRow> {
  const { dataset, judgement, corrected } = source;
  const ranks = new Map(Array.from(openCandidates(judgement, corrected), (row, rank) => [row, rank]));
  const seen = new Map<string, number>();
  let place = 0;
  for await (const rowText of dataset.readTexts(rows)) {
    const row = rows[place++]!;
    const name = fingerprint(rowText);
    const copies = (seen.get(name) ?? 0) + 1;
    seen.set(name, copies);
    const part = partOfRow(dataset.parts, row);
    const text = storable(rowText.text);
    if (text !== rowText.text) onReplaced();
    const before = corrected.before[row]!;
    const decided = corrected.isHeld[row] === 1;
    yield {
      id: copies === 1 ? name : `${name}-${copies}`,
      index: dataset.indexes[row]!,
      file: dataset.parts.length > 1 ? storable(part.file) : null,
      userId: part.layout.id === null ? undefined : storableId(rowText.id),
      text,
      given: dataset.classes[corrected.labels[row]!]!,
      before: before === -1 ? null : dataset.classes[before]!,
      decided,
      rank: ranks.get(row) ?? null,
      model: decided ? null : modelView(source, row),
    };
  }
}

function storableId(id: string | number | null): string | number | null {
  return typeof id === 'string' ? storable(id) : id;
}

function modelView({ dataset, judgement }: AnnotationSource, row: number): ModelView | null {
  if (judgement.judged[row] === 0) return null;
  const { classCount, values } = judgement.probabilities;
  const probabilities = values.subarray(row * classCount, (row + 1) * classCount);
  const suggested = judgement.suggested[row]!;
  return {
    label: dataset.classes[suggested]!,
    score: probabilities[suggested]!,
    quality: judgement.quality[row]!,
    probabilities,
  };
}
