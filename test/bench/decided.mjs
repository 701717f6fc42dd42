/**
 * What holding decided labels fixed does to the ranking of the rows that are still open: the n worst rows are decided
 * by the truth, and the average precision of the others is measured before and after.
 *
 *     node --import ./test/support/typescript.mjs test/bench/decided.mjs
 */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse/sync';
import { judgeSource, readSource } from '../../src/judge/file.js';
import { rankAllRows } from '../../src/report/row-kinds.js';

const here = path.dirname(fileURLToPath(import.meta.url));
const data = path.resolve(here, '../..', process.env.LABEL_ERRORS_DATA ?? '../shared');
if (!existsSync(data)) throw new Error('LABEL_ERRORS_DATA names no folder with the evaluation data');

const averagePrecision = (rows, isWrong) => {
  let [wrong, sum] = [0, 0];
  for (const [place, row] of rows.entries()) if (isWrong[row]) sum += ++wrong / (place + 1);
  return sum / wrong;
};

console.log('| set | method | decided | the others before | after |\n|---|---|---|---|---|');
for (const set of ['ag_pair_dev', 'ag_uniform_dev', 'human_dev']) {
  const file = path.join(data, 'eval/sets', `${set}.csv`);
  const read = await readSource({ files: [file], data: { text: ['text'], label: 'label' } });
  const { dataset } = read;
  const truth = parse(readFileSync(file.replace(/csv$/, 'truth.csv')), { columns: true });
  const right = Uint32Array.from(truth, ({ true_label }) => dataset.classOf(true_label));
  const isWrong = Array.from(right, (k, row) => k !== dataset.labels[row]);
  for (const method of ['noise-aware', 'prune_by_noise_rate']) {
    const ranked = [...rankAllRows(judgeSource(read, { method }).judgement)];
    for (const count of [100, 300]) {
      const isHeld = new Uint8Array(right.length);
      for (const row of ranked.slice(0, count)) isHeld[row] = 1;
      const labels = dataset.labels.map((k, row) => (isHeld[row] ? right[row] : k));
      const decided = { isHeld, isDeleted: new Uint8Array(right.length), labels };
      const again = [...rankAllRows(judgeSource(read, { method }, decided).judgement)];
      const scores = [ranked.slice(count), again.filter((row) => !isHeld[row])].map((rows) =>
        averagePrecision(rows, isWrong).toFixed(3),
      );
      console.log(`| ${set} | ${method} | ${count} | ${scores.join(' | ')} |`);
    }
  }
}
