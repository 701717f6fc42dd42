/**
 * How long a review takes to rank again with what is decided: 10,000 rows of AG News in 4 classes, and made-up rows of
 * as many in 77. The first 100 candidates are decided; medians of five runs, in seconds.
 *
 *     node --import ./test/support/typescript.mjs test/bench/rank-again.mjs
 */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { judgeSource, readSource } from '../../src/judge/file.js';
import { rankCandidates } from '../../src/report/row-kinds.js';
import { rankingOf } from '../../src/review/ranking.js';

const RUNS = 5;
const DECIDED = 100;
const METHOD = { method: 'noise-aware' };

const here = path.dirname(fileURLToPath(import.meta.url));
const shared = path.resolve(here, '../..', process.env.LABEL_ERRORS_DATA ?? '../shared');
const agNews = path.join(shared, 'data/ag_news_train_10k.csv');

/** Rows of 20 words, of which a third are usual in their class, and every tenth row has another label. */
function madeUp(rowCount, classCount) {
  let state = 1;
  const below = (limit) => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return Math.floor((state / 0x80000000) * limit);
  };
  const rows = Array.from({ length: rowCount }, (_, row) => {
    const right = row % classCount;
    const words = Array.from({ length: 20 }, () =>
      below(3) === 0 ? `own${right}x${below(30)}` : `word${below(5000)}`,
    );
    return `${words.join(' ')},class ${below(10) === 0 ? below(classCount) : right}`;
  });
  return `text,label\n${rows.join('\n')}\n`;
}

async function measure(name, file) {
  const read = await readSource({ files: [file], data: {} });
  const { dataset } = read;
  const { judgement } = judgeSource(read, METHOD);
  const isHeld = new Uint8Array(dataset.labels.length);
  const labels = dataset.labels.slice();
  for (const row of rankCandidates(judgement).subarray(0, DECIDED)) {
    isHeld[row] = 1;
    labels[row] = judgement.suggested[row];
  }
  const decided = { isHeld, isDeleted: new Uint8Array(labels.length), labels };
  const runs = Array.from({ length: RUNS }, () => {
    const [start, cpu] = [performance.now(), process.cpuUsage()];
    rankingOf(judgeSource(read, METHOD, decided));
    const { user, system } = process.cpuUsage(cpu);
    return { seconds: (performance.now() - start) / 1000, processor: (user + system) / 1e6 };
  });
  const median = (key) =>
    runs
      .map((run) => run[key])
      .sort((a, b) => a - b)
      [RUNS >> 1].toFixed(2);
  console.log(
    `| ${name} | ${labels.length} | ${dataset.classes.length} | ${median('seconds')} | ${median('processor')} |`,
  );
}

const folder = mkdtempSync(path.join(tmpdir(), 'find-label-errors-bench-'));
try {
  console.log('| set | rows | classes | seconds | processor seconds |\n|---|---|---|---|---|');
  if (existsSync(agNews)) await measure('AG News', agNews);
  const file = path.join(folder, 'made-up.csv');
  writeFileSync(file, madeUp(10_000, 77));
  await measure('made up', file);
} finally {
  rmSync(folder, { recursive: true });
}
