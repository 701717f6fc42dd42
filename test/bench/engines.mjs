#!/usr/bin/env node
/**
 * Times DuckDB under a limit of memory beside the in-process path, and how much of what they find is the same:
 *
 *     node test/bench/engines.mjs [--rows 1000000,10000000] [--memory 2GB] [--memory-here 800M]
 *                                 [--method prune_by_noise_rate,noise-aware] [--path in-process,DuckDB] [--csv file]
 *
 * The data are made from AG News by `bench/ag_like.py` of the evaluation data (LABEL_ERRORS_DATA). Prints seconds, user
 * processor seconds, peak memory, and the most that stood in the temporary folder. `--csv` names data made so before.
 */
import { execFileSync, spawn } from 'node:child_process';
import {
  createReadStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const DATA = path.resolve(ROOT, process.env.LABEL_ERRORS_DATA ?? '../shared');
const PROGRAM = path.join(ROOT, 'bin/find-label-errors.js');
const { values: options } = parseArgs({
  options: {
    rows: { type: 'string', default: '1000000' },
    memory: { type: 'string', default: '2GB' },
    'memory-here': { type: 'string', default: '800M' },
    path: { type: 'string', default: 'in-process,DuckDB' },
    csv: { type: 'string' },
    method: { type: 'string', default: 'prune_by_noise_rate,noise-aware' },
  },
});
if (!existsSync(path.join(DATA, 'bench'))) {
  console.error(`skipped: LABEL_ERRORS_DATA not found (looked in ${DATA})`);
  process.exit(0);
}
const folder = mkdtempSync(path.join(tmpdir(), 'label-errors-bench-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

console.log(
  '| rows | method | path | seconds | processor seconds | peak memory | spilled | found |\n|---|---|---|---|---|---|---|---|',
);
/** What each path is asked besides the data, and by which method. */
const PATHS = {
  'in-process': (method) => [
    ...['--memory', options['memory-here'], '--kinds', 'label_error,ambiguous,outlier'],
    ...(method === 'noise-aware' ? [] : ['--cv', 'loo']),
  ],
  DuckDB: () => ['--memory', options.memory, '--engine', 'duckdb'],
};

for (const rows of options.rows.split(',')) {
  const csv = options.csv ?? path.join(folder, `${rows}.csv`);
  const maker = path.join(DATA, 'bench/ag_like.py');
  if (options.csv === undefined)
    execFileSync('python3', [maker, '--rows', rows, '--seed', '1', '--out', csv]);
  for (const method of options.method.split(',')) {
    let before;
    for (const where of options.path.split(',')) {
      const common = [csv, '--label', 'label', '--method', method, '--no-text', '-q'];
      const run = await timed([...common, ...PATHS[where](method)]);
      const shared = before === undefined ? 0 : [...run.found].filter((row) => before.has(row)).length;
      const same = before === undefined ? '' : `, ${shared} of them in both`;
      line(rows, method, where, run, `${run.found.size}${same}`);
      before = run.found;
    }
  }
  if (options.csv === undefined) rmSync(csv);
}

function line(rows, method, where, { seconds, processor, peak, spilled }, found) {
  const megabytes = (bytes) => `${Math.round(bytes / 1e6)} MB`;
  const cells = [
    rows,
    method,
    where,
    seconds.toFixed(0),
    processor.toFixed(0),
    megabytes(peak),
    megabytes(spilled),
    found,
  ];
  console.log(`| ${cells.join(' | ')} |`);
}

/** Runs the program, looking at its temporary folder from time to time. */
async function timed(args) {
  const out = path.join(folder, 'out.jsonl');
  const temporary = path.join(folder, 'tmp');
  mkdirSync(temporary, { recursive: true });
  let spilled = 0;
  const watch = setInterval(() => {
    spilled = Math.max(spilled, sizeOf(temporary));
  }, 250);
  const begun = process.hrtime.bigint();
  const time = path.join(folder, 'time');
  const child = spawn(
    '/usr/bin/time',
    ['-f', '%U %S %M', '-o', time, process.execPath, PROGRAM, ...args, '-o', out],
    {
      env: { ...process.env, TMPDIR: temporary },
      stdio: 'inherit',
    },
  );
  const status = await new Promise((resolve) => child.on('close', resolve));
  clearInterval(watch);
  if (status !== 0) throw new Error(`exit code ${status}`);
  const seconds = Number(process.hrtime.bigint() - begun) / 1e9;
  const [user, system, kilobytes] = readFileSync(time, 'utf8').trim().split(' ').map(Number);
  const found = new Set();
  for await (const text of createInterface({ input: createReadStream(out) })) {
    const row = JSON.parse(text);
    if (row.is_label_issue) found.add(row.index);
  }
  return { seconds, processor: user + system, peak: kilobytes * 1024, spilled, found };
}

/** Bytes in a folder; what goes away meanwhile counts nothing. */
function sizeOf(place) {
  try {
    return readdirSync(place, { recursive: true, withFileTypes: true }).reduce((sum, entry) => {
      if (!entry.isFile()) return sum;
      return sum + statSync(path.join(entry.parentPath ?? entry.path, entry.name)).size;
    }, 0);
  } catch {
    return 0;
  }
}
