/** The sample of an audit that is read in the page of a review. */
import type { DecisionLog } from '../../../corrections/decision-log.js';
import type { AuditSample } from '../../../review/review.js';
import type { ReviewRequest } from '../../request/correct.js';
import type { Io } from '../../terminal/io.js';
import { marking, readingOrder } from './answers.js';
import { openAudit } from './draw.js';

/**
 * Draws the rows of an audit of the reviewed file, or goes on with an earlier one.
 *
 * @throws UserError if nothing is left to draw
 */
export async function drawForReview(
  { file, source, decisionsFile, openBrowser, port }: ReviewRequest,
  log: DecisionLog,
  io: Io,
): Promise<AuditSample> {
  if (source.kind !== 'method') throw new TypeError('candidates of a report have no texts to draw from');
  const opened = await openAudit(
    {
      ...{ file, texts: source.texts, method: source.method, decisionsFile, quiet: true },
      ...{ rows: undefined, seed: undefined, action: { what: 'browser', port, openBrowser } },
    },
    log,
    io,
  );
  return { ranking: readingOrder(opened), log: marking(opened, log) };
}
