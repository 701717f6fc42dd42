import { expect, it } from 'vitest';
import { textDependence } from '../../src/expectations/text-dependence.js';
import { randomNumbers } from '../support/numbers.js';
import { termsOf } from '../support/terms.js';

/** Rows of two topics a class; the posterior is sure of the class, and `isWrong` says whose label is another. */
function madeUp(isWrong: (topic: number, random: () => number) => boolean) {
  const random = randomNumbers(4);
  const rows = Array.from({ length: 900 }, (_, row) => ({ k: row % 3, topic: Math.floor(row / 3) % 6 }));
  const texts = rows.map(({ k, topic }) =>
    Array.from({ length: 6 }, (_, at) =>
      at < 3
        ? `class${k}word${Math.floor(random() * 30)}`
        : `topic${k}${topic}word${Math.floor(random() * 8)}`,
    ).join(' '),
  );
  const labels = Uint32Array.from(rows, ({ k, topic }) => (isWrong(topic, random) ? (k + 1) % 3 : k));
  const posteriors = Float64Array.from(
    rows.flatMap(({ k }) => [0, 1, 2].map((j) => (j === k ? 0.98 : 0.01))),
  );
  return { rows: { terms: termsOf(texts), labels }, posteriors, judged: new Uint8Array(900).fill(1) };
}

it('is near 0 where labels are wrong by chance', () => {
  const { rows, posteriors, judged } = madeUp((_, random) => random() < 0.1);
  const { share, low, rows: told } = textDependence(rows, posteriors, judged);
  expect(told).toBeGreaterThan(60);
  expect(share).toBeLessThan(0.25);
  expect(low).toBe(0);
});

it('is near 1 where all texts of a topic have another label', () => {
  const { rows, posteriors, judged } = madeUp((topic) => topic === 2);
  const { share, low } = textDependence(rows, posteriors, judged);
  expect(share).toBeGreaterThan(0.75);
  expect(low).toBe(1);
});

it('lies between where both happen', () => {
  const { rows, posteriors, judged } = madeUp((topic, random) => random() < (topic === 2 ? 0.5 : 0.1));
  const { share } = textDependence(rows, posteriors, judged);
  expect(share).toBeGreaterThan(0.3);
});

it('says nothing where no label is contradicted, or the rows are not judged', () => {
  const none = madeUp(() => false);
  expect(textDependence(none.rows, none.posteriors, none.judged)).toEqual({
    share: 0,
    low: 0,
    high: 1,
    rows: 0,
  });
  const some = madeUp((topic) => topic === 2);
  expect(textDependence(some.rows, some.posteriors, new Uint8Array(900)).rows).toBe(0);
});
