#!/usr/bin/env node
/**
 * What a second thread would gain in the loops that take longest: numbering the words of a file as it is read, the
 * scores of a pass of noise-aware, and its counts. All is kept in shared memory, so that nothing is copied but texts;
 * both ways must give the same numbers, to the last bit. Medians of three runs, in seconds.
 *
 *     node --import ./test/support/typescript.mjs test/bench/threads.mjs data.csv
 */
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { readDataset } from '../../src/dataset/read-dataset.js';
import { countByClass } from '../../src/naive-bayes/class-totals.js';
import { leaveOneOutLogLikelihoods } from '../../src/naive-bayes/leave-one-out.js';
import { fitNoiseAware, NOISE_AWARE_ALPHA } from '../../src/noise-aware/fit.js';
import { TermMatrixBuilder } from '../../src/vectorize/term-matrix-builder.js';
import { termStatistics } from '../../src/vectorize/term-statistics.js';
import { TextScanner } from '../../src/vectorize/text-scanner.js';
import { Vectorizer } from '../../src/vectorize/vectorizer.js';
import { Vocabulary } from '../../src/vectorize/vocabulary.js';
import { describeMachine, medianOf } from './measure.mjs';

const RUNS = 3;
const TEXTS_AT_ONCE = 1000;

if (isMainThread) await measure(process.argv[2]);
else if (workerData === null) numberWords();
else parentPort.on('message', (half) => parentPort.postMessage(halfOf(workerData, half)));

async function measure(csv) {
  console.log(`${describeMachine()}; medians of ${RUNS} runs\n`);
  console.log('| work | one thread | two threads |\n|---|---|---|');
  const read = await timed(() => readAlone(csv));
  const readTogether = await timed(() => readWithAnother(csv));
  requireEqual(read.result.matrix.blocks.at(-1).term, readTogether.result.blocks.at(-1).term);
  print('reading, words numbered by another thread', read, readTogether);

  const { matrix, labels, classCount } = read.result;
  const { rows, best } = fitNoiseAware(matrix, labels, classCount);
  const problem = sharedProblem(matrix, rows.membership, best.totals);
  const workers = [0, 1].map(() => new Worker(new URL(import.meta.url), { workerData: problem }));
  for (const work of ['scores', 'counts']) {
    const alone = await timed(() => wholeOf(problem, work));
    const together = await timed(() => Promise.all(workers.map((worker, half) => ask(worker, work, half))));
    // Where one half has numbers, the other has zeros.
    const [first, second] = together.result;
    requireEqual(
      alone.result,
      first.map((number, at) => number + second[at]),
    );
    print(`${work} of a pass`, alone, together);
  }
  for (const worker of workers) await worker.terminate();
}

async function timed(work) {
  const runs = [];
  let result;
  for (let run = 0; run < RUNS; run++) {
    const start = performance.now();
    result = await work();
    runs.push({ seconds: (performance.now() - start) / 1000 });
  }
  return { seconds: medianOf(runs, 'seconds'), result };
}

function print(work, { seconds: alone }, { seconds: together }) {
  const times = `${together.toFixed(2)} (${(alone / together).toFixed(2)} times as fast)`;
  console.log(`| ${work} | ${alone.toFixed(2)} | ${times} |`);
}

function requireEqual(some, others) {
  if (Buffer.compare(bytesOf(some), bytesOf(others)) !== 0)
    throw new Error('two threads found other numbers');
}

function bytesOf({ buffer, byteOffset, byteLength }) {
  return Buffer.from(buffer, byteOffset, byteLength);
}

async function readAlone(csv) {
  const vectorizer = new Vectorizer({ tokenizer: 'words' });
  const { labels, classes } = await readDataset(csv, { label: 'label' }, vectorizer.startMatrix());
  return { matrix: vectorizer.finish().matrices[0], labels, classCount: classes.length };
}

/** The rows are scanned here, their words numbered there, and the matrix is built here again, in order. */
async function readWithAnother(csv) {
  const worker = new Worker(new URL(import.meta.url), { workerData: null });
  let [size, sent, built] = [0, 0, 0];
  let texts = [];
  let whenDone = () => {};
  const builder = new TermMatrixBuilder({
    get size() {
      return size;
    },
  });
  worker.on('message', ({ lengths, numbers, words }) => {
    size = words;
    let from = 0;
    for (const length of lengths) {
      builder.addNumbers(numbers.subarray(from, from + length), length);
      from += length;
    }
    if (++built === sent) whenDone();
  });
  const send = () => {
    worker.postMessage(texts);
    sent++;
    texts = [];
  };
  await readDataset(csv, { label: 'label' }, (text) => {
    if (texts.push(text) === TEXTS_AT_ONCE) send();
  });
  send();
  await new Promise((resolve) => {
    whenDone = resolve;
  });
  await worker.terminate();
  return builder.finish();
}

function numberWords() {
  const vocabulary = new Vocabulary();
  const scanner = new TextScanner(vocabulary);
  parentPort.on('message', (texts) => {
    const lengths = new Uint32Array(texts.length);
    let numbers = new Uint32Array(65_536);
    let filled = 0;
    for (const [at, text] of texts.entries()) {
      lengths[at] = scanner.scan(text);
      if (filled + lengths[at] > numbers.length) {
        const larger = new Uint32Array(2 * (filled + lengths[at]));
        larger.set(numbers);
        numbers = larger;
      }
      numbers.set(scanner.numbers.subarray(0, lengths[at]), filled);
      filled += lengths[at];
    }
    const found = { lengths, numbers, words: vocabulary.size };
    parentPort.postMessage(found, [lengths.buffer, numbers.buffer]);
  });
}

/** The rows as another thread can see them. */
function sharedProblem(matrix, { classCount, weights }, totals) {
  const blocks = matrix.blocks.map((block) => sharing(block));
  // Half of the classes each, as shares of a membership in which the others have none.
  const halves = [0, 1].map((half) => ({
    classCount,
    weights: shared(
      weights.map((weight, at) => (at % classCount < classCount / 2 === (half === 0) ? weight : 0)),
    ),
  }));
  return {
    terms: { ...matrix, blocks },
    statistics: sharing(termStatistics(matrix)),
    membership: { classCount, weights: shared(weights) },
    halves,
    totals: sharing(totals),
  };
}

function sharing(object) {
  const entries = Object.entries(object);
  return Object.fromEntries(
    entries.map(([name, value]) => [name, ArrayBuffer.isView(value) ? shared(value) : value]),
  );
}

function shared(array) {
  const copy = new array.constructor(new SharedArrayBuffer(array.byteLength));
  copy.set(array);
  return copy;
}

function wholeOf({ terms, statistics, membership, totals }, work) {
  if (work === 'counts') return countByClass(terms, membership).wordCounts;
  return leaveOneOutLogLikelihoods({ terms, statistics, membership }, totals, {
    alpha: NOISE_AWARE_ALPHA,
    vocabulary: 'all rows',
  });
}

/** Scores of half of the rows, or counts of half of the classes: then each sum is added up in the order of the rows. */
function halfOf(problem, { work, half }) {
  const { terms, membership } = problem;
  if (work === 'counts') return wholeOf({ ...problem, membership: problem.halves[half] }, work);
  const middle = terms.blocks.length >> 1;
  const blocks = half === 0 ? terms.blocks.slice(0, middle) : terms.blocks.slice(middle);
  return wholeOf({ ...problem, terms: { ...terms, blocks }, membership }, work);
}

function ask(worker, work, half) {
  return new Promise((resolve) => {
    worker.once('message', resolve);
    worker.postMessage({ work, half });
  });
}
