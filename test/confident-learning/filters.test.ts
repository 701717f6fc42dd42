import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findLabelIssues } from '../../src/confident-learning/filters/find-label-issues.js';
import { flagLowest } from '../../src/confident-learning/filters/lowest.js';
import { METHODS, type Method } from '../../src/confident-learning/filters/methods.js';
import type { FilterOptions } from '../../src/confident-learning/filters/options.js';
import { toProbabilities } from '../../src/confident-learning/probabilities.js';
import { flaggedRows } from '../../src/confident-learning/rank.js';
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

  it('is left out by the low_* methods', () => {
    // As many as confident learning flags (row 1), but the lowest self confidence is that of row 0.
    const { labels: given, probabilities: P } = withEmptyClass;
    const by = (method: Method) => [...flaggedRows(findLabelIssues(given, P, { method }))];
    expect(by('confident_learning')).toEqual([1]);
    expect(by('low_self_confidence')).toEqual([0]);
    expect(by('low_normalized_margin')).toEqual([1]);
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
