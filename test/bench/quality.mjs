#!/usr/bin/env node
/**
 * Scores how well label errors are found, on data sets whose true labels are known:
 *
 *     node test/bench/quality.mjs
 *     node test/bench/quality.mjs --stem --ngrams 2    with options of the program added to each run
 *
 * Prints a table of our default method beside cleanlab's (the same numbers as cleanlab's own, which is checked
 * against its recorded scores). Sets and scorer come with the evaluation data (LABEL_ERRORS_DATA).
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const EVAL = path.resolve(ROOT, process.env.LABEL_ERRORS_DATA ?? '../shared', 'eval');
const PROGRAM = path.join(ROOT, 'bin/find-label-errors.js');
const OPTIONS = process.argv.slice(2);
const METHODS = ['prune_by_noise_rate', 'noise-aware', 'stacked'];
const MEASURES = ['auroc', 'average_precision', 'precision_at_100', 'flagged', 'precision', 'recall', 'f1'];

if (!existsSync(EVAL)) {
  console.error(`skipped: LABEL_ERRORS_DATA not found (looked in ${EVAL})`);
  process.exit(0);
}
const recorded = JSON.parse(readFileSync(path.join(EVAL, 'sets/reference_scores.json'), 'utf8'));
console.log(
  `| set | rows, errors | method | ${MEASURES.join(' | ')} |\n|---|---|---|${'---|'.repeat(MEASURES.length)}`,
);
for (const file of readdirSync(path.join(EVAL, 'sets'))
  .filter((name) => name.endsWith('.truth.csv'))
  .sort()) {
  const set = file.replace('.truth.csv', '');
  for (const method of METHODS) {
    const scores = score(set, method);
    if (method === 'prune_by_noise_rate' && OPTIONS.length === 0) requireRecorded(set, scores);
    console.log(
      `| ${set} | ${scores.n}, ${scores.errors} | ${method} | ${MEASURES.map((name) => scores[name]).join(' | ')} |`,
    );
  }
}

function score(set, method) {
  const data = path.join(EVAL, 'sets', `${set}.csv`);
  const options = { maxBuffer: 1 << 30, encoding: 'utf8' };
  const rows = execFileSync(
    'node',
    [PROGRAM, data, '--method', method, '--all', '-q', '--no-text', '--format', 'jsonl', ...OPTIONS],
    options,
  );
  const truth = path.join(EVAL, 'sets', `${set}.truth.csv`);
  return JSON.parse(execFileSync('node', [path.join(EVAL, 'score.mjs'), truth], { ...options, input: rows }));
}

/**
 * Rows that naive Bayes is certain of differ from 1 in the last digits only, and these digits in cleanlab's
 * environment and ours: so measures of the whole ranking may differ a little, all others not at all.
 */
function requireRecorded(set, scores) {
  const expected = recorded[set]?.self_confidence;
  if (expected === undefined) return;
  for (const name of Object.keys(expected)) {
    const tolerance = name === 'auroc' || name === 'average_precision' ? 0.002 : 0;
    if (Math.abs(expected[name] - scores[name]) > tolerance) {
      throw new Error(`${set}: ${name} is ${scores[name]}, cleanlab's is ${expected[name]}`);
    }
  }
}
