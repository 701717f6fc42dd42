import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findLabelIssues } from '../../src/confident-learning/filter/find-label-issues.js';
import { flagLowest } from '../../src/confident-learning/filter/lowest.js';
import { type FilterOptions, METHODS, type Method } from '../../src/confident-learning/filter/options.js';
import { pruneCounts } from '../../src/confident-learning/filter/prune.js';
import { toProbabilities } from '../../src/confident-learning/probabilities.js';
import { flaggedRows } from '../../src/confident-learning/rank/rank.js';
import { labels, probabilities, withEmptyClass } from './small-problem.js';

const methods = Object.keys(METHODS) as Method[];

function flagged(options: FilterOptions): number[] {
  return [...flaggedRows(findLabelIssues(labels, probabilities, options))];
}

describe('findLabelIssues', () => {
  it.each(methods)('%s finds the three wrong labels', (method) => {
    expect(flagged({ method })).toEqual([2, 3, 6]);
  });

  it('prunes by noise rate unless told otherwise', () => {
    // The two methods differ here, see below.
    expect(flagged({ fracNoise: 0.5 })).toEqual(flagged({ method: 'prune_by_noise_rate', fracNoise: 0.5 }));
  });

  it.each(methods)('%s flags a single row only where the prediction is all that counts', (method) => {
    const mask = findLabelIssues([0], toProbabilities([[0.2, 0.8]]), { method });
    expect([...mask]).toEqual(method === 'predicted_neq_given' ? [1] : [0]);
  });

  it.each(methods)('%s heeds the options that METHODS says, and refuses the others', (method) => {
    const set = { fracNoise: 0, minExamplesPerClass: 100, removePerClass: [0, 0] } as const;
    for (const option of ['fracNoise', 'minExamplesPerClass', 'removePerClass'] as const) {
      const options: FilterOptions = { method, [option]: set[option] };
      if (METHODS[method][option]) expect(flagged(options), option).toEqual([]);
      else expect(() => flagged(options), option).toThrow(`${option} would be ignored`);
    }
  });
});

describe('fracNoise', () => {
  it('truncates the number of rows of each pair of classes', () => {
    // Half of 2 is 1, half of 1 is none.
    expect(flagged({ method: 'prune_by_noise_rate', fracNoise: 0.5 })).toEqual([2]);
  });

  it('truncates the number of rows to keep of each class', () => {
    // Kept of class 1 are 2.5 rows, so 2 of 3.
    expect(flagged({ method: 'prune_by_class', fracNoise: 0.5 })).toEqual([2, 6]);
  });
});

describe('minExamplesPerClass', () => {
  it('skips a class with no more rows, and takes what others must keep from their errors', () => {
    // Class 1 has 3 rows. Class 0 has 4, of which 3 are to be kept.
    expect(flagged({ minExamplesPerClass: 3 })).toEqual([2]);
    expect(flagged({ method: 'prune_by_class', minExamplesPerClass: 3 })).toEqual([2]);
  });

  it('takes equal parts from all other classes that have errors', () => {
    // Labelled 0: 2 kept, 2 truly 1, 2 truly 2. With 4 to be kept each gives up one.
    const P = toProbabilities([
      [0.9, 0.1, 0],
      [0.9, 0, 0.1],
      [0.02, 0.98, 0],
      [0.01, 0.99, 0],
      [0.02, 0, 0.98],
      [0.01, 0, 0.99],
      ...Array(5).fill([0, 0.9, 0.1]),
      ...Array(5).fill([0, 0.1, 0.9]),
    ]);
    const given = [0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2];
    const mask = findLabelIssues(given, P, { minExamplesPerClass: 4 });
    expect([...flaggedRows(mask)]).toEqual([3, 5]);
  });

  it('skips a small class even where its errors are more than what they give up', () => {
    // Labelled 0: 1 kept, 9 truly 1, 1 truly 2. To keep 10, each gives up 4.5, which leaves 4 of
    // the 9; to keep 11, each gives up 5, and 4 would be left as well.
    const P = toProbabilities([
      [0.9, 0.1, 0],
      ...Array(9).fill([0.02, 0.98, 0]),
      [0.02, 0, 0.98],
      ...Array(12).fill([0, 0.9, 0.1]),
      ...Array(12).fill([0, 0.1, 0.9]),
    ]);
    const given = [...Array(11).fill(0), ...Array(12).fill(1), ...Array(12).fill(2)];
    const flags = (minExamplesPerClass: number) =>
      findLabelIssues(given, P, { minExamplesPerClass }).reduce((a, b) => a + b);
    expect(flags(10)).toBe(4);
    expect(flags(11)).toBe(0);
  });

  it('may be 0', () => {
    expect(flagged({ minExamplesPerClass: 0 })).toEqual([2, 3, 6]);
  });
});

