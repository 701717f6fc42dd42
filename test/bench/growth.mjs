#!/usr/bin/env node
/**
 * How time and memory grow with words and with classes, on data that it makes:
 *
 *     node test/bench/growth.mjs [--rows 50000] [--runs 1] [--results]
 *
 * How they grow with rows is what speed.mjs tells. `--results` keeps it in README.md beside this file.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { writeManyClasses } from './many-classes.mjs';
import { alternate, describeMachine, keepResults, medianOf, timed } from './measure.mjs';

const PROGRAM = path.join(import.meta.dirname, '../../bin/find-label-errors.js');
const { values: options } = parseArgs({
  options: {
    rows: { type: 'string', default: '50000' },
    runs: { type: 'string', default: '1' },
    results: { type: 'boolean', default: false },
  },
});
const rows = Number(options.rows);
const SIZES = [
  ...[10_000, 100_000, 1_000_000].map((words) => ({ rows, words, classes: 100 })),
  ...[4, 32, 320, 1000, 5000].map((classes) => ({ rows, words: 100_000, classes })),
  { rows: 10_000, words: 100_000, classes: 2000 },
];

const folder = mkdtempSync(path.join(tmpdir(), 'label-errors-bench-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(130));

const output = [];
const print = (line) => {
  output.push(line);
  console.log(line);
};
print(`${describeMachine()}; medians of ${options.runs} runs.\n`);
print(
  '| rows | words | classes | method | seconds | processor seconds | peak memory |\n|---|---|---|---|---|---|---|',
);
for (const size of SIZES) measure(size);
if (options.results) keepResults('Words and classes', output);

function measure(size) {
  const csv = path.join(folder, 'data.csv');
  writeManyClasses(csv, size);
  const job = (method) => () =>
    timed('node', [PROGRAM, csv, '--method', method, '-q', '-o', path.join(folder, 'out.jsonl')]);
  const runs = alternate(Number(options.runs), {
    prune_by_noise_rate: job('prune_by_noise_rate'),
    'noise-aware': job('noise-aware'),
  });
  const numbers = [size.rows, size.words, size.classes].map((number) => number.toLocaleString('en'));
  for (const [method, results] of Object.entries(runs)) {
    const [seconds, processor, megabytes] = ['seconds', 'processor', 'megabytes'].map((key) =>
      medianOf(results, key),
    );
    print(
      `| ${numbers.join(' | ')} | ${method} | ${seconds.toFixed(1)} | ${processor.toFixed(1)} | ${megabytes.toFixed(0)} MB |`,
    );
  }
  rmSync(csv);
}
