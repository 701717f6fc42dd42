import { NOT_CONFIDENT } from '../confident-learning/count/thresholds.js';
import type { FindOptions } from '../confident-learning/find.js';
import { packJudgedRows } from '../confident-learning/judge-rows.js';
import { withCommas } from '../errors/wording.js';
import type { Judgement } from '../types.js';
import {
  agreement,
  lowestReason,
  pruneReason,
  type Reason,
  type ReasonCase,
  showProbability,
} from './filter-reasons.js';

/** The method that flagged rows, and its options. */
export type ReasonOptions =
  | { readonly method: 'noise-aware' }
  | { readonly method: 'stacked' }
  | (FindOptions & { readonly method: NonNullable<FindOptions['method']> });

/** Rows and a method's judgement of them. */
export interface JudgedDataset {
  readonly labels: Uint32Array;
  readonly classes: readonly string[];
  readonly judgement: Judgement;
}

/**
 * Explains why a method flags a row, or does not, by following its steps for this row. They are the steps of the
 * method itself, so the explanation agrees with its result.
 *
 * @param row row number
 * @param dataset all rows, and the method's judgement of them
 * @param options the method and options with which the rows were judged
 *
 * @example
 * reasonFor(3, { labels, classes, judgement }, { method: 'predicted_neq_given' }).sentence
 */
export function reasonFor(row: number, dataset: JudgedDataset, options: ReasonOptions): Reason {
  const { labels, classes, judgement } = dataset;
  if (judgement.judged[row] === 0)
    return { isCandidate: false, sentence: notJudged(options, judgement.isOfRareClass?.[row] === 1) };
  if (options.method === 'noise-aware' || options.method === 'stacked') return marginReason(row, judgement);
  const packed = packJudgedRows(labels, judgement.probabilities, judgement.judged);
  const at = packed.rows === null ? row : packed.rows.indexOf(row);
  const names = classes.map((name) => `"${name}"`);
  const asked = { labelled: packed.labelled, at, given: labels[row]!, names };
  switch (options.method) {
    case 'predicted_neq_given':
      return agreement(asked) ?? { isCandidate: true, sentence: otherMostLikely(asked) };
    case 'confident_learning':
      return confidentReason(asked);
    case 'low_normalized_margin':
    case 'low_self_confidence':
      return lowestReason(asked, options.method);
    default:
      return pruneReason(asked, options);
  }
}

function notJudged({ method }: ReasonOptions, isOfRareClass: boolean): string {
  return (method === 'noise-aware' || method === 'stacked') && !isOfRareClass
    ? 'It is not judged: no other training row has any of its words.'
    : 'It is not judged: its class has no other row to learn from.';
}

function marginReason(row: number, { rankKey, judged, isIssue }: Judgement): Reason {
  const margin = rankKey[row]!;
  const isCandidate = isIssue[row] === 1;
  let [place, all, flagged] = [1, 0, 0];
  let last = Number.NEGATIVE_INFINITY;
  for (let other = 0; other < rankKey.length; other++) {
    if (judged[other] === 0) continue;
    all++;
    if (rankKey[other]! < margin || (rankKey[other] === margin && other < row)) place++;
    if (isIssue[other] === 0) continue;
    flagged++;
    last = Math.max(last, rankKey[other]!);
  }
  const own = `its given label ${margin < 0 ? 'loses' : 'wins'} by ${Math.abs(margin).toFixed(2)} nats`;
  const placed = `rank ${withCommas(place)} of ${withCommas(all)}`;
  const rule =
    flagged === 0
      ? 'no label seems wrong'
      : `the ${withCommas(flagged)} rows of lowest margin, up to ${last.toFixed(2)}, are flagged`;
  const verdict = isCandidate ? 'It is a candidate' : 'It is no candidate';
  return { isCandidate, sentence: `${verdict}: ${own}, ${placed}; ${rule}.` };
}

function otherMostLikely({ labelled, at, given, names }: ReasonCase): string {
  const { classCount: K, values } = labelled.probabilities;
  const best = labelled.classes.predicted[at]!;
  return `It is a candidate: its most likely class is ${names[best]} (${showProbability(values[at * K + best]!)}), not ${names[given]} (${showProbability(values[at * K + given]!)}).`;
}

function confidentReason(asked: ReasonCase): Reason {
  const { labelled, at, given, names } = asked;
  const { thresholds, probabilities } = labelled;
  const { classCount: K, values } = probabilities;
  const confident = labelled.classes.confident[at]!;
  if (confident === NOT_CONFIDENT) {
    return { isCandidate: false, sentence: "It is no candidate: it reaches no class's threshold." };
  }
  const reached = `${showProbability(values[at * K + confident]!)} for ${names[confident]} reaches that threshold of ${showProbability(thresholds[confident]!)}`;
  if (confident === given) {
    return {
      isCandidate: false,
      sentence: `It is no candidate: it is confidently of its own class: ${reached}.`,
    };
  }
  return (
    agreement(asked) ?? {
      isCandidate: true,
      sentence: `It is a candidate: it is labelled ${names[given]} but confidently of another class: ${reached}.`,
    }
  );
}
