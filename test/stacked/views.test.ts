/** The views against their formulas, written out over words: with copies, trusted rows, and rows of another file. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { NeighbourIndex } from '../../src/stacked/neighbour-index.js';
import { neighboursView } from '../../src/stacked/neighbours-view.js';
import { pairsView } from '../../src/stacked/pairs-view.js';
import { runsView } from '../../src/stacked/runs-view.js';
import type { NewRows, TrainingRows, View } from '../../src/stacked/views.js';
import { copiesOf } from '../../src/vectorize/copies.js';
import { termStatistics } from '../../src/vectorize/term-statistics.js';
import { Vectorizer } from '../../src/vectorize/vectorizer.js';
import { expectClose } from '../support/numbers.js';

const ALPHA = 0.1;
const K = 3;

interface Row {
  readonly text: string;
  /** Of a trusted row its class, of others what they are thought to be. */
  readonly q: readonly number[];
}

const words = fc.constantFrom('bank', 'banks', 'goal', 'goals', 'tank', 'rate', '😀😀', 'ab');
const text = fc.array(words, { minLength: 1, maxLength: 5 }).map((some) => some.join(' '));
const q = fc
  .tuple(fc.nat(5), fc.nat(5), fc.nat(5))
  .map((some) => some.map((x, k) => (x + (k === 0 ? 1 : 0)) / (some.reduce((sum, y) => sum + y, 0) + 1)));
const row: fc.Arbitrary<Row> = fc.record({ text, q });
const trustedRow: fc.Arbitrary<Row> = fc
  .record({ text, k: fc.nat(K - 1) })
  .map((some) => ({ text: some.text, q: [0, 1, 2].map((k) => Number(k === some.k)) }));
/** Twenty rows and more, so that a word of two rows is rare enough to look for neighbours. */
const problem = fc.record({
  rows: fc.array(row, { minLength: 22, maxLength: 30 }),
  trusted: fc.array(trustedRow, { maxLength: 3 }),
  judged: fc.array(row, { minLength: 1, maxLength: 4 }),
  leavesCopiesOut: fc.boolean(),
});
type Problem = typeof problem extends fc.Arbitrary<infer P> ? P : never;

function trainingRowsOf({ rows, trusted, judged, leavesCopiesOut }: Problem) {
  const vectorizer = new Vectorizer({ tokenizer: 'words', pairs: true });
  const parts = [rows, trusted, judged];
  for (const part of parts) {
    const add = vectorizer.startMatrix();
    for (const some of part) add(some.text.replaceAll('😀😀', 'é𝒳𝒳'));
  }
  const { matrices, pairs, words: names } = vectorizer.finish();
  // Every matrix over all words of the training rows.
  const V = Math.max(matrices[0]!.vocabularySize, matrices[1]!.vocabularySize);
  const B = Math.max(pairs[0]!.vocabularySize, pairs[1]!.vocabularySize);
  const terms = { ...matrices[0]!, vocabularySize: V };
  const trustedTerms = matrices[1]!;
  const copies = leavesCopiesOut ? copiesOf(terms, pairs[0]!, trustedTerms) : undefined;
  const labelsOf = (some: readonly Row[]) => Uint32Array.from(some, ({ q }) => q.indexOf(Math.max(...q)));
  const training: TrainingRows = {
    terms,
    pairs: { ...pairs[0]!, vocabularySize: B },
    labels: labelsOf(rows),
    classCount: K,
    words: names,
    statistics: termStatistics(terms, trustedTerms, copies),
    trusted: {
      terms: trustedTerms,
      pairs: pairs[1]!,
      labels: labelsOf(trusted),
      given: labelsOf(trusted),
    },
    copies,
  };
  const others: NewRows = { terms: matrices[2]!, pairs: pairs[2]!, labels: labelsOf(judged) };
  return { training, others, weights: Float64Array.from(rows.flatMap((some) => some.q)) };
}

type Bag = Map<string, number>;

function bagOf(tokens: readonly string[]): Bag {
  const bag: Bag = new Map();
  for (const token of tokens) bag.set(token, (bag.get(token) ?? 0) + 1);
  return bag;
}

const wordsOf = (of: Row) => of.text.replaceAll('😀😀', 'é𝒳𝒳').split(' ');
const pairsOf = (of: Row) =>
  wordsOf(of).flatMap((word, at, all) => (at === 0 ? [] : [`${all[at - 1]} ${word}`]));
const runsOf = (of: Row) =>
  wordsOf(of).flatMap((word) => {
    const characters = [...` ${word} `];
    return characters.slice(3).map((_, at) => characters.slice(at, at + 4).join(''));
  });
/** What copies share: their words and pairs in order of first appearance, and how often. */
const keyOf = (of: Row) => JSON.stringify([wordsOf, pairsOf].map((tokens) => [...bagOf(tokens(of))]));

