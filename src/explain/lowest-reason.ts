import { confidentlyOther } from '../confident-learning/filter/disagreement.js';
import { qualityScoresOf } from '../confident-learning/rank/quality-scores.js';
import { withCommas } from '../errors/wording.js';
import { nth, placeOf, type Reason, type ReasonCase, showProbability } from './reason-case.js';

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
