/** Rows about which somebody has decided: learnt from as decided, and never judged. */
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { judgeRows, packJudgedRows } from '../../src/confident-learning/judge-rows.js';
import { rankByQuality } from '../../src/confident-learning/rank/rank.js';
import { judgeLabels, type MethodOptions, type Problem } from '../../src/judge/methods.js';
import { judgeOpenRows } from '../../src/judge/open-rows.js';
import { judgeOpenProbabilities, judgeProbabilities } from '../../src/judge/probabilities.js';
import { findLabelErrorsInTexts } from '../../src/judge/texts.js';
import { countByClass } from '../../src/naive-bayes/class-totals.js';
import { stratifiedFolds } from '../../src/naive-bayes/folds.js';
import { trainModel } from '../../src/naive-bayes/model.js';
import { predict } from '../../src/naive-bayes/out-of-sample.js';
import { fitNoise } from '../../src/noise-aware/fit-noise.js';
import { countKnown, posteriors, startingNoiseMatrix } from '../../src/noise-aware/noise-matrix.js';
import { leaveOneOutScores } from '../../src/noise-aware/score-rows.js';
import { NAIVE_BAYES_TEMPERATURES } from '../../src/noise-aware/search.js';
import type { DecidedRows, TermMatrix } from '../../src/types.js';
import { termsOfRow } from '../../src/vectorize/row-terms.js';
import { termStatistics } from '../../src/vectorize/term-statistics.js';
import { needSharedData, readCsv, sharedData } from '../reference-data.js';
import { evaluationSet, newswire } from '../support/news.js';
import { pick, termsOf } from '../support/terms.js';

const OPEN = 0;
const HELD = 1;
const DELETED = 2;

/** Decisions from a state for each row, and the decided class of the held ones. */
function decide(states: readonly number[], labels: Uint32Array): DecidedRows {
  return {
    isHeld: Uint8Array.from(states, (state) => Number(state === HELD)),
    isDeleted: Uint8Array.from(states, (state) => Number(state === DELETED)),
    labels,
  };
}

const problemOf = (texts: readonly string[], labels: Uint32Array, classCount = 3): Problem => ({
  terms: termsOf(texts, undefined, 4),
  labels,
  classCount,
  training: null,
});

/** Rows of two words, their labels and states; two rows of each class are open. */
const rows = fc
  .array(fc.tuple(fc.nat(6), fc.nat(6), fc.nat(2), fc.nat(2), fc.nat(2)), { minLength: 1, maxLength: 20 })
  .map((some) => [...some, ...[0, 1, 2, 0, 1, 2].map((k, i) => [i, k, k, OPEN, k] as const)])
  .map((all) => ({
    texts: all.map(([first, second], row) => `word${first} word${second} own${row}`),
    labels: Uint32Array.from(all, ([, , label]) => label),
    states: all.map(([, , , state]) => state),
    right: Uint32Array.from(all, ([, , label, state, decided]) => (state === HELD ? decided : label)),
  }));

const METHODS: MethodOptions[] = [
  { method: 'noise-aware' },
  { method: 'prune_by_noise_rate', cv: 3 },
  { method: 'prune_by_class', cv: 'loo' },
];

test('where nothing is decided, the answer is that of the method to the last bit', () => {
  const { texts, labels, classCount } = newswire();
  const problem = problemOf(texts, labels, classCount);
  for (const options of METHODS) {
    const decided = decide(Array(labels.length).fill(OPEN), labels);
    expect(judgeOpenRows(problem, options, decided).judgement).toEqual(
      judgeLabels(problem, options).judgement,
    );
  }
});

