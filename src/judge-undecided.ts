/**
 * Judging what is still open: rows about which somebody has decided are known. Their labels are held fixed and
 * learnt from, and nothing else is asked of them.
 */
import { flaggedRows } from './confident-learning/rank.js';
import { everythingDecided } from './errors.js';
import { judgeLabels, type MethodOptions, type Problem, type Verdict } from './judge-labels.js';
import type { DecidedRows, Judgement, LabelledTerms } from './types.js';
import { numberWordsOf, selectRows } from './vectorize/select-rows.js';

/**
 * Judges the open rows of a problem by the method asked for.
 *
 * Decided rows train with their decided label, in every fold and every pass; deleted rows are not used at all, as
 * if they were not in the data. Neither has a part in thresholds, confident joint, noise matrix, temperature, the
 * number of rows to flag, or the ranking: in the judgement they are rows that were not judged. With training rows
 * of another file, only those are learnt from.
 *
 * @param problem n rows
 * @param decided what is decided about them
 * @returns the verdict on all n rows
 * @throws UserError as `judgeLabels`, or if no row is open
 *
 * @example
 * const decided = { isHeld: Uint8Array.of(1, 0, 0, 0), isDeleted: new Uint8Array(4), labels: Uint32Array.of(1, 0, 1, 0) };
 * judgeUndecided(problem, { method: 'noise-aware' }, decided).judgement.judged // [0, 1, 1, 1]
 */
export function judgeUndecided(problem: Problem, options: MethodOptions, decided: DecidedRows): Verdict {
  const { terms, labels, training } = problem;
  const isOpen = openRows(decided);
  const rows = flaggedRows(isOpen);
  if (rows.length === labels.length) return judgeLabels(problem, options);
  if (rows.length === 0) throw everythingDecided();
  // Training rows of another file have numbered the words already.
  const numbers =
    training === null
      ? numberWordsOf(
          terms,
          decided.isDeleted.map((is) => 1 - is),
        )
      : null;
  const select = (isWanted: Uint8Array, from: Uint32Array): LabelledTerms => ({
    terms: selectRows(terms, isWanted, numbers),
    labels: from.filter((_, row) => isWanted[row] === 1),
  });
  const trusted = training === null ? select(decided.isHeld, decided.labels) : undefined;
  const { judgement, wordScore, noiseMatrix } = judgeLabels(
    { ...problem, ...select(isOpen, labels), trusted },
    options,
  );
  const placeOf = new Uint32Array(labels.length);
  for (const [place, row] of rows.entries()) placeOf[row] = place;
  return {
    judgement: spreadJudgement(judgement, rows, decided),
    wordScore: (row, { word, count }, k) => {
      if (isOpen[row] === 0) return 0; // nothing was asked about it
      return wordScore(placeOf[row]!, { word: numbers === null ? word : numbers[word]!, count }, k);
    },
    noiseMatrix,
  };
}

/** 1 for the rows about which nothing is decided; length n. */
export function openRows({ isHeld, isDeleted }: DecidedRows): Uint8Array {
  return isHeld.map((is, row) => 1 - (is | isDeleted[row]!));
}

/**
 * Says of all rows what was found of the open ones. A held row is of its decided class; of a deleted one nothing
 * is known.
 *
 * @param judgement of the open rows, m × K
 * @param rows their row numbers, ascending; length m
 * @returns n × K
 */
export function spreadJudgement(judgement: Judgement, rows: Uint32Array, decided: DecidedRows): Judgement {
  const { classCount: K, values } = judgement.probabilities;
  const n = decided.labels.length;
  const all = <T extends Uint8Array | Uint32Array | Float64Array>(array: T, found: T): T => {
    for (const [place, row] of rows.entries()) array[row] = found[place]!;
    return array;
  };
  const unknown = () => new Float64Array(n).fill(Number.NaN);
  const probabilities = new Float64Array(n * K);
  for (const [row, k] of decided.labels.entries()) {
    if (decided.isDeleted[row] === 1) probabilities.fill(Number.NaN, row * K, (row + 1) * K);
    else if (decided.isHeld[row] === 1) probabilities[row * K + k] = 1;
  }
  for (const [place, row] of rows.entries()) {
    probabilities.set(values.subarray(place * K, (place + 1) * K), row * K);
  }
  return {
    probabilities: { classCount: K, values: probabilities },
    judged: all(new Uint8Array(n), judgement.judged),
    quality: all(unknown(), judgement.quality),
    rankKey: all(unknown(), judgement.rankKey),
    suggested: all(decided.labels.slice(), judgement.suggested),
    isIssue: all(new Uint8Array(n), judgement.isIssue),
  };
}
