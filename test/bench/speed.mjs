#!/usr/bin/env node
/**
 * Times the whole job, from a CSV file to ranked JSON lines, beside the same job in scikit-learn + cleanlab:
 *
 *     node test/bench/speed.mjs [--rows 7600,120000] [--runs 5] [--python python3]
 *
 * The data are made from AG News by `bench/ag_like.py` of the evaluation data (LABEL_ERRORS_DATA). The peer is
 * `bench/peer.py` there; where Python lacks cleanlab, scikit-learn or pandas, ours is run alone. Runs alternate,
 * and medians are printed. Times are believed only where both flagged the same rows.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const DATA = path.resolve(ROOT, process.env.LABEL_ERRORS_DATA ?? '../shared');
const PROGRAM = path.join(ROOT, 'bin/find-label-errors.js');
const { values: options } = parseArgs({
  options: {
    rows: { type: 'string', default: '7600,120000' },
    runs: { type: 'string', default: '5' },
    python: { type: 'string', default: 'python3' },
  },
});

if (!existsSync(path.join(DATA, 'bench'))) {
  console.error(`skipped: LABEL_ERRORS_DATA not found (looked in ${DATA})`);
  process.exit(0);
}
const folder = mkdtempSync(path.join(tmpdir(), 'label-errors-bench-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
const hasPeer = spawnSync(options.python, ['-c', 'import cleanlab, sklearn, pandas']).status === 0;
if (!hasPeer) console.error(`${options.python} lacks cleanlab, scikit-learn or pandas: ours is run alone`);

console.log(
  `${cpus()[0].model}, ${cpus().length} cores, Node ${process.version}, median of ${options.runs} runs\n`,
);
console.log('| rows | job | seconds | ratio | peak memory |\n|---|---|---|---|---|');
console.log(
  row('–', '--version', [timed('node', [PROGRAM, '--version']), timed('node', [PROGRAM, '--version'])]),
);
for (const rows of options.rows.split(',').map(Number)) compare(rows);

function compare(rows) {
  const csv = path.join(folder, `${rows}.csv`);
  execFileSync('python3', [path.join(DATA, 'bench/ag_like.py'), '--rows', rows, '--seed', '1', '--out', csv]);
  const out = (name) => path.join(folder, `${name}.jsonl`);
  const ours = (method) => () =>
    timed('node', [PROGRAM, csv, '--method', method, '--label', 'label', '-q', '-o', out(method)]);
  const peer = (flags) => () =>
    timed(options.python, [path.join(DATA, 'bench/peer.py'), csv, out('peer'), '--jobs', '1', ...flags]);
  const jobs = {
    prune_by_noise_rate: ours('prune_by_noise_rate'),
    'noise-aware': ours('noise-aware'),
    ...(hasPeer
      ? { 'scikit-learn + cleanlab, vectorised once': peer(['--once']), 'scikit-learn + cleanlab': peer([]) }
      : {}),
  };
  const runs = Object.fromEntries(Object.keys(jobs).map((name) => [name, []]));
  for (let run = 0; run < Number(options.runs); run++) {
    for (const [name, job] of Object.entries(jobs)) runs[name].push(job());
  }
  if (hasPeer) requireSameRows(out('prune_by_noise_rate'), out('peer'));
  const peerSeconds = hasPeer
    ? median(runs['scikit-learn + cleanlab'].map(({ seconds }) => seconds))
    : undefined;
  for (const [name, results] of Object.entries(runs)) console.log(row(rows, name, results, peerSeconds));
}

/** Runs a command as a whole process; its peak memory is known where there is a `time` that tells it. */
function timed(command, args) {
  const start = process.hrtime.bigint();
  const wrapped = existsSync('/usr/bin/time')
    ? ['/usr/bin/time', '-f', 'peak %M', command, ...args]
    : [command, ...args];
  const { status, stderr } = spawnSync(wrapped[0], wrapped.slice(1), { encoding: 'utf8' });
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed: ${stderr}`);
  return { seconds, megabytes: Number(/peak (\d+)/.exec(stderr)?.[1] ?? Number.NaN) / 1024 };
}

/** Both must have flagged the same rows, but for rows that differ in the last digits at a border. */
function requireSameRows(ours, theirs) {
  const indexes = (file) =>
    new Set(
      readFileSync(file, 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).index),
    );
  const [a, b] = [indexes(ours), indexes(theirs)];
  const different =
    [...a].filter((index) => !b.has(index)).length + [...b].filter((index) => !a.has(index)).length;
  if (different > 0) throw new Error(`${different} rows are flagged by one of the two only`);
}

function row(rows, name, results, peerSeconds) {
  const seconds = median(results.map((result) => result.seconds));
  const megabytes = median(results.map((result) => result.megabytes));
  const ratio = peerSeconds === undefined ? '' : `${(peerSeconds / seconds).toFixed(1)} ×`;
  return `| ${rows.toLocaleString('en')} | ${name} | ${seconds.toFixed(2)} | ${ratio} | ${megabytes.toFixed(0)} MB |`;
}

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}