test('deleted rows might as well not be there', () => {
  fc.assert(
    fc.property(rows, fc.constantFrom(...METHODS), ({ texts, labels, states }, options) => {
      const gone = states.map((state) => (state === OPEN ? OPEN : DELETED));
      const kept = [...gone.keys()].filter((row) => gone[row] === OPEN);
      const found = judgeOpenRows(problemOf(texts, labels), options, decide(gone, labels));
      const left = pick({ texts, labels, classCount: 3 }, (row) => gone[row] === OPEN);
      const problem = problemOf(left.texts, left.labels);
      const without = judgeLabels(problem, options);
      const of = <T extends number>(values: ArrayLike<T>) => kept.map((row) => values[row]);
      expect(of(found.judgement.quality)).toEqual([...without.judgement.quality]);
      expect(of(found.judgement.isIssue)).toEqual([...without.judgement.isIssue]);
      expect(of(found.judgement.suggested)).toEqual([...without.judgement.suggested]);
      const all = termsOf(texts, undefined, 4);
      for (const [place, row] of kept.entries()) {
        const score = termsOfRow(all, row).map((term) => found.wordScore(row)(term, 1));
        expect(score).toEqual(
          termsOfRow(problem.terms, place).map((term) => without.wordScore(place)(term, 1)),
        );
      }
    }),
    { numRuns: 60 },
  );
});

/** Probabilities by a model of the rows that `learnt` tells, all words numbered by those rows alone. */
function trainedOn(terms: TermMatrix, labels: Uint32Array, learnt: (row: number) => boolean) {
  const counted = Uint8Array.from(labels, (_, row) => Number(learnt(row)));
  const model = trainModel(countByClass(terms, { classCount: 3, labels }, counted), 1);
  return predict(model, terms).probabilities.values;
}

test.each([3, 'loo'] as const)(
  'held rows train every model of confident learning with their decided label, cv %s',
  (cv) => {
    fc.assert(
      fc.property(rows, ({ texts, labels, states, right }) => {
        const terms = termsOf(texts);
        const open = [...states.keys()].filter((row) => states[row] === OPEN);
        const openLabels = Uint32Array.from(open, (row) => labels[row]!);
        const folds = cv === 'loo' ? Uint32Array.from(open.keys()) : stratifiedFolds(openLabels, cv);
        const foldOf = (row: number) => folds[open.indexOf(row)];
        const options = { method: 'prune_by_noise_rate', cv } as const;
        const found = judgeOpenRows(problemOf(texts, labels), options, decide(states, right)).judgement;
        const values = new Float64Array(open.length * 3);
        for (const [place, row] of open.entries()) {
          const learnt = (other: number) =>
            states[other] === HELD || (states[other] === OPEN && foldOf(other) !== folds[place]);
          const P = trainedOn(terms, right, learnt).subarray(row * 3, row * 3 + 3);
          values.set(found.probabilities.values.subarray(row * 3, row * 3 + 3), place * 3);
          for (const [k, p] of P.entries()) expect(values[place * 3 + k]).toBeCloseTo(p, 10);
        }
        const all = new Uint8Array(open.length).fill(1);
        const judged = judgeRows(openLabels, { classCount: 3, values }, all, {});
        for (const key of ['quality', 'suggested', 'isIssue', 'judged'] as const) {
          expect(open.map((row) => found[key][row])).toEqual([...judged[key]]);
        }
      }),
      { numRuns: 40 },
    );
  },
);

/**
 * The search as it would be with all rows in one matrix: q of held rows is put back after every pass, and their
 * probabilities say nothing but what is known.
 */
function fitWithFixedRows(
  terms: TermMatrix,
  { given, right }: { readonly given: Uint32Array; readonly right: Uint32Array },
  isHeld: Uint8Array,
  K: number,
) {
  const oneHot = (labels: Uint32Array) => {
    const q = new Float64Array(labels.length * K);
    for (const [row, k] of labels.entries()) q[row * K + k] = 1;
    return q;
  };
  const fixed = oneHot(right);
  let q: Float64Array = fixed.slice();
  let T = startingNoiseMatrix(K);
  const passes = [];
  for (let pass = 0; pass < 3; pass++) {
    const membership = { classCount: K, weights: q };
    const counted = { terms, statistics: termStatistics(terms), membership };
    const scores = leaveOneOutScores(counted, given, countByClass(terms, membership), 0.1);
    for (let at = 0; at < fixed.length; at++) {
      if (isHeld[Math.floor(at / K)] === 1) scores.likelihoods[at] = fixed[at] === 1 ? 0 : -1e6;
    }
    const fit = fitNoise(scores, T, NAIVE_BAYES_TEMPERATURES);
    passes.push(fit);
    T = fit.noiseMatrix;
    q = posteriors(fit.probabilities, T, given);
    for (const [at, share] of fixed.entries()) if (isHeld[Math.floor(at / K)] === 1) q[at] = share;
  }
  return passes;
}