/** The rows that are left out with one, and whether one of the others has a token. */
function others(all: readonly Row[], at: number, { rows, leavesCopiesOut }: Problem): readonly Row[] {
  const own = keyOf(all[at]!);
  const isCopy = (some: Row) => rows.includes(some) && keyOf(some) === own;
  const without = all.filter((some) => !isCopy(some));
  const vocabulary = new Set(without.flatMap(wordsOf));
  const isKept = wordsOf(all[at]!).some((word) => vocabulary.has(word));
  return leavesCopiesOut && isKept ? without : all.filter((_, other) => other !== at);
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

function naiveBayes(of: Row, counted: readonly Row[], tokensOf: (row: Row) => string[], V: number): number[] {
  const bags = counted.map((some) => bagOf(tokensOf(some)));
  const known = [...bagOf(tokensOf(of))].filter(([token]) => bags.some((bag) => bag.has(token)));
  const length = sum(known.map(([, x]) => x));
  return [0, 1, 2].map((k) => {
    const M = sum(counted.map((some, i) => some.q[k]! * sum([...bags[i]!.values()])));
    const N = (token: string) => sum(counted.map((some, i) => some.q[k]! * (bags[i]!.get(token) ?? 0)));
    const logs = known.map(([token, x]) => x * Math.log((N(token) + ALPHA) / (M + ALPHA * V)));
    return sum(logs) / Math.sqrt(Math.max(length, 1));
  });
}

function expectNaiveBayes(made: Problem, view: View, tokensOf: (row: Row) => string[]): void {
  const all = [...made.rows, ...made.trusted];
  const V = new Set(all.flatMap(tokensOf)).size;
  const own = made.rows.flatMap((some, at) => naiveBayes(some, others(all, at, made), tokensOf, V));
  expectClose(view.own, own, 1e-9, 'own');
  const judged = made.judged.flatMap((some) => naiveBayes(some, all, tokensOf, V));
  expectClose(view.judged!, judged, 1e-9, 'judged');
}

test('pairs of words are scored as the formula says', () => {
  fc.assert(
    fc.property(problem, (made) => {
      const { training, others, weights } = trainingRowsOf(made);
      expectNaiveBayes(made, pairsView(training, weights, others, ALPHA), pairsOf);
    }),
  );
});

test('runs of characters are scored as the formula says', () => {
  fc.assert(
    fc.property(problem, (made) => {
      const { training, others, weights } = trainingRowsOf(made);
      expectNaiveBayes(made, runsView(training, weights, others, ALPHA), runsOf);
    }),
  );
});

/** Sparse vectors that repeat hardly any word, so that words of two rows exist that are looked up. */
const rareText = fc
  .array(fc.integer({ min: 0, max: 60 }), { minLength: 3, maxLength: 8 })
  .map((some) => some.map((n) => `w${n}`).join(' '));
const rareRow: fc.Arbitrary<Row> = fc.record({ text: rareText, q });
const rareProblem = fc.record({
  rows: fc.array(rareRow, { minLength: 22, maxLength: 60 }),
  trusted: fc.constant<Row[]>([]),
  judged: fc.array(rareRow, { minLength: 1, maxLength: 4 }),
  leavesCopiesOut: fc.constant(false),
});

test('similar rows vote as the formula says', () => {
  fc.assert(
    fc.property(rareProblem, (made) => {
      const { training, others, weights } = trainingRowsOf(made);
      const view = neighboursView(new NeighbourIndex(training), training, weights, others);
      const { rows, judged } = made;
      const n = rows.length;
      const bags = rows.map((some) => bagOf(wordsOf(some)));
      const df = (word: string) => bags.filter((bag) => bag.has(word)).length;
      const vectorOf = (some: Row) => {
        const entries = [...bagOf(wordsOf(some))]
          .filter(([word]) => df(word) >= 2)
          .map(([word, x]) => [word, (1 + Math.log(x)) * Math.log((1 + n) / (1 + df(word)))] as const);
        const norm = Math.sqrt(sum(entries.map(([, weight]) => weight * weight))) || 1;
        return new Map(entries.map(([word, weight]) => [word, weight / norm]));
      };
      const vectors = rows.map(vectorOf);
      const votes = (some: Row, self: number) => {
        const own = [...vectorOf(some)].filter(([word]) => df(word) <= 0.1 * n);
        const similarities = vectors
          .map((vector, at) => ({ at, s: sum(own.map(([word, w]) => w * (vector.get(word) ?? 0))) }))
          .filter(({ at, s }) => at !== self && s > 0)
          .sort((a, b) => b.s - a.s || a.at - b.at)
          .slice(0, 40);
        return [0, 1, 2].map((k) =>
          Math.log(sum(similarities.map(({ at, s }) => s * rows[at]!.q[k]!)) + 0.05),
        );
      };
      expectClose(view.own, rows.flatMap(votes), 1e-9, 'own');
      expectClose(
        view.judged!,
        judged.flatMap((some) => votes(some, -1)),
        1e-9,
        'judged',
      );
    }),
  );
});

test('copies and trusted rows are found as neighbours as they should be', () => {
  const filler = Array.from({ length: 30 }, (_, i) => ({
    text: `fill${i} fill${(i + 1) % 30}`,
    q: [1, 0, 0],
  }));
  const rows = [
    { text: 'rare words here', q: [1, 0, 0] },
    { text: 'rare words here', q: [1, 0, 0] },
    { text: 'rare words there', q: [0, 1, 0] },
    ...filler,
  ];
  const trusted = [{ text: 'rare thing', q: [0, 0, 1] }];
  const made = { rows, trusted, judged: rows.slice(0, 1), leavesCopiesOut: true };
  const { training } = trainingRowsOf(made);
  const index = new NeighbourIndex(training);
  const block = [...training.terms.blocks][0]!;
  expect(
    index
      .search(block, 0, 0)
      .sorted()
      .map(({ row }) => row),
  ).toEqual([2, 33]);
  expect(
    index
      .search(block, 0, -1)
      .sorted()
      .map(({ row }) => row),
  ).toEqual([0, 1, 2, 33]);
});
