import fc from 'fast-check';
import { expect, it } from 'vitest';
import { toProbabilities } from '../../src/confident-learning/probabilities.js';
import { bestColumnOrder } from '../../src/judge/column-order.js';

const RIGHT = 0.7;

/** Fifteen rows of each class; the model is right about most of them, and its columns are in another order. */
function shuffledColumns(order: readonly number[]) {
  const K = order.length;
  const labels = Uint32Array.from({ length: 15 * K }, (_, row) => row % K);
  const rows = Array.from(labels, (label, row) => {
    const said = row < 2 * K ? (label + 1) % K : label;
    return order.map((k) => (k === said ? RIGHT : (1 - RIGHT) / (K - 1)));
  });
  return { labels, probabilities: toProbabilities(rows), judged: new Uint8Array(labels.length).fill(1) };
}

const orders = fc
  .integer({ min: 2, max: 7 })
  .chain((K) => fc.shuffledSubarray([...Array(K).keys()], { minLength: K, maxLength: K }));

it('finds the order of the columns, and none where they are in class order', () => {
  fc.assert(
    fc.property(orders, (order) => {
      const { labels, probabilities, judged } = shuffledColumns(order);
      const found = bestColumnOrder(labels, probabilities, judged);
      if (order.every((k, column) => k === column)) expect(found).toBeNull();
      else {
        expect(found!.order).toEqual(order);
        expect(found!.agreement).toBeCloseTo(13 / 15, 12);
        expect(found!.agreementNow).toBeLessThan(13 / 15);
      }
    }),
  );
});

it('looks at judged rows only', () => {
  const { labels, probabilities } = shuffledColumns([1, 0]);
  expect(bestColumnOrder(labels, probabilities, new Uint8Array(labels.length))).toBeNull();
});
