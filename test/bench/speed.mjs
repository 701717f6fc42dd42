#!/usr/bin/env node
/**
 * Times the whole job, from a CSV file to ranked JSON lines, beside the same job in scikit-learn + cleanlab:
 *
 *     node test/bench/speed.mjs [--rows 7600,120000,1000000] [--runs 5] [--python python3] [--skip-peer-above rows]
 *                               [--classes] [--floor] [--results]
 *
 * The data are made from AG News by `bench/ag_like.py` of the evaluation data (LABEL_ERRORS_DATA). The peer is
 * `bench/peer.py` there; where Python lacks cleanlab, scikit-learn or pandas, ours is run alone. Runs alternate; medians
 * of seconds, of processor seconds (which tell more where others use the machine) and of peak memory are printed. Times
 * are believed only where both flagged the same rows: of those that only one flags, there may be as many as differ in
 * the last digits at a border, one in 10,000.
 *
 * `--classes` measures 1,000 classes × 100,000 words × 50,000 rows instead. `--floor` also measures how long it takes to
 * read the bytes, to scan the rows, and to number the words, and tells our stages. `--results` writes all of it to
 * results.md beside this file.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir, totalmem } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { writeManyClasses } from './many-classes.mjs';

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
    classes: { type: 'boolean', default: false },
    floor: { type: 'boolean', default: false },
    results: { type: 'boolean', default: false },
  },
});

if (!options.classes && !existsSync(path.join(DATA, 'bench'))) {
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
  `${cpus()[0].model}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}` +
    `${versions === null ? '' : `, ${versions}`}; load ${loadavg()[0].toFixed(1)} at the start; medians of ${options.runs} runs in alternation.\n`,
);
if (options.classes) manyClasses();
else {
  print(
    '| rows | job | seconds | processor seconds | against the plain peer | peak memory |\n|---|---|---|---|---|---|',
  );
  startUp();
  for (const rows of options.rows.split(',').map(Number)) compare(rows);
  for (const lines of floors) for (const line of lines) print(line);
}
if (options.results) {
  const said = process.argv.slice(2).map((word) => (word === options.python ? 'python3' : word));
  const command = `node test/bench/speed.mjs ${said.join(' ')}`;
  writeFileSync(
    path.join(HERE, 'results.md'),
    `# Speed and memory\n\n    ${command}\n\n${output.join('\n')}\n`,
  );
}

/** The program's start beside that of Node alone. */
function startUp() {
  const runs = alternate({
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
  const runs = alternate({
    prune_by_noise_rate: ours('prune_by_noise_rate'),
    'noise-aware': ours('noise-aware'),
    ...(hasPeer ? { [ONCE]: peer(['--once']), [PEER]: peer([]) } : {}),
  });
  if (hasPeer) requireSameRows(out('prune_by_noise_rate'), out('peer'));
  for (const [name, results] of Object.entries(runs)) {
    print(row(rows.toLocaleString('en'), name, results, runs[PEER]));
  }
  if (options.floor) floors.push(floor(csv, rows, runs));
  rmSync(csv);
}

/** 1,000 classes: how long it takes, and how much memory. */
function manyClasses() {
  const csv = path.join(folder, 'classes.csv');
  writeManyClasses(csv, { rows: 50_000, classes: 1000, words: 100_000 });
  const ours = (method) => () =>
    timed('node', [PROGRAM, csv, '--method', method, '-q', '-o', path.join(folder, 'o.jsonl'), ...memory]);
  print(
    '| rows × words × classes | job | seconds | processor seconds | peak memory |\n|---|---|---|---|---|',
  );
  const runs = alternate({
    prune_by_noise_rate: ours('prune_by_noise_rate'),
    'noise-aware': ours('noise-aware'),
  });
  for (const [name, results] of Object.entries(runs)) {
    const [seconds, processor, megabytes] = ['seconds', 'processor', 'megabytes'].map((key) =>
      medianOf(results, key),
    );
    print(
      `| 50,000 × 100,000 × 1,000 | ${name} | ${seconds.toFixed(1)} | ${processor.toFixed(1)} | ${megabytes.toFixed(0)} MB |`,
    );
  }
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
  for (const method of ['prune_by_noise_rate', 'noise-aware']) {
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

/** Runs jobs in turn, so often as asked for: whatever else the machine does slows all of them. */
function alternate(jobs) {
  const runs = Object.fromEntries(Object.keys(jobs).map((name) => [name, []]));
  for (let run = 0; run < Number(options.runs); run++) {
    for (const [name, job] of Object.entries(jobs)) runs[name].push(job());
  }
  return runs;
}

/** Runs a command as a whole process; its memory and processor time are known where there is a `time` that tells them. */
function timed(command, args) {
  const start = process.hrtime.bigint();
  const wrapped = existsSync('/usr/bin/time')
    ? ['/usr/bin/time', '-f', 'peak %M processor %U %S', command, ...args]
    : [command, ...args];
  const { status, stderr } = spawnSync(wrapped[0], wrapped.slice(1), { encoding: 'utf8' });
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed: ${stderr}`);
  const [, peak = Number.NaN, user = Number.NaN, system = Number.NaN] =
    /peak (\d+) processor (\S+) (\S+)/.exec(stderr) ?? [];
  const stages = [...stderr.matchAll(/^ {2}(\S+) +(\d+\.\d\d) s$/gm)].map(([, name, took]) => [
    name,
    Number(took),
  ]);
  return {
    seconds,
    processor: Number(user) + Number(system),
    megabytes: Number(peak) / 1024,
    ...Object.fromEntries(stages),
  };
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

function medianOf(results, key) {
  const sorted = results.map((result) => result[key]).sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}
