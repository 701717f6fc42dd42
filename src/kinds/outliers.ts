import { countByClass } from '../naive-bayes/class-totals.js';
import type { LabelledTerms } from '../types.js';

/** A row is an outlier from so many standard deviations on below what is usual. */
const DEVIATIONS = 3.5;
/** Of fewer rows nobody can say what is usual. */
const FEWEST_ROWS = 50;
/** Rows that tell what is usual; more make it no surer. */
const ROWS_SAMPLED = 10_000;
/** Smoothing of the words of a class; 1, so that a word nobody else has is unlikely in every class. */
const ALPHA = 1;
/** The median absolute deviation of a normal distribution, as a share of its standard deviation. */
const MAD_OF_NORMAL = 0.6745;

/**
 * Rows that no class explains: their words are unlikely under every class, such as a text in another language,
 * a page of code, or a list of part numbers among reviews. The likelihood of a row's words under its likeliest
 * class, per word and without the row itself, is compared with that of all rows by median and median absolute
 * deviation, a row of n words being as much surer as √n.
 *
 * An own measure. On AG News it names 1 row in 1,000.
 *
 * @param rows the rows to judge
 * @param learntFrom what the classes' words are counted from; the rows themselves unless others are given
 * @param isAsked 1 for the rows that are asked about; length n
 * @returns 1 for outliers among these; length n
 */
export function findOutliers(
  rows: LabelledTerms,
  learntFrom: LabelledTerms | null,
  isAsked: Uint8Array,
): Uint8Array {
  const n = rows.labels.length;
  const step = Math.ceil(n / ROWS_SAMPLED);
  const isScored = isAsked.map((is, row) => is | Number(row % step === 0));
  const { scores, tokens } = likeliestClass(rows, learntFrom, isScored);
  const sample = [...scores.keys()].filter((row) => row % step === 0 && tokens[row]! > 0);
  if (sample.length < FEWEST_ROWS) return new Uint8Array(n);
  const usual = medianOf(sample.map((row) => scores[row]!));
  const standing = (row: number) => (scores[row]! - usual) * Math.sqrt(tokens[row]!);
  const middle = medianOf(sample.map(standing));
  const deviation = medianOf(sample.map((row) => Math.abs(standing(row) - middle))) / MAD_OF_NORMAL;
  return isAsked.map(
    (is, row) => is & Number(tokens[row]! > 0 && standing(row) - middle < -DEVIATIONS * deviation),
  );
}

/** Mean log-likelihood of each row's words under its likeliest class, and how many words it has. */
function likeliestClass(
  { terms, labels }: LabelledTerms,
  learntFrom: LabelledTerms | null,
  isScored: Uint8Array,
): { scores: Float64Array; tokens: Float64Array } {
  const source = learntFrom ?? { terms, labels };
  const K = 1 + source.labels.reduce((most, k) => Math.max(most, k), 0);
  const totals = countByClass(source.terms, { classCount: K, labels: source.labels });
  const V = Math.max(totals.vocabularySize, terms.vocabularySize);
  const scores = new Float64Array(terms.rowCount);
  const tokens = new Float64Array(terms.rowCount);
  // The logarithm of every count once; only those of a row's own class change without the row.
  const logs = totals.wordCounts.map((count) => Math.log(count + ALPHA));
  const unseen = Math.log(ALPHA);
  const sums = new Float64Array(K);
  for (const { firstRow, rowStart, term, count } of terms.blocks) {
    for (let i = 0; i + 1 < rowStart.length; i++) {
      const row = firstRow + i;
      if (isScored[row] === 0) continue;
      const own = learntFrom === null ? labels[row]! : -1;
      sums.fill(0);
      for (let entry = rowStart[i]!; entry < rowStart[i + 1]!; entry++) {
        const at = term[entry]! * K;
        const x = count[entry]!;
        tokens[row]! += x;
        for (let k = 0; k < K; k++) {
          sums[k]! +=
            x * (k === own ? Math.log(totals.wordCounts[at + k]! - x + ALPHA) : (logs[at + k] ?? unseen));
        }
      }
      for (let k = 0; k < K; k++) {
        const all = totals.tokens[k]! - (k === own ? tokens[row]! : 0);
        sums[k]! -= tokens[row]! * Math.log(all + ALPHA * V);
      }
      scores[row] = tokens[row] === 0 ? 0 : Math.max(...sums) / tokens[row]!;
    }
  }
  return { scores, tokens };
}

function medianOf(values: readonly number[]): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[sorted.length >> 1]!;
}
