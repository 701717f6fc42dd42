import type { LabelledRows } from '../confident-learning/count/labelled-rows.js';
import { rowsByClass } from '../confident-learning/count/rows-by-class.js';
import { confidentlyOther } from '../confident-learning/filter/disagreement.js';
import { pruneSettings } from '../confident-learning/filter/options.js';
import { pruneCounts } from '../confident-learning/filter/prune.js';
import type { FindOptions } from '../confident-learning/find.js';
import { probabilitiesOfClass } from '../confident-learning/probabilities.js';
import { qualityScoresOf } from '../confident-learning/rank/quality-scores.js';
import { counted, withCommas } from '../errors/wording.js';

/** One step of a pruning method: whether it flags the row, and why, as a clause. */
interface Step {
  readonly takes: boolean;
  readonly because: string;
}

/** Why the pruning methods flag a row, or do not. */
export function pruneReason(asked: ReasonCase, options: FindOptions): Reason {
  const { labelled, given, names } = asked;
  const { labels, probabilities } = labelled;
  const settings = pruneSettings(options, probabilities.classCount);
  const rows = rowsByClass(labels, probabilities.classCount)[given]!;
  const keep = settings.minExamplesPerClass;
  if (rows.length <= keep) {
    const sentence = `It is no candidate: ${names[given]} has only ${counted(rows.length, 'row')}, and ${withCommas(keep)} of each class ${keep === 1 ? 'is' : 'are'} kept.`;
    return { isCandidate: false, sentence };
  }
  const counts = pruneCounts(labelled.calibratedJoint, labels, settings);
  const steps = [
    ...(options.method === 'prune_by_class' ? [] : [byNoiseRate(asked, rows, counts)]),
    ...(options.method === 'prune_by_class' || options.method === 'both'
      ? [byClass(asked, rows, counts)]
      : []),
  ];
  const missing = steps.filter(({ takes }) => !takes);
  const reasons = (missing.length > 0 ? missing : steps).map(({ because }) => because).join('; and ');
  if (missing.length > 0) return { isCandidate: false, sentence: `It is no candidate: ${reasons}.` };
  return agreement(asked) ?? { isCandidate: true, sentence: `It is a candidate: ${reasons}.` };
}

/** The pair of classes that flags the row, or the one that is nearest to flagging it. */
function byNoiseRate(
  { labelled, at, given, names }: ReasonCase,
  rows: Uint32Array,
  counts: Float64Array,
): Step {
  const { classCount: K, values } = labelled.probabilities;
  let best: { other: number; place: number; count: number; lead: number } | undefined;
  for (let j = 0; j < K; j++) {
    if (j === given) continue;
    const leads = Float64Array.from(rows, (row) => values[row * K + given]! - values[row * K + j]!);
    const own = rows.indexOf(at);
    const step = { other: j, place: placeOf(leads, own), count: counts[j * K + given]!, lead: -leads[own]! };
    if (best === undefined || step.place - step.count < best.place - best.count) best = step;
  }
  const { other, place, count, lead } = best!;
  const lean = `P(${names[other]}) − P(${names[given]}) = ${lead.toFixed(3)} is the ${nth(place, 'largest')} of the ${counted(rows.length, 'row')} labelled ${names[given]}`;
  const rule = `${withCommas(Math.max(0, count))} of these seem truly of ${names[other]}`;
  return { takes: place <= count, because: `its ${lean}, and ${rule}` };
}

function byClass({ labelled, at, given, names }: ReasonCase, rows: Uint32Array, counts: Float64Array): Step {
  const { probabilities } = labelled;
  const confidence = probabilitiesOfClass(probabilities, given, rows);
  const own = rows.indexOf(at);
  const place = placeOf(confidence, own);
  const count = rows.length - counts[given * probabilities.classCount + given]!;
  const score = `P(${names[given]}) of ${showProbability(confidence[own]!)} is the ${nth(place, 'lowest')} of the ${counted(rows.length, 'row')} labelled so`;
  const rule = `${withCommas(Math.max(0, count))} of these seem mislabelled`;
  return { takes: place <= count, because: `its ${score}, and ${rule}` };
}

const SCORES = {
  low_normalized_margin: 'normalized_margin',
  low_self_confidence: 'self_confidence',
} as const;

/** Why the methods that flag the lowest scores flag a row, or do not. */
export function lowestReason({ labelled, at }: ReasonCase, method: keyof typeof SCORES): Reason {
  const rankBy = SCORES[method];
  const scores = qualityScoresOf(labelled, { rankBy });
  const flagged = confidentlyOther(labelled).reduce((sum, is) => sum + is, 0);
  const place = placeOf(scores, at);
  const isCandidate = place <= flagged;
  const score = `its ${rankBy.replace('_', ' ')} of ${showProbability(scores[at]!)} is the ${nth(place, 'lowest')} of ${withCommas(labelled.labels.length)}`;
  const rule = `the ${withCommas(flagged)} lowest are flagged, as many as are confidently of another class`;
  return { isCandidate, sentence: `It is ${isCandidate ? 'a' : 'no'} candidate: ${score}; ${rule}.` };
}

/** Why a row is, or is not, a candidate. */
export interface Reason {
  readonly isCandidate: boolean;
  /** One sentence. Class names are not escaped: the caller must escape it. */
  readonly sentence: string;
}

/** The judged rows, and the row to explain. */
export interface ReasonCase {
  readonly labelled: LabelledRows;
  /** Its place among the judged rows. */
  readonly at: number;
  readonly given: number;
  /** Names of the classes, in quotes. */
  readonly names: readonly string[];
}

/** Not a candidate, where the given label is the most likely class: all methods but the low_* exclude such rows. */
export function agreement({ labelled, at, given, names }: ReasonCase): Reason | undefined {
  const { classCount: K, values } = labelled.probabilities;
  const own = values[at * K + given]! + 1e-6;
  for (let k = 0; k < K; k++) {
    if (k === given) continue;
    if (k < given ? values[at * K + k]! >= own : values[at * K + k]! > own) return undefined;
  }
  const sentence = `It is no candidate: its given label ${names[given]} is also its most likely class (${showProbability(values[at * K + given]!)}).`;
  return { isCandidate: false, sentence };
}

/** A probability with three digits; a positive one is never shown as 0. */
export function showProbability(p: number): string {
  return p > 0 && p < 0.0005 ? '<0.001' : p.toFixed(3);
}

/** "lowest", "2nd lowest", "13th lowest", "1,021st lowest". */
function nth(n: number, superlative: string): string {
  if (n === 1) return superlative;
  const tens = n % 100;
  const ending = tens >= 11 && tens <= 13 ? 'th' : (['th', 'st', 'nd', 'rd'][n % 10] ?? 'th');
  return `${withCommas(n)}${ending} ${superlative}`;
}

/** Rank of a score from 1, lowest first; ties go to the lower place. */
function placeOf(scores: ArrayLike<number>, at: number): number {
  let place = 1;
  for (let i = 0; i < scores.length; i++) {
    if (scores[i]! < scores[at]! || (scores[i] === scores[at] && i < at)) place++;
  }
  return place;
}
