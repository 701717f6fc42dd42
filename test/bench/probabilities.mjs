#!/usr/bin/env node
/**
 * Other models' probabilities, how well and how fast:
 *
 *     node test/bench/probabilities.mjs [quality] [speed] [--python python3] [--runs 3]
 *
 * quality: on the evaluation sets (LABEL_ERRORS_DATA), what noise-aware gains over cleanlab's ranking by
 * self_confidence and its prune_by_noise_rate on the same out-of-sample probabilities, of plain naive Bayes and,
 * where Python has scikit-learn, of logistic regression over tf-idf.
 * speed: where Python has cleanlab, the whole command from .npy to JSON lines, the start of the process counted in,
 * beside cleanlab's find_label_issues on the same in memory, reading counted in, but not the start of Python and its
 * imports; what the start of bare Node takes is told, too. Runs alternate; printed are the median and the least of the
 * seconds, the same of processor time, all processes counted in, and the most memory that any run took, Node and
 * Python counted in.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const EVAL = path.resolve(ROOT, process.env.LABEL_ERRORS_DATA ?? '../shared', 'eval');
const PROGRAM = path.join(ROOT, 'bin/find-label-errors.js');
const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { python: { type: 'string', default: 'python3' }, runs: { type: 'string', default: '3' } },
});
const folder = mkdtempSync(path.join(tmpdir(), 'label-errors-bench-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
const at = (name) => path.join(folder, name);

const wanted = (part) => positionals.length === 0 || positionals.includes(part);
const has = (module) => spawnSync(options.python, ['-c', `import ${module}`]).status === 0;

if (wanted('quality')) {
  if (existsSync(EVAL)) quality();
  else console.error(`quality skipped: LABEL_ERRORS_DATA not found (looked in ${EVAL})`);
}
if (wanted('speed')) {
  if (has('cleanlab')) speed();
  else console.error(`speed skipped: ${options.python} lacks cleanlab`);
}

function quality() {
  const models = { 'naive Bayes': naiveBayes };
  if (has('sklearn, pandas')) models['logistic regression'] = logisticRegression;
  else console.error(`logistic regression skipped: ${options.python} lacks scikit-learn or pandas`);
  console.log(
    '| probabilities of | set | average precision, self_confidence → noise-aware | F1 of the flagged, prune_by_noise_rate → noise-aware |\n|---|---|---|---|',
  );
  const sets = readdirSync(path.join(EVAL, 'sets')).filter((name) => name.endsWith('.truth.csv'));
  for (const [name, probabilities] of Object.entries(models)) {
    for (const set of sets.sort().map((file) => file.replace('.truth.csv', ''))) {
      const data = path.join(EVAL, 'sets', `${set}.csv`);
      probabilities(data, at('p.npy'));
      const [before, after] = ['prune_by_noise_rate', 'noise-aware'].map((method) => score(data, method));
      const gain = (measure) => `${before[measure].toFixed(3)} → ${after[measure].toFixed(3)}`;
      console.log(`| ${name} | ${set} | ${gain('average_precision')} | ${gain('f1')} |`);
    }
  }
}

function score(data, method) {
  const rows = find([data, '--probabilities', at('p.npy'), '--method', method, '--all', '--format', 'jsonl']);
  const truth = data.replace(/\.csv$/, '.truth.csv');
  return JSON.parse(execFileSync('node', [path.join(EVAL, 'score.mjs'), truth], { input: rows }));
}

function naiveBayes(data, saved) {
  find([data, '--method', 'prune_by_noise_rate', '--save-probabilities', saved, '-o', at('out.jsonl')]);
}

function logisticRegression(data, saved) {
  python(`import pandas as pd
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_predict
from sklearn.pipeline import make_pipeline
data = pd.read_csv('${data}')
model = make_pipeline(TfidfVectorizer(), LogisticRegression(max_iter=1000))
np.save('${saved}', cross_val_predict(model, data['text'], data['label'], cv=5, method='predict_proba'))`);
}

function find(args) {
  // Where no configuration file is, as in most folders.
  return execFileSync('node', [PROGRAM, ...args, '-q'], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 1 << 30,
  });
}

function speed() {
  console.log(
    '| rows × classes | job | seconds | least | processor seconds | least | MB |\n|---|---|---|---|---|---|---|',
  );
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
      'the start of bare Node': bareNode,
    };
    const times = Object.fromEntries(Object.keys(jobs).map((name) => [name, []]));
    for (let run = 0; run < Number(options.runs); run++) {
      for (const [name, job] of Object.entries(jobs)) times[name].push(job());
    }
    for (const [name, runs] of Object.entries(times)) {
      const figures = [0, 1].flatMap((i) => {
        const seconds = runs.map((run) => run[i]);
        return [median(seconds), Math.min(...seconds)].map((number) => number.toFixed(2));
      });
      const memory = Math.max(...runs.map((run) => run[2])).toFixed(0);
      console.log(
        `| ${rows.toLocaleString('en')} × ${classes} | ${name} | ${[...figures, memory].join(' | ')} |`,
      );
    }
  }
}

function median(numbers) {
  return numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
}

function python(code) {
  const head = "import time, warnings; warnings.simplefilter('ignore'); import numpy as np\n";
  return execFileSync(options.python, ['-c', head + code], { encoding: 'utf8' });
}

/** Seconds, seconds of processor time and MB that cleanlab takes; the time to start Python and to import is left out. */
function cleanlab(p, y) {
  return JSON.parse(
    python(`from cleanlab.filter import find_label_issues
import json, resource
def used():
    return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
start, before = time.perf_counter(), used()
find_label_issues(np.load('${y}'), np.load('${p}'), return_indices_ranked_by='self_confidence')
took = [time.perf_counter() - start, used() - before]
print(json.dumps([*took, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))`),
  );
}

/** Seconds, seconds of processor time and MB of the whole process. */
function ours(p, y, method) {
  const args = ['--probabilities', p, '--labels', y, '--method', method, '-o', at('out.jsonl')];
  const { took, stderr } = node([PROGRAM, ...args, '-q', '--timings']);
  return [...took, Number(/memory (\d+) MB/.exec(stderr)[1])];
}

function bareNode() {
  const { took, stderr } = node(['-e', 'console.error(process.resourceUsage().maxRSS)']);
  return [...took, Number(stderr) / 1024];
}

function node(args) {
  const used = () => {
    const lines = readFileSync('/proc/self/stat', 'latin1').split(') ').at(-1).split(' ');
    return (Number(lines[13]) + Number(lines[14])) / 100; // ticks of children that have ended
  };
  const [start, before] = [process.hrtime.bigint(), used()];
  const { stderr } = spawnSync('node', args, { cwd: folder, encoding: 'utf8' });
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  return { took: [seconds, used() - before], stderr };
}
