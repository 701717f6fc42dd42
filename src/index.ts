/**
 * The library: finds wrong labels in texts, or in anyone's out-of-sample class probabilities. Nothing here
 * opens a file or prints.
 *
 * @example
 * import { findLabelErrors, toProbabilities } from 'find-label-errors';
 * const probabilities = toProbabilities([[0.9, 0.1], [0.8, 0.2], [0.1, 0.9], [0.2, 0.8], [0.1, 0.9]]);
 * findLabelErrors([0, 0, 0, 1, 1], probabilities); // [{ index: 2, given: 0, predicted: 1, quality: 0.1 }]
 */

export { estimateErrors, estimatePart } from './audit/estimate.js';
export { calibrateJoint } from './confident-learning/count/calibrate-joint.js';
export {
  calibratedJoint,
  confidentJoint,
  estimateJoint,
} from './confident-learning/count/confident-joint.js';
export { estimateNoise, type NoiseEstimate } from './confident-learning/count/noise-matrix.js';
export { confidentThresholds } from './confident-learning/count/thresholds.js';
export { findLabelIssues } from './confident-learning/filter/find-label-issues.js';
export type { FilterOptions } from './confident-learning/filter/options.js';
export { METHODS, type Method } from './confident-learning/filter/options.js';
export { type FindOptions, findLabelErrors, type LabelError } from './confident-learning/find.js';
export {
  type ClassQuality,
  type CountMethod,
  classesByLabelQuality,
  numLabelIssues,
  overallLabelHealth,
  overlappingClasses,
} from './confident-learning/health/health.js';
export { predictedClasses, toProbabilities } from './confident-learning/probabilities.js';
export {
  adjustProbabilities,
  confidenceWeightedEntropy,
  labelQualityScores,
  normalizedMargin,
  type QualityOptions,
  type RankBy,
  selfConfidence,
} from './confident-learning/rank/quality-scores.js';
export { flaggedRows, rankByQuality } from './confident-learning/rank/rank.js';
export { UserError } from './errors/user-error.js';
export type { ConfidentLearningOptions, MethodOptions, NoiseAwareOptions } from './judge/methods.js';
export { findLabelErrorsNoiseAware, type NoiseAwareFindings } from './judge/noise-aware.js';
export { findLabelErrorsInTexts, type TextLabelError, type TextsOptions } from './judge/texts.js';
export type {
  AuditEstimate,
  AuditLayer,
  ClassOverlap,
  ConfidentJoint,
  Estimate,
  Evidence,
  Probabilities,
} from './types.js';
export type { Tokenizer, VectorizerOptions } from './vectorize/words.js';
