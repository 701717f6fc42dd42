import fc from 'fast-check';
import { expect, it } from 'vitest';
import { logCounts } from '../../src/kinds/outliers.js';
import { termsOf } from '../support/terms.js';

const row = fc.record({
  text: fc.array(fc.constantFrom('bank', 'rates', 'goal', 'match', 'atom'), { maxLength: 6 }),
  label: fc.nat(3),
});

/** What each word adds to each class, asked twice of every row of which it is a word. */
function added(counts: ReturnType<typeof logCounts>, wordCount: number): number[][] {
  return Array.from({ length: wordCount + 2 }, (_, word) =>
    [-1, 0, 1].flatMap((own) => {
      const sums = new Float64Array(counts.classCount);
      counts.add(word, 1, own, sums);
      counts.add(word, 0, own, sums);
      return [...sums];
    }),
  );
}

it('adds the same whether all pairs of word and class are counted or those that occur', () => {
  fc.assert(
    fc.property(fc.array(row, { minLength: 1 }), (rows) => {
      // Every word stands once in the first two classes, so that one can be taken from them.
      const all = [
        ...[0, 1].map((label) => ({ text: ['bank', 'rates', 'goal', 'match', 'atom'], label })),
        ...rows,
      ];
      const labelled = {
        terms: termsOf(all.map(({ text }) => text.join(' '))),
        labels: Uint32Array.from(all, ({ label }) => label),
      };
      const [dense, sparse] = [logCounts(labelled), logCounts(labelled, undefined, 0)];
      expect(sparse.tokens).toEqual(dense.tokens);
      expect(added(sparse, 5)).toEqual(added(dense, 5));
    }),
  );
});

it('counts what is said: ln(count + 1) of each class, without what is taken from one', () => {
  const labelled = { terms: termsOf(['bank bank rates', 'bank']), labels: Uint32Array.of(0, 1) };
  for (const mostPairs of [0, 100]) {
    const counts = logCounts(labelled, undefined, mostPairs);
    const sums = new Float64Array(2);
    counts.add(0, 2, 0, sums);
    expect([...sums]).toEqual([2 * Math.log(1), 2 * Math.log(2)]);
    expect([...counts.tokens]).toEqual([3, 1]);
  }
});
