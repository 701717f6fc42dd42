/** Noise-aware on probabilities, as the library has it. */
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { expect, it } from 'vitest';
import { findLabelErrorsNoiseAware, toProbabilities, UserError } from '../../src/index.js';
import { fixtures, loadReference, projectRoot } from '../reference-data.js';

const P = toProbabilities([
  [0.9, 0.1],
  [0.8, 0.2],
  [0.1, 0.9],
  [0.2, 0.8],
  [0.1, 0.9],
]);

it('gives what the command gives for the same probabilities', (context) => {
  const { labels, probabilities } = loadReference('newswire_cv5', context);
  const { errors, quality } = findLabelErrorsNoiseAware(labels, probabilities);
  const program = path.join(projectRoot, 'bin/find-label-errors.js');
  const data = [path.join(fixtures, 'newswire.csv')];
  const given = ['--probabilities', path.join(fixtures, 'reference/newswire_cv5_probs.csv')];
  const names = ['--classes', path.join(fixtures, 'newswire_classes.txt')];
  const args = [program, ...data, ...given, ...names, '-q', '--format', 'jsonl'];
  const rows = execFileSync(process.execPath, args, { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(errors.length).toBeGreaterThan(50);
  expect(errors.map(({ index, quality }) => [index, quality])).toEqual(
    rows.map(({ index, label_quality }) => [index, label_quality]),
  );
  expect(quality.length).toBe(labels.length);
  for (const { index, given, predicted } of errors) {
    expect(given).toBe(labels[index]);
    expect(predicted).not.toBe(given);
  }
});

it('gives qualities by which the errors are ranked, and a noise matrix whose rows sum to 1', () => {
  const { errors, quality, noiseMatrix } = findLabelErrorsNoiseAware([0, 0, 0, 1, 1], P);
  expect(errors).toEqual([{ index: 2, given: 0, predicted: 1, quality: quality[2] }]);
  expect(errors[0]!.quality).toBeCloseTo(1.2e-9, 10);
  for (const row of [0, 1, 3, 4]) expect(quality[row]).toBeGreaterThan(0.99);
  // Of class 0 there are two rows, and one more that is labelled so.
  expect(noiseMatrix.length).toBe(4);
  expect(noiseMatrix[2]).toBeGreaterThan(noiseMatrix[1]!);
  expect(noiseMatrix[0]! + noiseMatrix[1]!).toBeCloseTo(1, 12);
  expect(noiseMatrix[2]! + noiseMatrix[3]!).toBeCloseTo(1, 12);
});

it('takes any list of labels, and leaves its arguments as they were', () => {
  const values = P.values.slice();
  const labels = Uint32Array.of(0, 0, 0, 1, 1);
  const found = findLabelErrorsNoiseAware(labels, P);
  expect(found).toEqual(findLabelErrorsNoiseAware([0, 0, 0, 1, 1], P));
  expect(P.values).toEqual(values);
  expect([...labels]).toEqual([0, 0, 0, 1, 1]);
});

it.each<[number[], number[][], string]>([
  [[], [], 'there are no rows to judge'],
  [[0, 0], [[1], [1]], 'there must be at least 2 classes, but classCount is 1'],
  [
    [0],
    [
      [1, 0],
      [0, 1],
    ],
    '1 labels and 2 classes need 2 probabilities, but there are 4',
  ],
  [
    [0, 2],
    [
      [1, 0],
      [0, 1],
    ],
    'row 1 (counted from 0): label 2 is not a class index',
  ],
  [
    [0, 1],
    [
      [1, 0],
      [-0.5, 1.5],
    ],
    'row 1 (counted from 0): the probability of class 0 is -0.5',
  ],
  [
    [0, 1],
    [
      [1, 0],
      [Number.NaN, 1],
    ],
    'row 1 (counted from 0): the probability of class 0 is NaN',
  ],
  [
    [0, 1],
    [
      [1, 0],
      [0.5, 0.4],
    ],
    'row 1 (counted from 0): its probabilities sum to 0.9, not to 1',
  ],
])('says what is wrong with labels %j and probabilities %j', (labels, rows, message) => {
  const probabilities = toProbabilities(rows);
  const find = () => findLabelErrorsNoiseAware(labels, probabilities);
  expect(find).toThrow(UserError);
  expect(find).toThrow(message);
});
