/** A problem small enough to be worked out by hand, used by several tests. */
import { toProbabilities } from '../../src/confident-learning/probabilities.js';

/**
 * Two classes and seven rows, three of which have the wrong label: 2, 3 and 6.
 *
 * Thresholds (0.9 + 0.8 + 0.1 + 0.3) / 4 = 0.525 and (0.9 + 0.7 + 0.2) / 3 = 0.6. Every row reaches
 * exactly one of them, so that the joint is [[2, 2], [1, 2]] and calibrating changes nothing.
 */
export const labels = [0, 0, 0, 0, 1, 1, 1];
export const probabilities = toProbabilities([
  [0.9, 0.1],
  [0.8, 0.2],
  [0.1, 0.9],
  [0.3, 0.7],
  [0.1, 0.9],
  [0.3, 0.7],
  [0.8, 0.2],
]);

/** Three classes, of which the last has no rows. Row 1 is labelled 0 and confidently of class 1. */
export const withEmptyClass = {
  labels: [0, 0, 0, 1],
  probabilities: toProbabilities([
    [0.34, 0.33, 0.33],
    [0.35, 0.65, 0],
    [0.99, 0.01, 0],
    [0.3, 0.6, 0.1],
  ]),
};
