/** The sample of an audit in the review page: without rank, suggestion and words, so that the reader judges blindly. */

import { shellWord } from '../../../errors/wording.js';
import { Review, type ReviewSource } from '../../../review/review.js';
import type { AuditRequest } from '../../request/audit.js';
import { type Io, SIGNALS } from '../../terminal/io.js';
import { serveReview } from '../review/review.js';
import { readingOrder } from './answers.js';
import type { OpenAudit } from './draw.js';

/** Serves the rows of the sample until the reader finishes, or a signal ends it. */
export async function auditInBrowser(
  opened: OpenAudit,
  { file, action, quiet }: AuditRequest,
  log: ReviewSource['log'],
  io: Io,
): Promise<void> {
  if (action.what !== 'browser') throw new TypeError('the audit is not read in the browser');
  const applyCommand = `find-label-errors health ${shellWord(file)}`;
  const source = { dataset: opened.dataset, log, applyCommand, findSimilar: null, rankAgain: null };
  const review = await Review.begin(source, readingOrder(opened), []);
  const words = { normalize: (word: string) => word, byCharacters: false };
  const { port, openBrowser } = action;
  const signal = await serveReview(review, words, { port, openBrowser, quiet }, io);
  // Like a review, it is done by the signal that ends it; what was answered is on the disk.
  if (signal !== undefined) io.process.exit(SIGNALS[signal]);
}
