/** What confident learning says of the labels as a whole, whatever method has judged the rows. */
import type { Judgement, LabelHealth } from '../../types.js';
import { type JudgedRows, packJudgedRows } from '../judge-rows.js';
import { overallHealthOf, overlapsOf } from './health.js';

/**
 * How good the labels are, by the probabilities that the method ended with.
 *
 * @param judgedRows the judged rows, where a caller has packed them already
 */
export function healthOf(
  labels: Uint32Array,
  judgement: Judgement,
  noiseMatrix: Float64Array | null,
  judgedRows: JudgedRows = packJudgedRows(labels, judgement.probabilities, judgement.judged),
): LabelHealth {
  const { labelled } = judgedRows;
  const rowCount = labelled.labels.length;
  let agreeing = 0;
  for (let i = 0; i < rowCount; i++) if (labelled.classes.predicted[i] === labelled.labels[i]) agreeing++;
  const confidentJoint = labelled.calibratedJoint;
  const joint = confidentJoint.map((count) => count / rowCount);
  return {
    judgedRows: rowCount,
    accuracy: agreeing / rowCount,
    overallHealth: overallHealthOf(labelled),
    confidentJoint,
    overlaps: overlapsOf(joint, labelled.probabilities.classCount, rowCount),
    noiseMatrix,
  };
}
