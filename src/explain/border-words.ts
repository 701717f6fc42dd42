import { countByClass } from '../naive-bayes/class-totals.js';
import type { BorderWords, ClassTotals, TermMatrix } from '../types.js';

/** Words on each side of a border. */
const WORDS_A_SIDE = 5;

/** Rows of words with labels. */
interface Labelled {
  readonly terms: TermMatrix;
  readonly labels: Uint32Array;
  readonly classCount: number;
}

/**
 * The words that separate two classes: those whose share differs most significantly between the two, by the z-score
 * of the log-odds ratio with the words of both as prior. A word that is rare in both has a small z, however extreme
 * its odds.
 *
 * Monroe, Colaresi, Quinn, "Fightin' Words: Lexical Feature Selection and Evaluation for Identifying the
 * Content of Political Conflict", Political Analysis 16(4), 2008, equations 15 to 22.
 *
 * @param rows n rows of words, and their given class
 * @param words name of each word; length V
 * @param pairs of classes
 *
 * @example
 * borderWords({ terms, labels, classCount: 4 }, words, [[2, 3]])[0].wordsOfA // ['shares', 'profit', …]
 */
export function borderWords(
  { terms, labels, classCount }: Labelled,
  words: readonly string[],
  pairs: readonly (readonly [number, number])[],
): BorderWords[] {
  if (pairs.length === 0) return [];
  const totals = countByClass(terms, { classCount, labels });
  return pairs.map(([classA, classB]) => {
    const z = zScores(totals, classA, classB);
    const order = [...z.keys()].filter((word) => z[word] !== 0).sort((a, b) => z[b]! - z[a]! || a - b);
    const named = (some: readonly number[]) => some.map((word) => words[word]!);
    return {
      classA,
      classB,
      wordsOfA: named(order.filter((word) => z[word]! > 0).slice(0, WORDS_A_SIDE)),
      wordsOfB: named(order.filter((word) => z[word]! < 0).slice(-WORDS_A_SIDE)).reverse(),
    };
  });
}

/** z-score of each word, positive for class A; 0 where neither class has it; length V. */
function zScores({ classCount: K, vocabularySize, wordCounts, tokens }: ClassTotals, a: number, b: number) {
  const [allA, allB] = [tokens[a]!, tokens[b]!];
  const all = allA + allB;
  const z = new Float64Array(vocabularySize);
  for (let word = 0; word < vocabularySize; word++) {
    const [inA, inB] = [wordCounts[word * K + a]!, wordCounts[word * K + b]!];
    const prior = inA + inB;
    if (prior === 0) continue;
    const logOdds = (count: number, whole: number) =>
      Math.log((count + prior) / (whole + all - count - prior || 1));
    const variance = 1 / (inA + prior) + 1 / (inB + prior);
    z[word] = (logOdds(inA, allA) - logOdds(inB, allB)) / Math.sqrt(variance);
  }
  return z;
}
