/**
 * Judges the open rows. The labels of decided rows are known: the model trains on them, and does not judge them.
 */
import { flaggedRows } from '../confident-learning/rank/rank.js';
import type { DecidedRows, Judgement, LabelledTerms } from '../types.js';
import { NO_WORD, numberWordsOf, selectRows } from '../vectorize/select-rows.js';
import { everythingDecided } from './errors.js';
import { judgeLabels, type MethodOptions, type MethodResult, type Problem } from './methods.js';

/**
 * Judges the open rows of a problem by a method.
 *
 * Decided rows train with their decided label, in every fold and every pass; deleted rows are not used at all. Neither
 * affects thresholds, confident joint, temperature, the number of rows to flag, or the ranking: in the judgement they
 * are rows that were not judged. With training rows of another file, only those are trained on.
 *
 * The noise matrix counts decided rows by decided and given class. Without them it would be biased: after the most
 * suspicious rows are decided, the open ones look almost free of noise, and the model would learn their errors.
 *
 * @param problem n rows
 * @param decided the decisions about them
 * @returns the result for all n rows
 * @throws UserError as `judgeLabels`, or if no row is open
 *
 * @example
 * const decided = { isHeld: Uint8Array.of(1, 0, 0, 0), isDeleted: new Uint8Array(4), labels: Uint32Array.of(1, 0, 1, 0) };
 * judgeOpenRows(problem, { method: 'noise-aware' }, decided).judgement.judged // [0, 1, 1, 1]
 */
export function judgeOpenRows(problem: Problem, options: MethodOptions, decided: DecidedRows): MethodResult {
  const { terms, labels, training, pairs, words } = problem;
  const isOpen = openRows(decided);
  const rows = flaggedRows(isOpen);
  if (rows.length === labels.length) return judgeLabels(problem, options);
  if (rows.length === 0) throw everythingDecided();
  const isKept = decided.isDeleted.map((is) => 1 - is);
  // Training rows of another file have numbered the words already.
  const numbers = training === null ? numberWordsOf(terms, isKept) : null;
  const pairNumbers = training === null && pairs !== undefined ? numberWordsOf(pairs, isKept) : null;
  const select = (isWanted: Uint8Array, from: Uint32Array): LabelledTerms => ({
    terms: selectRows(terms, isWanted, numbers),
    labels: from.filter((_, row) => isWanted[row] === 1),
    pairs: pairs && selectRows(pairs, isWanted, pairNumbers),
  });
  const trusted =
    training === null
      ? {
          ...select(decided.isHeld, decided.labels),
          given: labels.filter((_, row) => decided.isHeld[row] === 1),
        }
      : undefined;
  const { judgement, wordScore, noiseMatrix, contributions } = judgeLabels(
    { ...problem, ...select(isOpen, labels), trusted, words: words && renamed(words, numbers) },
    options,
  );
  const held = flaggedRows(decided.isHeld);
  const placeOf = new Uint32Array(labels.length);
  for (const [place, row] of rows.entries()) placeOf[row] = place;
  return {
    judgement: spreadJudgement(judgement, rows, decided),
    wordScore: (row) => {
      if (isOpen[row] === 0) return () => 0; // the row was not judged
      const scoreOf = wordScore(placeOf[row]!);
      if (numbers === null) return scoreOf;
      return ({ word, count }, k) => scoreOf({ word: numbers[word]!, count }, k);
    },
    noiseMatrix,
    contributions:
      contributions && inDataset(contributions, placeOf, training === null ? [...rows, ...held] : null),
  };
}

/** The names of words by their new numbers; the same where the numbers are. */
function renamed(words: readonly string[], numbers: Uint32Array | null): readonly string[] {
  if (numbers === null) return words;
  const names: string[] = [];
  for (const [word, number] of numbers.entries()) if (number !== NO_WORD) names[number] = words[word]!;
  return names;
}

/**
 * Contributions by row numbers of the data set.
 *
 * @param placeOf place of each open row among those that were judged
 * @param rowAt row of each place that the model was trained on; null where that is another file
 */
function inDataset(
  contributions: NonNullable<MethodResult['contributions']>,
  placeOf: Uint32Array,
  rowAt: readonly number[] | null,
): NonNullable<MethodResult['contributions']> {
  return (row, towards, against) => {
    const found = contributions(placeOf[row]!, towards, against);
    if (rowAt === null) return found;
    const nearest = found.nearest.map((other) => ({ ...other, row: rowAt[other.row]! }));
    return { ...found, nearest };
  };
}

/** 1 for the rows without a decision; length n. */
export function openRows({ isHeld, isDeleted }: DecidedRows): Uint8Array {
  return isHeld.map((is, row) => 1 - (is | isDeleted[row]!));
}

/**
 * The judgement of the open rows as one of all rows. A held row is of its decided class; for a deleted one nothing is
 * known.
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
    ...(judgement.isOfRareClass === undefined
      ? {}
      : { isOfRareClass: all(new Uint8Array(n), judgement.isOfRareClass) }),
  };
}
