import { countByClass } from '../naive-bayes/class-totals.js';
import type { LabelledTerms, TermMatrix } from '../types.js';

/** A row is an outlier from so many standard deviations on below what is usual. */
const DEVIATIONS = 3.5;
/** Of fewer rows nobody can say what is usual. */
const FEWEST_ROWS = 50;
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
 * @param classCount K
 * @returns 1 for outliers; length n
 */
export function findOutliers(
  rows: LabelledTerms,
  learntFrom: LabelledTerms | null,
  classCount: number,
): Uint8Array {
  const { scores, tokens } = likeliestClass(rows, learntFrom, classCount);
  const n = scores.length;
  const judged = [...scores.keys()].filter((row) => tokens[row]! > 0);
  if (judged.length < FEWEST_ROWS) return new Uint8Array(n);
  const usual = medianOf(judged.map((row) => scores[row]!));
  const standing = (row: number) => (scores[row]! - usual) * Math.sqrt(tokens[row]!);
  const middle = medianOf(judged.map(standing));
  const deviation = medianOf(judged.map((row) => Math.abs(standing(row) - middle))) / MAD_OF_NORMAL;
  const isOutlier = new Uint8Array(n);
  for (const row of judged) if (standing(row) - middle < -DEVIATIONS * deviation) isOutlier[row] = 1;
  return isOutlier;
}

/** Mean log-likelihood of each row's words under its likeliest class, and how many words it has. */
function likeliestClass(
  { terms, labels }: LabelledTerms,
  learntFrom: LabelledTerms | null,
  K: number,
): { scores: Float64Array; tokens: Float64Array } {
  const source = learntFrom ?? { terms, labels };
  const totals = countByClass(source.terms, { classCount: K, labels: source.labels });
  const V = Math.max(totals.vocabularySize, terms.vocabularySize);
  const scores = new Float64Array(terms.rowCount);
  const tokens = tokensOf(terms);
  // The logarithm of every count once; only those of a row's own class change without the row.
  const logs = totals.wordCounts.map((count) => Math.log(count + ALPHA));
  const unseen = Math.log(ALPHA);
  const sums = new Float64Array(K);
  for (const { firstRow, rowStart, term, count } of terms.blocks) {
    for (let i = 0; i + 1 < rowStart.length; i++) {
      const row = firstRow + i;
      const own = learntFrom === null ? labels[row]! : -1;
      sums.fill(0);
      for (let entry = rowStart[i]!; entry < rowStart[i + 1]!; entry++) {
        const at = term[entry]! * K;
        const x = count[entry]!;
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

function tokensOf(terms: TermMatrix): Float64Array {
  const tokens = new Float64Array(terms.rowCount);
  for (const { firstRow, rowStart, count } of terms.blocks) {
    for (let i = 0; i + 1 < rowStart.length; i++) {
      for (let entry = rowStart[i]!; entry < rowStart[i + 1]!; entry++)
        tokens[firstRow + i]! += count[entry]!;
    }
  }
  return tokens;
}

function medianOf(values: readonly number[]): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[sorted.length >> 1]!;
}
