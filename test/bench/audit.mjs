#!/usr/bin/env node
/**
 * Simulates readers on data sets whose true labels are known, and counts how often what an audit says is true:
 *
 *     node --import ./test/support/typescript.mjs test/bench/audit.mjs [audits] [rows]
 *
 * Each of 300 audits draws 100 rows, "reads" them by the true labels, and estimates. The sets are newswire (ours), the
 * evaluation sets (LABEL_ERRORS_DATA; without them newswire alone), and both with their true labels given, where no
 * label is wrong. Prints Markdown, and fails where an interval of 90 % holds the true number in fewer than 88 % of the
 * audits, or where its median width on the set of crowd workers is above 0.45 of the true number.
 */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';
import { estimateErrors, estimatePart } from '../../src/audit/estimate.js';
import { allocateRows, divideByRank } from '../../src/audit/layers.js';
import { randomNumbers } from '../../src/audit/random.js';
import { judgeLabels, wordsFor } from '../../src/judge/methods.js';
import { rankAllRows } from '../../src/report/row-kinds.js';
import { Vectorizer } from '../../src/vectorize/vectorizer.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const EVAL = path.resolve(ROOT, process.env.LABEL_ERRORS_DATA ?? '../shared', 'eval/sets');
const [AUDITS = 300, ROWS = 100] = process.argv.slice(2).map(Number);
const OPTIONS = { method: process.env.METHOD ?? 'stacked' };
const LEAST_HELD = 0.88;
/** Rows of a label that must be read, as in the program. */
const LEAST_READ = 10;
const MOST_WIDTH = { human_dev: 0.45 };

const sets = [newswire(), ...evaluationSets()].flatMap((set) =>
  set.name === 'ag_pair_dev' ? [set] : [set, { ...set, name: `${set.name}, true labels`, labels: set.truth }],
);
if (sets.length === 2) console.error(`LABEL_ERRORS_DATA not found (looked in ${EVAL}): newswire only`);
console.log(
  '| data | rows | wrong | held: number | width | held: precision | width | held: share found | width | held: by label |\n|---|---|---|---|---|---|---|---|---|---|',
);
for (const set of sets) report(set, simulate(set));

function simulate({ terms, words, pairs, labels, truth, classCount }) {
  const { judgement } = judgeLabels({ terms, words, pairs, labels, classCount, training: null }, OPTIONS);
  const layers = divideByRank(rankAllRows(judgement), judgement, labels);
  const counts = allocateRows(layers, ROWS);
  const isWrong = (row) => Number(labels[row] !== truth[row]);
  const sum = (rows) => rows.reduce((total, row) => total + isWrong(row), 0);
  const wrong = sum(Array.from(labels.keys()));
  const flagged = layers.filter((layer) => layer.flagged).flatMap(({ rows }) => [...rows]);
  const precision = flagged.length === 0 ? null : sum(flagged) / flagged.length;
  const recall = wrong === 0 ? null : sum(flagged) / wrong;
  const byLabel = { held: 0, given: 0 };
  const audits = Array.from({ length: AUDITS }, (_, audit) => {
    const random = randomNumbers(7919 * audit + 17);
    const read = layers.map(({ rows }, h) => sample(rows, counts[h], random));
    const audited = layers.map(({ rows, expected, flagged: isFlagged }, h) => ({
      ...{ size: rows.length, read: counts[h], expected, flagged: isFlagged },
      wrong: sum(read[h]),
    }));
    const estimate = estimateErrors(audited);
    for (let label = 0; label < classCount; label++) {
      const has = (row) => labels[row] === label;
      const parts = layers.map(({ rows }, h) => {
        const some = read[h].filter(has);
        return { size: rows.filter(has).length, read: some.length, wrong: sum(some) };
      });
      if (parts.reduce((all, part) => all + part.read, 0) < LEAST_READ) continue;
      const { low, high } = estimatePart(audited, parts);
      const truly = sum(Array.from(labels.keys()).filter(has));
      byLabel.given++;
      byLabel.held += Number(low <= truly && truly <= high);
    }
    return estimate;
  });
  return {
    wrong,
    byLabel: byLabel.held / byLabel.given,
    number: compare(
      audits.map(({ errors }) => errors),
      wrong,
    ),
    precision: compare(
      audits.map((audit) => audit.precision),
      precision,
    ),
    recall: compare(
      audits.map((audit) => audit.recall),
      recall,
    ),
  };
}

/** Share of intervals that hold the truth, and their median width; intervals that are not given hold anything. */
function compare(estimates, truth) {
  const given = estimates.filter((estimate) => estimate !== null);
  const held = given.filter(({ low, high }) => low - 1e-9 <= truth && truth <= high + 1e-9).length;
  const widths = given.map(({ low, high }) => high - low).sort((a, b) => a - b);
  return truth === null || given.length === 0
    ? null
    : {
        held: (held + estimates.length - given.length) / estimates.length,
        width: widths[widths.length >> 1],
      };
}

function report(set, { wrong, number, precision, recall, byLabel }) {
  const relative = wrong === 0 ? number.width : number.width / wrong;
  const cells = [
    ...[set.name, set.labels.length.toLocaleString('en'), wrong],
    ...[show(number.held), wrong === 0 ? `${number.width} rows` : show(relative)],
    ...[precision, recall].flatMap((result) =>
      result === null ? ['', ''] : [show(result.held), show(result.width)],
    ),
    show(byLabel),
  ];
  console.log(`| ${cells.join(' | ')} |`);
  const most = MOST_WIDTH[set.name] ?? Number.POSITIVE_INFINITY;
  const isHeld = [number, precision].every((result) => result === null || result.held >= LEAST_HELD);
  if (!isHeld || (relative > most && ROWS === 100)) process.exitCode = 1;
}

/** The first rows of a random order. */
function sample(rows, count, random) {
  const order = Array.from(rows);
  for (let i = 0; i < count; i++) {
    const j = i + Math.floor(random() * (order.length - i));
    [order[i], order[j]] = [order[j], order[i]];
  }
  return order.slice(0, count);
}

function newswire() {
  const rows = read(path.join(ROOT, 'fixtures/newswire.csv'));
  const texts = rows.map(([, title, text]) => `${title} ${text}`);
  return makeSet('newswire', texts, read(path.join(ROOT, 'fixtures/newswire_truth.csv')).slice(1));
}

function evaluationSets() {
  if (!existsSync(EVAL)) return [];
  return ['human_dev', 'ag_uniform_dev', 'ag_pair_dev'].map((name) => {
    const texts = read(path.join(EVAL, `${name}.csv`)).slice(1);
    const truth = read(path.join(EVAL, `${name}.truth.csv`)).slice(1);
    return makeSet(
      name,
      texts.map(([text]) => text),
      truth,
    );
  });
}

function makeSet(name, texts, rows) {
  const classes = [...new Set(rows.map(([, , truly]) => truly))].sort();
  const vectorizer = new Vectorizer(wordsFor(OPTIONS.method, {}));
  const addRow = vectorizer.startMatrix();
  for (const text of texts) addRow(text);
  const numbered = (column) => Uint32Array.from(rows, (row) => classes.indexOf(row[column]));
  const { matrices, words, pairs } = vectorizer.finish();
  return {
    ...{ name, terms: matrices[0], words, pairs: pairs[0], classCount: classes.length },
    ...{ labels: numbered(1), truth: numbered(2) },
  };
}

function read(file) {
  return parse(readFileSync(file), { bom: true, record_delimiter: ['\r\n', '\n', '\r'] });
}

function show(value) {
  return value.toFixed(2).replace(/^0/, '');
}
