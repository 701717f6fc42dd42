import { mostLikelyClass } from '../confident-learning/probabilities.js';
import type { LabelledTerms, TermBlock, TextDependence } from '../types.js';
import { forEachRow } from '../vectorize/row-terms.js';

/** With fewer contradicted labels of one kind, their words cannot be compared. */
const FEWEST_ROWS = 3;
/** Rows of each class to which contradicted ones are compared; more do not improve the result. */
const MOST_COMPARED = 2000;
/** The words of the whole class smooth those of the contradicted rows with the weight of so many rows. */
const SMOOTHING_ROWS = 5;
/** Words of fewer rows are ignored: they describe one row rather than its kind. */
const FEWEST_ROWS_OF_A_WORD = 2;
/**
 * The area under the curve where all contradicted labels depend on the text: measured on AG News with its labels as
 * published (0.72 and 0.68, on two samples), where all contradictions are between the words and the editor, and none
 * is random.
 */
const AREA_OF_TEXTS = 0.7;
const AREA_OF_CHANCE = 0.5;
/** Weight, in rows, of the prior share 0: with few contradicted labels, the share stays near 0. */
const ROWS_OF_DOUBT = 40;
/** Two-sided 90 %, in standard errors. */
const NINETY_PERCENT = 1.645;

/** Rows that seem truly of one class and are labelled with another, and the number of them with each word. */
interface Contradicted {
  readonly rows: number[];
  readonly wordRows: Map<number, number>;
}

/** Rows by the agreement of posterior and label. */
interface Sides {
  /** Most likely class given words and label; length n. */
  readonly favoured: Uint32Array;
  /** By `favoured * K + given`, where the two differ. */
  readonly contradicted: ReadonlyMap<number, Contradicted>;
  /** Rows of each class whose label agrees; length K. */
  readonly agreeing: Uint32Array;
  /** Number of them with each word, at `word * K + k`. */
  readonly agreeingWordRows: Float64Array;
}

/**
 * How much of the contradiction between words and labels depends on the text. Randomly changed labels occur on all
 * texts of a class alike; labels that are contradicted because a text is hard, or misled annotators, occur on texts
 * that share words. So each contradicted row is scored by words that are more frequent in the *other* rows contradicted
 * in the same way than in their class, and the scores are compared with those of rows of the class whose label agrees:
 * the area under the ROC curve is 0.5 for random errors.
 *
 * A measure of this project, calibrated in test/bench/calibration.mjs. It cannot distinguish a hard text from a wrong
 * label; it shows only that chance does not explain it.
 *
 * @param rows n rows
 * @param posteriors P(true class | words, given label), n × K
 * @param judged 1 for the rows to include; length n
 * @returns the share of contradicted labels that depend on the text, 0 to 1, with an interval of 90 %
 *
 * @example
 * textDependence({ terms, labels }, posteriors, judged).share // 0.03 where labels were flipped at random
 */
export function textDependence(
  { terms, labels }: LabelledTerms,
  posteriors: Float64Array,
  judged: Uint8Array,
): TextDependence {
  const K = posteriors.length / Math.max(labels.length, 1);
  const sides = takeSides({ terms, labels }, posteriors, judged);
  const scores = scoreRows({ terms, labels }, sides, judged, K);
  let area = 0;
  let rows = 0;
  for (const [cell, { rows: contradicted }] of sides.contradicted) {
    const others = scores.agreeing.get(cell);
    if (others === undefined || others.length === 0) continue;
    const sorted = Float64Array.from(others).sort();
    for (const row of contradicted) area += placeAmong(sorted, scores.contradicted.get(row)!);
    rows += contradicted.length;
  }
  if (rows === 0) return { share: 0, low: 0, high: 1, rows: 0 };
  const above = area / rows - AREA_OF_CHANCE;
  // Standard error of the Mann-Whitney statistic by chance, with far more rows on the other side.
  const error = NINETY_PERCENT * Math.sqrt(1 / (12 * rows));
  const shareOf = (excess: number) => {
    const share = excess / (AREA_OF_TEXTS - AREA_OF_CHANCE);
    return Math.min(1, Math.max(0, share));
  };
  const belief = rows / (rows + ROWS_OF_DOUBT);
  return { share: shareOf(belief * above), low: shareOf(above - error), high: shareOf(above + error), rows };
}

