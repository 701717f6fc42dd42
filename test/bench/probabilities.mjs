#!/usr/bin/env node
/**
 * Other models' probabilities, how well and how fast:
 *
 *     node test/bench/probabilities.mjs [--python python3] [--runs 3]
 *
 * First the gain of noise-aware over self_confidence on the probabilities of plain naive Bayes, on the evaluation
 * sets (LABEL_ERRORS_DATA). Then, where Python has cleanlab, the whole command from .npy to JSON lines beside
 * cleanlab's find_label_issues on the same in memory, reading counted in. Runs alternate; medians are printed.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const EVAL = path.resolve(ROOT, process.env.LABEL_ERRORS_DATA ?? '../shared', 'eval');
const PROGRAM = path.join(ROOT, 'bin/find-label-errors.js');
const { values: options } = parseArgs({
  options: { python: { type: 'string', default: 'python3' }, runs: { type: 'string', default: '3' } },
});
const folder = mkdtempSync(path.join(tmpdir(), 'label-errors-bench-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
const at = (name) => path.join(folder, name);

if (existsSync(EVAL)) quality();
else console.error(`quality skipped: LABEL_ERRORS_DATA not found (looked in ${EVAL})`);
if (spawnSync(options.python, ['-c', 'import cleanlab']).status === 0) speed();
else console.error(`speed skipped: ${options.python} lacks cleanlab`);

function quality() {
  console.log('| set | method on the same probabilities | average precision | F1 |\n|---|---|---|---|');
  for (const file of readdirSync(path.join(EVAL, 'sets')).filter((name) => name.endsWith('.truth.csv'))) {
    const data = path.join(EVAL, 'sets', file.replace('.truth', ''));
    const saved = at('p.npy');
    find([data, '--method', 'prune_by_noise_rate', '--save-probabilities', saved, '-o', at('out.jsonl')]);
    for (const method of ['prune_by_noise_rate', 'noise-aware']) {
      const rows = find([data, '--probabilities', saved, '--method', method, '--all', '--format', 'jsonl']);
      const score = [path.join(EVAL, 'score.mjs'), path.join(EVAL, 'sets', file)];
      const { average_precision, f1 } = JSON.parse(execFileSync('node', score, { input: rows }));
      console.log(`| ${file.replace('.truth.csv', '')} | ${method} | ${average_precision} | ${f1} |`);
    }
  }
}

function find(args) {
  return execFileSync('node', [PROGRAM, ...args, '-q'], { encoding: 'utf8', maxBuffer: 1 << 30 });
}

function speed() {
  console.log('\n| rows × classes | job | seconds |\n|---|---|---|');
  for (const [rows, classes] of [
    [1_000_000, 4],
    [100_000, 100],
  ]) {
    const [p, y] = [at('p.npy'), at('y.npy')];
    python(`
r = np.random.default_rng(1); n, K = ${rows}, ${classes}
t = r.integers(0, K, n); y = np.where(r.random(n) < .1, r.integers(0, K, n), t)
z = r.normal(size=(n, K)); z[np.arange(n), t] += 3; p = np.exp(z); p /= p.sum(1, keepdims=True)
np.save('${p}', p); np.save('${y}', y)`);
    const jobs = {
      'cleanlab find_label_issues, in memory, plus reading': () => cleanlab(p, y),
      prune_by_noise_rate: () => ours(p, y, 'prune_by_noise_rate'),
      'noise-aware': () => ours(p, y, 'noise-aware'),
    };
    const times = Object.fromEntries(Object.keys(jobs).map((name) => [name, []]));
    for (let run = 0; run < Number(options.runs); run++) {
      for (const [name, job] of Object.entries(jobs)) times[name].push(job());
    }
    for (const [name, seconds] of Object.entries(times)) {
      const median = seconds.sort((a, b) => a - b)[Math.floor(seconds.length / 2)];
      console.log(`| ${rows.toLocaleString('en')} × ${classes} | ${name} | ${median.toFixed(2)} |`);
    }
  }
}

function python(code) {
  const head = "import time, warnings; warnings.simplefilter('ignore'); import numpy as np\n";
  return execFileSync(options.python, ['-c', head + code], { encoding: 'utf8' });
}

function cleanlab(p, y) {
  return Number(
    python(`from cleanlab.filter import find_label_issues
start = time.perf_counter()
find_label_issues(np.load('${y}'), np.load('${p}'), return_indices_ranked_by='self_confidence')
print(time.perf_counter() - start)`),
  );
}

function ours(p, y, method) {
  const start = process.hrtime.bigint();
  find(['--probabilities', p, '--labels', y, '--method', method, '-o', at('out.jsonl')]);
  return Number(process.hrtime.bigint() - start) / 1e9;
}
