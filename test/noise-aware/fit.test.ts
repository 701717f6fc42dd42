import { expect, it } from 'vitest';
import { leaveOneOutWordScore } from '../../src/naive-bayes/word-scores.js';
import { fitNoiseAware } from '../../src/noise-aware/fit.js';
import { leaveOneOutScores } from '../../src/noise-aware/score-rows.js';
import type { ClassTotals } from '../../src/types.js';
import { termsOfRow } from '../../src/vectorize/row-terms.js';
import { newswire } from '../support/news.js';
import { expectClose, randomNumbers } from '../support/numbers.js';
import { type LabelledTexts, termsOf } from '../support/terms.js';

/** Newswire with a share of its labels drawn at random. */
function noisyNews(share: number): LabelledTexts {
  const random = randomNumbers(1);
  const news = newswire();
  const labels = news.labels.map((label) => (random() < share ? Math.floor(random() * 4) : label));
  return { ...news, labels };
}

it('stops after the eleventh pass where the labels are explained ever better', () => {
  const { texts, labels, classCount } = noisyNews(0.7);
  const { passCount, best } = fitNoiseAware(termsOf(texts), labels, classCount);
  expect([passCount, best.number]).toEqual([11, 10]);
});

it('hands over the rows as the best pass counted them, for the words behind its scores', () => {
  const { texts, labels, classCount } = newswire();
  const terms = termsOf(texts);
  const { rows, best } = fitNoiseAware(terms, labels, classCount, { alpha: 0.1 });
  const score = leaveOneOutWordScore(rows, best.totals, { alpha: 0.1, vocabulary: 'all rows' });
  const { likelihoods } = leaveOneOutScores(rows, labels, best.totals as ClassTotals, 0.1);
  const summed = likelihoods.map((_, at) => {
    const row = Math.floor(at / classCount);
    const words = termsOfRow(terms, row);
    const sum = words.reduce((total, term) => total + term.count * score(row)(term, at % classCount), 0);
    return sum / Math.sqrt(rows.statistics.sharedTokens[row]!);
  });
  expectClose(summed, likelihoods, 1e-9);
});