describe('removePerClass', () => {
  it('counts rows by their seeming true class when pruning by noise rate', () => {
    expect(flagged({ removePerClass: [1, 0] })).toEqual([6]);
    expect(flagged({ removePerClass: [0, 1] })).toEqual([2]);
  });

  it('counts rows by their label when pruning by class', () => {
    expect(flagged({ method: 'prune_by_class', removePerClass: [1, 0] })).toEqual([2]);
    expect(flagged({ method: 'prune_by_class', removePerClass: [0, 1] })).toEqual([6]);
  });

  it('flags none for a class that no row seems to be of, and not more than there are', () => {
    const { labels: given, probabilities: P } = withEmptyClass;
    expect([...findLabelIssues(given, P, { removePerClass: [3, 0, 3] })]).toEqual([0, 0, 0, 0]);
    expect(flagged({ method: 'prune_by_class', removePerClass: [100, 100] })).toEqual([2, 3, 6]);
  });

  it('cannot stand beside fracNoise', () => {
    expect(() => flagged({ fracNoise: 0.5, removePerClass: [1, 1] })).toThrow('fracNoise would be ignored');
  });
});

describe('the last step', () => {
  it('keeps a row whose label is its most likely class, though it is confidently of another', () => {
    // Thresholds 0.8 and 0.3: row 1 reaches only the second.
    const P = toProbabilities([
      [0.95, 0.05],
      [0.65, 0.35],
      [0.7, 0.3],
      [0.7, 0.3],
    ]);
    for (const method of ['confident_learning', 'prune_by_noise_rate', 'prune_by_class', 'both'] as const) {
      expect(findLabelIssues([0, 0, 1, 1], P, { method })[1], method).toBe(0);
    }
  });

  it('counts a label within 1e-6 of the most likely class as that class', () => {
    const P = toProbabilities([
      [0.5, 0.5],
      [0.5000001, 0.4999999],
      [0.50001, 0.49999],
    ]);
    expect([...findLabelIssues([1, 1, 1], P, { method: 'predicted_neq_given' })]).toEqual([0, 0, 1]);
  });

  it('gives a tie after those 1e-6 to the lower class', () => {
    const lower = 0.4999995;
    const higher = lower + 1e-6;
    const by = (label: number, row: number[]) =>
      findLabelIssues([label], toProbabilities([row]), { method: 'predicted_neq_given' })[0];
    expect(by(1, [higher, lower])).toBe(1);
    expect(by(0, [lower, higher])).toBe(0);
  });

  it('is left out by the low_* methods', () => {
    // As many as confident learning flags (row 1), but the lowest self confidence is that of row 0.
    const { labels: given, probabilities: P } = withEmptyClass;
    const by = (method: Method) => [...flaggedRows(findLabelIssues(given, P, { method }))];
    expect(by('confident_learning')).toEqual([1]);
    expect(by('low_self_confidence')).toEqual([0]);
    expect(by('low_normalized_margin')).toEqual([1]);
  });
});

describe('pruneCounts', () => {
  it('has rows for true and columns for given classes', () => {
    const settings = { fracNoise: 1, minExamplesPerClass: 1, removePerClass: undefined };
    const counts = pruneCounts(Float64Array.of(5, 2, 3, 7), Uint32Array.of(0, 1), settings);
    expect([...counts]).toEqual([5, 3, 2, 7]);
  });

  it('spreads rows to remove over the labels, and stays finite where nothing is known of a class', () => {
    const settings = { fracNoise: 1, minExamplesPerClass: 0, removePerClass: [4, 2, 3] };
    // Class 2 has no rows, and no row seems to be of it.
    const joint = Float64Array.of(3, 1, 0, 2, 2, 0, 0, 0, 0);
    const counts = pruneCounts(joint, Uint32Array.of(0, 0, 0, 0, 1, 1, 1, 1), settings);
    expect([...counts]).toEqual([0, 4, 0, 2, 2, 0, 0, 0, -3]);
  });
});

describe('flagLowest', () => {
  it('equals sorting stably and taking the first', () => {
    const scores = fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 30 });
    fc.assert(
      fc.property(scores, fc.integer({ min: -2, max: 35 }), (list, count) => {
        const rows = list.map((_, i) => 2 * i);
        const mask = new Uint8Array(2 * list.length);
        flagLowest(mask, rows, Float64Array.from(list), count);
        const sorted = rows.toSorted((a, b) => list[a / 2]! - list[b / 2]!);
        const expected = sorted.slice(0, Math.max(count, 0)).sort((a, b) => a - b);
        expect([...flaggedRows(mask)]).toEqual(expected);
      }),
    );
  });
});
