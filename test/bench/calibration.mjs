#!/usr/bin/env node
/**
 * Compares what `health` expects with what is true, on data sets whose true labels are known:
 *
 *     node --import ./test/support/typescript.mjs test/bench/calibration.mjs
 *
 * Wrong labels are drawn here, of three kinds and at five rates, three times each, over the true labels of
 * newswire (ours) and of the evaluation sets (LABEL_ERRORS_DATA; without them newswire alone is compared). Then
 * the sets are taken as they are; those of crowd workers are reported, but not counted.
 * Prints Markdown, and fails where the mean absolute difference of the precisions is above 0.10.
 */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';
import { expectErrorsInTexts } from '../../src/judge/expected-errors.js';
import { judgeLabels, wordsFor } from '../../src/judge/methods.js';
import { Vectorizer } from '../../src/vectorize/vectorizer.js';
import { drawNoise, NOISE_KINDS } from '../support/noise.mjs';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const EVAL = path.resolve(ROOT, process.env.LABEL_ERRORS_DATA ?? '../shared', 'eval/sets');
const RATES = [0.03, 0.05, 0.1, 0.2, 0.3];
const DRAWS = 3;
const MOST_DIFFERENCE = 0.1;
const OPTIONS = { method: process.env.METHOD ?? 'stacked' };

const sets = [newswire(), ...evaluationSets()];
/** Nothing was chosen by these: what holds on them is not owed to the choice. */
const heldOut = heldOutSets();
if (sets.length === 1) console.error(`LABEL_ERRORS_DATA not found (looked in ${EVAL}): newswire only`);
// The uniform and the pair set have the same texts, on which noise is drawn once.
const drawn = [...sets.filter(({ name }) => name !== 'ag_pair_dev'), ...heldOut].flatMap(drawnResults);
printDrawn(drawn);
printAsIs(sets);
const difference = mean(drawn.map((result) => Math.abs(result.expected - result.precision)));
process.exitCode = difference > MOST_DIFFERENCE ? 1 : 0;

function newswire() {
  const rows = read(path.join(ROOT, 'fixtures/newswire.csv'));
  const truth = read(path.join(ROOT, 'fixtures/newswire_truth.csv')).slice(1);
  return makeSet(
    'newswire',
    rows.map(([, title, text]) => `${title} ${text}`),
    truth,
  );
}

function evaluationSets() {
  if (!existsSync(EVAL)) return [];
  return ['ag_uniform_dev', 'ag_pair_dev', 'human_dev'].map((name) => {
    const texts = read(path.join(EVAL, `${name}.csv`)).slice(1);
    const truth = read(path.join(EVAL, `${name}.truth.csv`)).slice(1);
    return makeSet(
      name,
      texts.map(([text]) => text),
      truth,
    );
  });
}

function heldOutSets() {
  const file = path.join(EVAL, '../../data/ag_news_test.csv');
  if (!existsSync(file)) return [];
  const rows = read(file);
  const truth = rows.map(([label], row) => [row, label, label]);
  return [
    makeSet(
      'ag_news_test',
      rows.map(([, title, text]) => `${title} ${text}`),
      truth,
    ),
  ];
}

function makeSet(name, texts, rows) {
  const classes = [...new Set(rows.map(([, , truly]) => truly))].sort();
  const vectorizer = new Vectorizer(wordsFor(OPTIONS.method, {}));
  const addRow = vectorizer.startMatrix();
  for (const text of texts) addRow(text);
  const numbered = (column) => Uint32Array.from(rows, (row) => classes.indexOf(row[column]));
  const { matrices, words, pairs: counted } = vectorizer.finish();
  const [terms] = matrices;
  const pairs = counted[0];
  return { name, terms, words, pairs, labels: numbered(1), truth: numbered(2), classCount: classes.length };
}

function drawnResults(set) {
  return NOISE_KINDS.flatMap((kind) =>
    RATES.flatMap((rate) =>
      Array.from({ length: DRAWS }, (_, draw) => {
        const labels = drawNoise(set, kind, rate, 1000 * rate + 17 * draw + 1);
        return { set: set.name, kind, rate, ...compare(set, labels) };
      }),
    ),
  );
}

/** Expected and true precision of the flagged rows, and expected and true number of errors. */
function compare({ terms, words, pairs, truth, classCount }, labels) {
  const problem = { terms, words, pairs, labels, classCount, training: null };
  const verdict = judgeLabels(problem, OPTIONS);
  const { count, low, high, probabilities } = expectErrorsInTexts(problem, verdict, OPTIONS);
  const rows = [...labels.keys()];
  const isWrong = (row) => Number(labels[row] !== truth[row]);
  const flagged = rows.filter((row) => verdict.judgement.isIssue[row] === 1);
  const errors = rows.reduce((sum, row) => sum + isWrong(row), 0);
  return {
    flagged: flagged.length,
    expected: mean(flagged.map((row) => probabilities[row])),
    precision: mean(flagged.map(isWrong)),
    errors,
    count,
    interval: [low, high],
    isInside: low <= errors && errors <= high,
  };
}

function printDrawn(results) {
  console.log(
    `| noise | ${RATES.map((rate) => `${100 * rate} %`).join(' | ')} |\n|---|${'---|'.repeat(RATES.length)}`,
  );
  for (const kind of NOISE_KINDS) {
    const cells = RATES.map((rate) => {
      const some = results.filter((result) => result.kind === kind && result.rate === rate);
      return `${show(mean(some.map(({ expected }) => expected)))} / ${show(mean(some.map(({ precision }) => precision)))}`;
    });
    console.log(`| ${kind} | ${cells.join(' | ')} |`);
  }
  console.log(
    '\n| drawn on | sets | mean absolute difference | errors inside the interval |\n|---|---|---|---|',
  );
  for (const name of [...new Set(results.map(({ set }) => set)), 'all']) {
    const some = results.filter(({ set }) => name === 'all' || set === name);
    const differences = some.map(({ expected, precision }) => Math.abs(expected - precision));
    const inside = mean(some.map(({ isInside }) => Number(isInside)));
    console.log(`| ${name} | ${some.length} | ${show(mean(differences))} | ${Math.round(100 * inside)} % |`);
  }
}

function printAsIs(all) {
  console.log(
    '\n| as it is | flagged | expected / true precision | expected errors | true errors |\n|---|---|---|---|---|',
  );
  for (const set of all) {
    const { flagged, expected, precision, count, interval, errors } = compare(set, set.labels);
    const range = `${Math.round(count)} (${interval.map(Math.round).join(' to ')})`;
    console.log(
      `| ${set.name} | ${flagged} | ${show(expected)} / ${show(precision)} | ${range} | ${errors} |`,
    );
  }
}

function read(file) {
  return parse(readFileSync(file), { bom: true, record_delimiter: ['\r\n', '\n', '\r'] });
}

function mean(values) {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}

function show(value) {
  return value.toFixed(3).replace(/^0/, '');
}
