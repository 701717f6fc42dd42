import { flagLowest } from '../confident-learning/filter/lowest.js';
import { mostLikelyClass } from '../confident-learning/probabilities.js';
import type { Judgement } from '../types.js';
import type { StackedFit } from './fit.js';
import { flaggedCount } from './flag.js';
import { marginsOf, noiseLogits } from './margins.js';
import { mixViews, softmaxInto } from './stack.js';

/**
 * Judges rows by a stacked fit: the learnt rows, each by views that left it out, or other rows.
 *
 * @param fit what `fitStacked` ended with
 * @param canBeFlagged 1 for the rows that may be flagged; length m
 *
 * @example
 * judgeStacked(fitStacked(rows), canBeFlagged).isIssue // 1 for the rows whose label is probably wrong
 */
export function judgeStacked(
  { stack, rho, views, rows, judged }: StackedFit,
  canBeFlagged: Uint8Array,
): Judgement {
  const { classCount: K } = rows;
  const { labels } = judged ?? rows;
  const logits =
    judged === null ? stack.logits : mixViews(views, stack.weights, new Float64Array(labels.length * K));
  const values =
    judged === null ? stack.probabilities : softmaxInto(logits, K, new Float64Array(logits.length));
  const margins = marginsOf(logits, noiseLogits(stack.noiseMatrix, rho), labels);
  const isIssue = new Uint8Array(labels.length);
  const rowsToFlag = Uint32Array.from(labels.keys()).filter((row) => canBeFlagged[row] === 1);
  const scores = Float64Array.from(rowsToFlag, (row) => margins.values[row]!);
  const count = flaggedCount(values, stack.noiseMatrix, labels, canBeFlagged);
  flagLowest(isIssue, rowsToFlag, scores, count);
  return {
    probabilities: { classCount: K, values },
    judged: new Uint8Array(labels.length).fill(1),
    quality: margins.values.map((m) => 1 / (1 + Math.exp(-m))),
    rankKey: margins.values,
    suggested: margins.bestOther.map((other, row) =>
      isIssue[row] === 1 ? other : mostLikelyClass(values, row * K, K),
    ),
    isIssue,
  };
}
