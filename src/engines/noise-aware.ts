/** The noise-aware method with a driver: the engine counts and scores; τ and T are fitted in-process. */

import type { ClassScores } from '../noise-aware/class-scores.js';
import { fitNoise } from '../noise-aware/fit-noise.js';
import { flaggedCount } from '../noise-aware/judge-scores.js';
import { type NoiseMatrix, startingNoiseMatrix } from '../noise-aware/noise-matrix.js';
import { NAIVE_BAYES_TEMPERATURES, weighPass } from '../noise-aware/search.js';
import { fitsOnAll } from '../noise-aware/temperature.js';
import { countTotals, countWords, type Membership } from '../sql/counts.js';
import {
  computeMargins,
  countElsewhere,
  keepNoise,
  keepProbabilities,
  keepShares,
  rankByMargins,
  sampleOfScores,
  scoreRows,
} from '../sql/noise-aware.js';
import { type Plan, table } from '../sql/plan.js';
import { sumTablesByShares, sumTermsByShares, wordTables } from '../sql/sums.js';
import { type ConfidentCounts, countByLabels, countConfident, readByClass } from './confident-learning.js';
import { allRows, type Engine } from './engine.js';
import type { Tables } from './tables.js';

/** τ and T are fitted on a sample of this size, which is as good as all rows; smaller data sets are used whole. */
const SAMPLED_ROWS = 200_000;

/** The rows on which τ and T are fitted. */
interface Sample {
  readonly share: number;
  readonly byId: boolean;
}

/** A pass and its tables. */
interface EnginePass {
  readonly number: number;
  readonly membership: Membership;
  readonly scores: string;
  readonly temperature: number;
  readonly noiseMatrix: NoiseMatrix;
  /** Table of the noise matrix. */
  readonly noise: string;
  readonly meanLogLikelihood: number;
}

/** The result of the method. */
export interface NoiseAwareAnswer extends ConfidentCounts {
  readonly noiseMatrix: NoiseMatrix;
  /** Soft labels by which the best pass counted. */
  readonly membership: Membership;
  readonly passCount: number;
}

/**
 * Finds candidates as `fitNoiseAware` and `judgeNoiseAware` do; each pass is about seven statements.
 *
 * @param sampledRows most rows on which τ and T are fitted
 */
export async function findByNoiseAware(
  tables: Tables,
  sampledRows = SAMPLED_ROWS,
): Promise<NoiseAwareAnswer> {
  const { plan } = tables;
  await tables.make(countByLabels(plan));
  const rows = (await readByClass(tables.engine, plan, 'lengths')).reduce((a, b) => a + b, 0);
  // If τ is fitted on all rows, its sums do not depend on their order. Otherwise the sample is chosen by position,
  // as in-process.
  const sample = { share: Math.min(1, sampledRows / rows), byId: !fitsOnAll(rows, plan.classCount) };
  const first = await makePass(
    tables,
    { number: 0, membership: 'given', sample },
    startingNoiseMatrix(plan.classCount),
  );
  let latest = first;
  let best: EnginePass | undefined;
  let kept = [first];
  for (let goesOn = true; goesOn; ) {
    latest = await nextPass(tables, latest, sample);
    const weighed = weighPass(best, latest);
    goesOn = weighed.goesOn;
    if (weighed.isBest) best = latest;
    const needed = new Set([first, best, goesOn ? latest : best]);
    for (const pass of [...kept, latest]) if (!needed.has(pass)) await dropPass(tables, pass);
    kept = [...needed].filter((pass) => pass !== undefined);
  }
  await countAgain(tables, best!);
  const counts = await flagByMargins(tables, first, best!);
  const { noiseMatrix, membership } = best!;
  return { ...counts, noiseMatrix, membership, passCount: latest.number + 1 };
}

async function nextPass(tables: Tables, before: EnginePass, sample: Sample): Promise<EnginePass> {
  const { plan } = tables;
  const number = before.number + 1;
  const shares = `shares_${number}`;
  await tables.make([keepShares(plan, shares, before.scores, before)]);
  const membership = { table: table(plan, shares) };
  await countFor(tables, membership);
  return makePass(tables, { number, membership, sample }, before.noiseMatrix);
}

/** Counts words, totals and sums again, by soft labels. */
async function countFor(tables: Tables, membership: { readonly table: string }): Promise<void> {
  const { plan } = tables;
  await tables.drop(['totals', ...wordTables(plan), ...sumTablesByShares(plan)]);
  await tables.make([
    ...countWords(plan, membership),
    countTotals(plan, membership),
    ...sumTermsByShares(plan, membership.table),
  ]);
}

async function makePass(
  { engine, plan, make }: Tables,
  pass: { readonly number: number; readonly membership: Membership; readonly sample: Sample },
  noiseMatrix: NoiseMatrix,
): Promise<EnginePass> {
  const { number, membership } = pass;
  const { share, byId } = pass.sample;
  const scores = `scores_${number}`;
  const noise = `noise_${number}`;
  await make([scoreRows(plan, scores, membership)]);
  const sample = await readScores(engine, plan, sampleOfScores(plan, scores, share, byId));
  const fit = fitNoise(sample, noiseMatrix, NAIVE_BAYES_TEMPERATURES);
  await make([keepNoise(plan, noise, fit.noiseMatrix)]);
  const { temperature, meanLogLikelihood } = fit;
  return { number, membership, scores, noise, temperature, noiseMatrix: fit.noiseMatrix, meanLogLikelihood };
}

async function readScores(engine: Engine, plan: Plan, sql: string): Promise<ClassScores> {
  const K = plan.classCount;
  const width = 1 + 2 * K;
  const blocks: Float64Array[] = [];
  for await (const block of engine.numbers({ name: 'sample of scores', comment: [], sql }))
    blocks.push(block);
  const rows = blocks.reduce((sum, { length }) => sum + length / width, 0);
  const scores = {
    classCount: K,
    likelihoods: new Float64Array(rows * K),
    priors: new Float64Array(rows * K),
    labels: new Uint32Array(rows),
  };
  let row = 0;
  for (const block of blocks) {
    for (let at = 0; at < block.length; at += width, row++) {
      scores.labels[row] = block[at]!;
      scores.likelihoods.set(block.subarray(at + 1, at + 1 + K), row * K);
      scores.priors.set(block.subarray(at + 1 + K, at + width), row * K);
    }
  }
  return scores;
}

/** The tables of words and totals are of the last pass; the words behind a candidate are of the best one. */
async function countAgain(tables: Tables, { membership }: EnginePass): Promise<void> {
  const { plan } = tables;
  if (membership === 'given') return;
  await tables.drop(['totals', ...wordTables(plan), ...sumTablesByShares(plan)]);
  await tables.make([...countWords(plan, membership), countTotals(plan, membership)]);
}

async function dropPass(tables: Tables, { membership, scores, noise }: EnginePass): Promise<void> {
  const { prefix } = tables.plan;
  const shares = membership === 'given' ? [] : [membership.table.slice(prefix.length)];
  await tables.drop([scores, noise, ...shares]);
}

async function flagByMargins(tables: Tables, first: EnginePass, best: EnginePass): Promise<ConfidentCounts> {
  const { plan, engine } = tables;
  await tables.make([
    keepProbabilities(plan, best.scores, best.temperature),
    computeMargins(plan, first, best),
  ]);
  const [counts] = await allRows(engine, 'counts of margins', countElsewhere(plan));
  const wanted = flaggedCount(Number(counts!.favoured), Number(counts!.elsewhere));
  await tables.make([rankByMargins(plan, wanted)]);
  return countConfident(tables);
}