function takeSides({ terms, labels }: LabelledTerms, posteriors: Float64Array, judged: Uint8Array): Sides {
  const K = posteriors.length / Math.max(labels.length, 1);
  const favoured = new Uint32Array(labels.length);
  const agreeing = new Uint32Array(K);
  const agreeingWordRows = new Float64Array(terms.vocabularySize * K);
  const contradicted = new Map<number, Contradicted>();
  forEachRow(terms, (row, { term }, start, end) => {
    const k = mostLikelyClass(posteriors, row * K, K);
    favoured[row] = k;
    if (judged[row] === 0) return;
    const given = labels[row]!;
    if (k === given) {
      agreeing[k]!++;
      for (let entry = start; entry < end; entry++) agreeingWordRows[term[entry]! * K + k]!++;
      return;
    }
    const cell = contradicted.get(k * K + given) ?? { rows: [], wordRows: new Map<number, number>() };
    if (cell.rows.length === 0) contradicted.set(k * K + given, cell);
    cell.rows.push(row);
    for (let entry = start; entry < end; entry++) {
      const word = term[entry]!;
      cell.wordRows.set(word, (cell.wordRows.get(word) ?? 0) + 1);
    }
  });
  for (const [cell, { rows }] of contradicted) if (rows.length < FEWEST_ROWS) contradicted.delete(cell);
  return { favoured, contradicted, agreeing, agreeingWordRows };
}

/** Scores the contradicted rows, and as many of the others as are needed, in one pass over the matrix. */
function scoreRows(
  { terms, labels }: LabelledTerms,
  { favoured, contradicted, agreeing, agreeingWordRows }: Sides,
  judged: Uint8Array,
  K: number,
) {
  const cellsOf = Array.from({ length: K }, (_, k) =>
    [...contradicted.keys()].filter((cell) => Math.floor(cell / K) === k),
  );
  const step = agreeing.map((rows) => Math.max(1, Math.ceil(rows / MOST_COMPARED)));
  const seen = new Uint32Array(K);
  const scores = { contradicted: new Map<number, number>(), agreeing: new Map<number, number[]>() };
  forEachRow(terms, (row, block, start, end) => {
    const k = favoured[row]!;
    if (judged[row] === 0 || cellsOf[k]!.length === 0) return;
    const own = k === labels[row] ? -1 : k * K + labels[row]!;
    if (own === -1 && seen[k]!++ % step[k]! !== 0) return;
    for (const cell of own === -1 ? cellsOf[k]! : [own]) {
      const rows = contradicted.get(cell);
      if (rows === undefined) continue;
      const score = scoreRow(block, [start, end], { rows, k, leftOut: own !== -1 });
      if (own !== -1) scores.contradicted.set(row, score);
      else if (scores.agreeing.get(cell)?.push(score) === undefined) scores.agreeing.set(cell, [score]);
    }
  });
  return scores;

  /** Nats by which words support the contradicted rows without the row itself, over √words. */
  function scoreRow(
    { term }: TermBlock,
    [start, end]: readonly [number, number],
    { rows: { rows, wordRows }, k, leftOut }: { rows: Contradicted; k: number; leftOut: boolean },
  ): number {
    const others = rows.length - (leftOut ? 1 : 0);
    let sum = 0;
    for (let entry = start; entry < end; entry++) {
      const word = term[entry]!;
      const here = (wordRows.get(word) ?? 0) - (leftOut ? 1 : 0);
      const there = agreeingWordRows[word * K + k]! - (leftOut ? 0 : 1);
      if (here + there < FEWEST_ROWS_OF_A_WORD) continue;
      const usual = (there + 0.5) / (agreeing[k]! + 1);
      sum += Math.max(0, Math.log((here + SMOOTHING_ROWS * usual) / ((others + SMOOTHING_ROWS) * usual)));
    }
    return sum / Math.sqrt(Math.max(1, end - start));
  }
}

/** Share of sorted values below a value; equal ones count half. */
function placeAmong(sorted: Float64Array, value: number): number {
  return (countBelow(sorted, value, false) + countBelow(sorted, value, true)) / 2 / sorted.length;
}

function countBelow(sorted: Float64Array, value: number, orEqual: boolean): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < value || (orEqual && sorted[middle] === value)) low = middle + 1;
    else high = middle;
  }
  return low;
}