test('the noise-aware search keeps q of held rows fixed, and counts in T which labels they had', () => {
  const { texts, labels, classCount: K } = newswire();
  const isHeld = Uint8Array.from(labels, (_, row) => Number(row % 4 === 0));
  const right = labels.map((k, row) => (row % 8 === 0 ? (k + 1) % K : k));
  const decided = { isHeld, isDeleted: new Uint8Array(labels.length), labels: right };
  const found = judgeOpenRows(problemOf(texts, labels, K), { method: 'noise-aware' }, decided);
  const passes = fitWithFixedRows(termsOf(texts), { given: labels, right }, isHeld, K);
  // With so little text, the search ends with one of its first passes.
  const same = passes.find(
    ({ noiseMatrix }) => !noiseMatrix.some((value, at) => Math.abs(value - found.noiseMatrix![at]!) > 1e-9),
  );
  expect(same).toBeDefined();
  for (const [at, p] of same!.probabilities.entries()) {
    if (isHeld[Math.floor(at / K)] === 0) expect(found.judgement.probabilities.values[at]).toBeCloseTo(p, 8);
  }
});

test.for(['ag_pair_dev', 'ag_uniform_dev', 'human_dev'])(
  'who has decided about the 300 worst rows of %s finds the other errors better than before',
  (name, context) => {
    needSharedData(context);
    const { texts, labels, classCount } = evaluationSet(name);
    const truth = readCsv(join(sharedData, 'eval', 'sets', `${name}.truth.csv`)).slice(1);
    const classes = [...new Set(truth.map(([, given]) => given!))].toSorted();
    const right = Uint32Array.from(truth, ([, , right]) => classes.indexOf(right!));
    const problem = problemOf(texts, labels, classCount);
    const options = { method: 'noise-aware' } as const;
    const ranked = rankByQuality(judgeLabels(problem, options).judgement.rankKey);
    const isHeld = new Uint8Array(labels.length);
    for (const row of ranked.subarray(0, 300)) isHeld[row] = 1;
    const decided = {
      isHeld,
      isDeleted: new Uint8Array(labels.length),
      labels: labels.map((k, row) => (isHeld[row] === 1 ? right[row]! : k)),
    };
    const averagePrecision = (rows: Uint32Array) => {
      let [wrong, sum] = [0, 0];
      for (const [place, row] of rows.entries()) {
        if (right[row] !== labels[row]) sum += ++wrong / (place + 1);
      }
      return sum / wrong;
    };
    const open = ranked.subarray(300);
    const again = rankByQuality(judgeOpenRows(problem, options, decided).judgement.rankKey, open);
    expect(averagePrecision(again)).toBeGreaterThan(averagePrecision(open));
  },
);

test('decided rows are neither judged nor flagged, and the words behind them are none', () => {
  const { texts, labels, classCount } = newswire();
  const problem = problemOf(texts, labels, classCount);
  for (const options of METHODS) {
    const before = judgeLabels(problem, options).judgement;
    const states = Array.from(before.isIssue, (is, row) => (is === 1 ? (row % 2) + 1 : OPEN));
    const { judgement, wordScore } = judgeOpenRows(problem, options, decide(states, labels));
    for (const [row, state] of states.entries()) {
      expect(judgement.judged[row]).toBe(state === OPEN ? 1 : 0);
      if (state === OPEN) continue;
      expect([judgement.isIssue[row], judgement.quality[row]]).toEqual([0, Number.NaN]);
      expect(wordScore(row)({ word: 0, count: 1 }, 0)).toBe(0);
    }
  }
});

