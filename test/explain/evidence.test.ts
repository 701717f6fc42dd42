import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evidenceOf } from '../../src/explain/evidence.js';
import { judgeLabels } from '../../src/judge-labels.js';
import { countByClass } from '../../src/naive-bayes/class-totals.js';
import { leaveOneOutWordScore, type WordScore } from '../../src/naive-bayes/word-scores.js';
import type { Evidence, Judgement } from '../../src/types.js';
import { termsOfRow } from '../../src/vectorize/row-terms.js';
import { tokenize } from '../../src/vectorize/tokenize.js';
import { Vocabulary } from '../../src/vectorize/vocabulary.js';
import { newswire } from '../support/news.js';
import { countedRows, type LabelledTexts, termsOf } from '../support/terms.js';

const row = { number: 0, given: 0, suggested: 1 };

/** Evidence in a row whose words 0, 1, 2, … count once and favour the suggested class by so many nats. */
function evidenceFor(weights: readonly number[], classes = row): Evidence[] {
  const terms = weights.map((_, word) => ({ word, count: 1 }));
  const score: WordScore = (_row, { word }, k) => (k === row.suggested ? weights[word]! : 0);
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
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -3, max: 3 }), { maxLength: 20 }), (weights) => {
        const positive = weights.filter((weight) => weight > 0).sort((a, b) => b - a);
        expect(evidenceFor(weights).map(({ weight }) => weight)).toEqual(positive.slice(0, 8));
      }),
    );
  });

  it('is none where the given label is the suggested one', () => {
    expect(evidenceFor([1, 2], { ...row, given: 1 })).toEqual([]);
  });
});

describe('evidence on newswire', () => {
  it('carries the suggestion: without its words, the margin towards it is lower', () => {
    const news = newswire();
    const { judgement, evidence } = judgeNoisy(news);
    const candidates = [...judgement.isIssue.keys()].filter((i) => judgement.isIssue[i] === 1);
    // Each candidate's text is changed on its own and the whole method run again. The rank key is the margin of
    // the given label over the best other class, so where it rises, every other class has lost against it.
    const lowered = candidates.filter((candidate) => {
      const words = new Set(evidence(candidate).map(({ token }) => token));
      const texts = news.texts.map((text, i) =>
        i === candidate
          ? tokenize(text)
              .filter((word) => !words.has(word))
              .join(' ')
          : text,
      );
      return judgeNoisy({ ...news, texts }).judgement.rankKey[candidate]! > judgement.rankKey[candidate]!;
    });
    expect(candidates).toHaveLength(82);
    expect(lowered.length / candidates.length).toBeGreaterThanOrEqual(0.95);
  });
});

/** What the noise-aware method says, and the evidence for each row. */
function judgeNoisy({ texts, labels, classCount }: LabelledTexts): {
  judgement: Judgement;
  evidence: (number: number) => Evidence[];
} {
  const vocabulary = new Vocabulary();
  const terms = termsOf(texts, vocabulary);
  const problem = { terms, labels, classCount, training: null };
  const { judgement, wordScore } = judgeLabels(problem, { method: 'noise-aware' });
  const evidence = (number: number) => {
    const classes = { number, given: labels[number]!, suggested: judgement.suggested[number]! };
    return evidenceOf(classes, termsOfRow(terms, number), wordScore, vocabulary.words());
  };
  return { judgement, evidence };
}
