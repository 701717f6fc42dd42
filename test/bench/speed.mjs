#!/usr/bin/env node
/**
 * Times the whole job, from a CSV file to ranked JSON lines, beside the same job in scikit-learn + cleanlab:
 *
 *     node test/bench/speed.mjs [--rows 7600,120000,1000000] [--runs 5] [--python python3] [--skip-peer-above rows]
 *                               [--memory 800M] [--floor] [--results]
 *
 * The data are made from AG News by `bench/ag_like.py` of the evaluation data (LABEL_ERRORS_DATA). The peer is
 * `bench/peer.py` there; where Python lacks cleanlab, scikit-learn or pandas, ours is run alone. Runs alternate; medians
 * of seconds, of processor seconds (which tell more where others use the machine) and of peak memory are printed. Times
 * are believed only where both flagged the same rows: of those that only one flags, there may be as many as differ in
 * the last digits at a border, one in 10,000.
 *
 * `--floor` also measures how long it takes to read the bytes, to scan the rows, and to number the words, and tells our
 * stages. `--results` keeps all of it in README.md beside this file.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { alternate, describeMachine, keepResults, medianOf, timed } from './measure.mjs';

const HERE = path.dirname(fileURLToPath(import.meta.url));
const ROOT = path.join(HERE, '../..');
const DATA = path.resolve(ROOT, process.env.LABEL_ERRORS_DATA ?? '../shared');
const PROGRAM = path.join(ROOT, 'bin/find-label-errors.js');
const { values: options } = parseArgs({
  options: {
    rows: { type: 'string', default: '7600,120000' },
    runs: { type: 'string', default: '5' },
    python: { type: 'string', default: 'python3' },
    'skip-peer-above': { type: 'string', default: '1000000' },
    memory: { type: 'string' },
    floor: { type: 'boolean', default: false },
    results: { type: 'boolean', default: false },
  },
});

if (!existsSync(path.join(DATA, 'bench'))) {
  console.error(`skipped: LABEL_ERRORS_DATA not found (looked in ${DATA})`);
  process.exit(0);
}
const folder = mkdtempSync(path.join(tmpdir(), 'label-errors-bench-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(130));

const ONCE = 'scikit-learn + cleanlab, vectorised once';
const PEER = 'scikit-learn + cleanlab';
const versions = peerVersions();
if (versions === null)
  console.error(`${options.python} lacks cleanlab, scikit-learn or pandas: ours is run alone`);
const memory = options.memory === undefined ? [] : ['--memory', options.memory];

const output = [];
const floors = [];
const print = (line) => {
  output.push(line);
  console.log(line);
};
print(
  `${describeMachine()}${versions === null ? '' : `, ${versions}`}; medians of ${options.runs} runs in alternation.\n`,
);
print(
  '| rows | job | seconds | processor seconds | against the plain peer | peak memory |\n|---|---|---|---|---|---|',
);
startUp();
for (const rows of options.rows.split(',').map(Number)) compare(rows);
for (const lines of floors) for (const line of lines) print(line);
if (options.results) keepResults('Beside scikit-learn and cleanlab', output, options.python);

/** The program's start beside that of Node alone. */
function startUp() {
  const runs = alternate(Number(options.runs), {
    '`--version`': () => timed('node', [PROGRAM, '--version']),
    'Node alone': () => timed('node', ['-e', '0']),
  });
  for (const [name, results] of Object.entries(runs)) print(row('–', name, results));
}

function compare(rows) {
  const csv = path.join(folder, `${rows}.csv`);
  execFileSync('python3', [path.join(DATA, 'bench/ag_like.py'), '--rows', rows, '--seed', '1', '--out', csv]);
  const out = (name) => path.join(folder, `${name}.jsonl`);
  const ours = (method) => () =>
    timed('node', [
      PROGRAM,
      csv,
      '--method',
      method,
      '--label',
      'label',
      '-q',
      '--timings',
      '-o',
      out(method),
      ...memory,
    ]);
  const peer = (flags) => () =>
    timed(options.python, [path.join(DATA, 'bench/peer.py'), csv, out('peer'), '--jobs', '1', ...flags]);
  const hasPeer = versions !== null && rows <= Number(options['skip-peer-above']);
  const runs = alternate(Number(options.runs), {
    prune_by_noise_rate: ours('prune_by_noise_rate'),
    'noise-aware': ours('noise-aware'),
    stacked: ours('stacked'),
    ...(hasPeer ? { [ONCE]: peer(['--once']), [PEER]: peer([]) } : {}),
  });
  if (hasPeer) requireSameRows(out('prune_by_noise_rate'), out('peer'));
  for (const [name, results] of Object.entries(runs)) {
    print(row(rows.toLocaleString('en'), name, results, runs[PEER]));
  }
  if (options.floor) floors.push(floor(csv, rows, runs));
  rmSync(csv);
}

/** What cannot be saved: reading the bytes, scanning the rows, numbering the words; and our stages. */
function floor(csv, rows, runs) {
  const lines = [];
  const steps = { bytes: 'read the bytes', rows: '… and scan the rows', words: '… and number the words' };
  lines.push(
    `\n${rows.toLocaleString('en')} rows, stage by stage:\n\n| stage | seconds | processor seconds |\n|---|---|---|`,
  );
  for (const [step, name] of Object.entries(steps)) {
    const results = Array.from({ length: Number(options.runs) }, () =>
      timed('node', [path.join(HERE, 'floor.mjs'), csv, step]),
    );
    lines.push(
      `| floor: ${name} | ${medianOf(results, 'seconds').toFixed(2)} | ${medianOf(results, 'processor').toFixed(2)} |`,
    );
  }
  for (const method of ['prune_by_noise_rate', 'noise-aware', 'stacked']) {
    for (const stage of ['start-up', 'reading', 'learning', 'judging', 'writing']) {
      lines.push(`| ${method}: ${stage} | ${medianOf(runs[method], stage).toFixed(2)} | |`);
    }
  }
  return lines;
}

function peerVersions() {
  const code =
    'import cleanlab, sklearn, pandas, sys; print(f"Python {sys.version.split()[0]}, cleanlab {cleanlab.__version__}, scikit-learn {sklearn.__version__}")';
  const { status, stdout } = spawnSync(options.python, ['-c', code], { encoding: 'utf8' });
  return status === 0 ? stdout.trim() : null;
}

/** Both must have flagged the same rows, but for those that differ in the last digits at a border. */
function requireSameRows(ours, theirs) {
  const indexes = (file) =>
    new Set(
      readFileSync(file, 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).index),
    );
  const [a, b] = [indexes(ours), indexes(theirs)];
  const onlyOurs = [...a].filter((index) => !b.has(index)).length;
  const onlyTheirs = [...b].filter((index) => !a.has(index)).length;
  if (onlyOurs + onlyTheirs > b.size / 10_000) {
    throw new Error(
      `${onlyOurs} rows are flagged by ours only, ${onlyTheirs} by the peer only, of ${b.size}`,
    );
  }
}

function row(rows, name, results, peer) {
  const [seconds, processor, megabytes] = ['seconds', 'processor', 'megabytes'].map((key) =>
    medianOf(results, key),
  );
  const ratio =
    peer === undefined
      ? ''
      : `${(medianOf(peer, 'seconds') / seconds).toFixed(1)} × (processor ${(medianOf(peer, 'processor') / processor).toFixed(1)} ×)`;
  return `| ${rows} | ${name} | ${seconds.toFixed(2)} | ${processor.toFixed(2)} | ${ratio} | ${megabytes.toFixed(0)} MB |`;
}