test('with training rows of another file, decided rows are only left out', () => {
  const { texts, labels, classCount } = newswire();
  const isTraining = (row: number) => row >= 400;
  const all = { texts, labels, classCount };
  const [training, rest] = [pick(all, isTraining), pick(all, (row) => !isTraining(row))];
  const problem = (judged: typeof rest): Problem => {
    const terms = termsOf([...training.texts, ...judged.texts], undefined, 800);
    const [first, second] = [[...terms.blocks][0]!, [...terms.blocks][1]!];
    return {
      terms: { ...terms, rowCount: judged.labels.length, blocks: [{ ...second, firstRow: 0 }] },
      labels: judged.labels,
      classCount,
      training: {
        terms: { rowCount: 800, vocabularySize: 1 + Math.max(...first.term), blocks: [first] },
        labels: training.labels,
      },
    };
  };
  const states = Array.from(rest.labels, (_, row) => row % 3);
  const open = pick(rest, (row) => states[row] === OPEN);
  for (const options of [METHODS[0]!, { method: 'both' } as const]) {
    const found = judgeOpenRows(problem(rest), options, decide(states, rest.labels)).judgement;
    const alone = judgeLabels(problem(open), options).judgement;
    expect([...found.quality].filter((_, row) => states[row] === OPEN)).toEqual([...alone.quality]);
    expect([...found.isIssue].filter((_, row) => states[row] === OPEN)).toEqual([...alone.isIssue]);
  }
});

test('in memory, decisions are told by position and name', () => {
  const { texts, labels, classCount } = newswire();
  const names = Array.from(labels, (k) => `class ${k}`);
  const options = { method: 'noise-aware' } as const;
  const [first, second, third] = findLabelErrorsInTexts(texts, names, options);
  const decided = new Map([
    [first!.index, first!.suggested],
    [second!.index, second!.given],
    [third!.index, null],
  ]);
  const found = findLabelErrorsInTexts(texts, names, options, { decided });
  const positions = found.map(({ index }) => index);
  expect([first, second, third].some((error) => positions.includes(error!.index))).toBe(false);
  const right = labels.slice();
  right[first!.index] = Number(first!.suggested.slice(-1));
  const states = names.map((_, row) =>
    [first, second].some((e) => e!.index === row) ? HELD : row === third!.index ? DELETED : OPEN,
  );
  const { judgement } = judgeOpenRows(problemOf(texts, labels, classCount), options, decide(states, right));
  expect(found.map(({ quality }) => quality).sort()).toEqual(
    [...judgement.quality].filter((_, row) => judgement.isIssue[row] === 1).sort(),
  );
  const wrong = (map: Map<number, string | null>) => () =>
    findLabelErrorsInTexts(texts, names, options, { decided: map });
  expect(wrong(new Map([[9999, null]]))).toThrow('something is decided about text 9999, but there is none');
  expect(wrong(new Map([[0, 'class 9']]))).toThrow('there is no class "class 9"');
  expect(wrong(new Map(names.map((name, row) => [row, name])))).toThrow('every row is decided');
});

test("by another model's probabilities, decided rows only count for the noise", () => {
  const { texts, labels, classCount } = newswire();
  const options = { method: 'prune_by_noise_rate' } as const;
  const { probabilities } = judgeLabels(problemOf(texts, labels, classCount), options).judgement;
  const states = Array.from(labels, (_, row) => row % 3);
  const isOpen = Uint8Array.from(states, (state) => Number(state === OPEN));
  const open = packJudgedRows(labels, probabilities, isOpen);
  for (const method of ['noise-aware', 'prune_by_noise_rate', 'both'] as const) {
    const decided = decide(states, labels);
    const found = judgeOpenProbabilities(labels, probabilities, { method }, decided);
    const held = labels.filter((_, row) => states[row] === HELD);
    const known = countKnown(held, held, classCount);
    const alone = judgeProbabilities(open.labelled.labels, open.labelled.probabilities, { method }, known);
    expect(found.noiseMatrix).toEqual(alone.noiseMatrix);
    expect(found.judgement.judged).toEqual(isOpen);
    expect(found.judgement.probabilities).toBe(probabilities);
    for (const key of ['quality', 'isIssue', 'suggested'] as const) {
      expect(Array.from(open.rows!, (row) => found.judgement[key][row])).toEqual([...alone.judgement[key]]);
    }
  }
  const all = decide(Array(labels.length).fill(HELD), labels);
  expect(() => judgeOpenProbabilities(labels, probabilities, options, all)).toThrow('every row is decided');
});
