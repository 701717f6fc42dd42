/** The whole program on AG News, against recorded answers and known truth. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadReference, needSharedData, sharedData } from '../reference-data.js';
import { runHere } from '../support/run-in-process.js';

const TEST_SET = join(sharedData, 'data/ag_news_test.csv');
const CLASSES = join(sharedData, 'data/ag_news_classes.txt');

interface Found {
  readonly index: number;
  readonly line: number;
  readonly given_label: string;
}

async function run(...args: string[]): Promise<string> {
  const { status, stdout, stderr } = await runHere([...args, '-q']);
  expect([status, stderr]).toEqual([0, '']);
  return stdout;
}

const recordsOf = (output: string): Found[] =>
  output
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
const ascending = (records: readonly Found[]) => records.map(({ index }) => index).sort((a, b) => a - b);

test('every method flags the rows that cleanlab flags', { timeout: 60_000 }, async (context) => {
  const { answers } = loadReference('ag_test_cv5', context);
  for (const [method, flagged] of Object.entries(answers.issues)) {
    const found = recordsOf(await run(TEST_SET, '--classes', CLASSES, '--method', method, '--no-text'));
    expect(ascending(found), method).toEqual(flagged);
  }
});

test('the ranking starts as cleanlab ranks', async (context) => {
  const { answers } = loadReference('ag_test_cv5', context);
  const found = recordsOf(await run(TEST_SET, '--classes', CLASSES, '--method', 'prune_by_noise_rate'));
  expect(found).toHaveLength(738);
  expect(found.slice(0, 50).map(({ index }) => index)).toEqual(
    answers.ranked_prune_by_noise_rate.self_confidence,
  );
  expect(found.every(({ index, line }) => line === index + 1)).toBe(true);
});

test('learning from one file and judging another flags the rows that cleanlab flags', async (context) => {
  const { answers } = loadReference('train_then_predict', context);
  const train = join(sharedData, 'data/ag_news_train_10k.csv');
  const args = [
    TEST_SET,
    '--train',
    train,
    '--classes',
    CLASSES,
    '--method',
    'prune_by_noise_rate',
    '--no-text',
  ];
  expect(ascending(recordsOf(await run(...args)))).toEqual(answers.issues.prune_by_noise_rate);
});

/** At least so good on data whose true labels are known. */
const FLOORS = {
  ag_uniform_dev: { average_precision: 0.82, f1: 0.8 },
  ag_pair_dev: { average_precision: 0.86, f1: 0.83 },
  human_dev: { average_precision: 0.695, f1: 0.478 },
};

for (const [set, floor] of Object.entries(FLOORS)) {
  test(`noise-aware finds the errors of ${set}`, async (context) => {
    needSharedData(context);
    const sets = join(sharedData, 'eval/sets');
    const ranked = await run(join(sets, `${set}.csv`), '--all', '--no-text', '--format', 'jsonl');
    const scorer = [join(sharedData, 'eval/score.mjs'), join(sets, `${set}.truth.csv`)];
    const scores = JSON.parse(execFileSync(process.execPath, scorer, { input: ranked, encoding: 'utf8' }));
    expect(scores.average_precision).toBeGreaterThanOrEqual(floor.average_precision);
    expect(scores.f1).toBeGreaterThanOrEqual(floor.f1);
  });
}
