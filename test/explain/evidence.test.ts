import { describe, expect, it } from 'vitest';
import { evidenceOf } from '../../src/explain/evidence.js';
import { countByClass, subtractTotals } from '../../src/naive-bayes/class-totals.js';
import { leaveOneOutWordScore, type WordScore } from '../../src/naive-bayes/word-scores.js';
import { fitNoiseAware } from '../../src/noise-aware/fit.js';
import { judgeNewRows, judgeNoiseAware } from '../../src/noise-aware/judge.js';
import type { FirstPass, Pass } from '../../src/noise-aware/search.js';
import type { ClassTotals, Evidence } from '../../src/types.js';
import { termsOfRow } from '../../src/vectorize/row-terms.js';
import { tokenize } from '../../src/vectorize/tokenize.js';
import { Vocabulary } from '../../src/vectorize/vocabulary.js';
import { newswire } from '../support/news.js';
import { countedRows, termsOf } from '../support/terms.js';

const ALPHA = 0.1;
const row = { number: 0, given: 0, suggested: 1 };

/** Evidence in a row whose words 0, 1, 2, … count once and favour the suggested class by so many nats. */
function evidenceFor(weights: readonly number[], classes = row): Evidence[] {
  const terms = weights.map((_, word) => ({ word, count: 1 }));
  const score: WordScore =
    () =>
    ({ word }, k) =>
      k === row.suggested ? weights[word]! : 0;
  return evidenceOf(
    classes,
    terms,
    score,
    weights.map((_, word) => `w${word}`),
  );
}

describe('evidence', () => {
  it('is the log-ratio of the words under the model that left the row out', () => {
    const vocabulary = new Vocabulary();
    const terms = termsOf(['goal goal bank', 'bank rates', 'goal match bank goal'], vocabulary);
    const membership = { classCount: 2, labels: Uint32Array.of(0, 0, 1) };
    const totals = countByClass(terms, membership);
    const options = { alpha: 1, vocabulary: 'all rows' } as const;
    const score = leaveOneOutWordScore(countedRows(terms, membership), totals, options);
    // Four words. Without row 0, class 0 has 'bank rates' and class 1 has 'goal match bank goal'; 'bank' is
    // likelier in class 0: (1 + 1) / (2 + 4) against (1 + 1) / (4 + 4).
    const goal = 2 * (Math.log((2 + 1) / (4 + 4)) - Math.log((0 + 1) / (2 + 4)));
    expect(evidenceOf(row, termsOfRow(terms, 0), score, vocabulary.words())).toEqual([
      { token: 'goal', weight: expect.closeTo(goal, 12) },
    ]);
  });

  it('is strongest first, the earlier word first where two are as strong', () => {
    const found = evidenceFor([1, 3, 0, 1, -2, 2]);
    expect(found.map(({ token }) => token)).toEqual(['w1', 'w5', 'w0', 'w3']);
  });

  it('is the eight strongest words at most, each with a weight over 0', () => {
    const weightsOf = (weights: number[]) => evidenceFor(weights).map(({ weight }) => weight);
    expect(weightsOf([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])).toEqual([10, 9, 8, 7, 6, 5, 4, 3]);
    expect(weightsOf([0, 0.5, -0.5])).toEqual([0.5]);
  });

  it('is none where the given label is the suggested one', () => {
    expect(evidenceFor([1, 2], { ...row, given: 1 })).toEqual([]);
  });
});

it('carries the suggestion: without its words, the margin towards it is lower on newswire', () => {
  const { texts, labels, classCount } = newswire();
  const vocabulary = new Vocabulary();
  const terms = termsOf(texts, vocabulary);
  const words = vocabulary.words();
  const fit = fitNoiseAware(terms, labels, classCount, { alpha: ALPHA });
  const { suggested, isIssue } = judgeNoiseAware(fit);
  const score = leaveOneOutWordScore(fit.rows, fit.best.totals, { alpha: ALPHA, vocabulary: 'all rows' });

  /** The rank key of a row without some of its words, by the same τ and T and the counts of all other rows. */
  function marginWithout(removed: readonly string[], number: number): number {
    const only = Uint8Array.from(labels, (_, other) => (other === number ? 1 : 0));
    const withoutRow = <P extends FirstPass | Pass>(pass: P): P => {
      const own = countByClass(terms, pass.membership, only);
      return { ...pass, totals: subtractTotals(pass.totals as ClassTotals, own) };
    };
    const others = { ...fit, first: withoutRow(fit.first), best: withoutRow(fit.best) };
    const rest = tokenize(texts[number]!).filter((word) => !removed.includes(word));
    const judged = termsOf([rest.join(' ')], vocabulary);
    return judgeNewRows(others, judged, labels.slice(number, number + 1), ALPHA).rankKey[0]!;
  }

  // The rank key is the margin of the given label over the best other class: where it rises, the suggested
  // class has lost against the given one, as has every other. As many other words must not do as much.
  const candidates = [...labels.keys()].filter((number) => isIssue[number] === 1);
  const carried = candidates.filter((number) => {
    const classes = { number, given: labels[number]!, suggested: suggested[number]! };
    const evidence = evidenceOf(classes, termsOfRow(terms, number), score, words).map(({ token }) => token);
    const others = tokenize(texts[number]!).filter((word) => !evidence.includes(word));
    const without = marginWithout(evidence, number);
    const withoutOthers = marginWithout(others.slice(0, evidence.length), number);
    return without > marginWithout([], number) && without > withoutOthers;
  });
  expect(candidates).toHaveLength(82);
  expect(carried.length / candidates.length).toBeGreaterThanOrEqual(0.95);
});
