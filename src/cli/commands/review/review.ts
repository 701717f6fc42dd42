/** Review of candidates in the browser, from finding them to the end of the server. */
import { randomBytes } from 'node:crypto';
import { type DecisionLog, openDecisionLog } from '../../../corrections/decision-log.js';
import { readAssets } from '../../../review/assets.js';
import type { Words } from '../../../review/candidate-texts.js';
import { Review } from '../../../review/review.js';
import { type RunningServer, requirePort, serve } from '../../../review/server.js';
import { describeRepair } from '../../decisions/known-decisions.js';
import { PACKAGE } from '../../package.js';
import type { ReviewRequest } from '../../request/correct.js';
import { type Io, type RunningProcess, SIGNALS, type Signal } from '../../terminal/io.js';
import { writeToStream } from '../../terminal/output.js';
import { surroundings } from '../../terminal/this-process.js';
import { applyCommand, describeEnd, describeStart, describeTunnel } from './describe-review.js';
import { isRemote, openBrowser } from './open-browser.js';
import { openCandidates } from './open-candidates.js';

/** Serves the review of a file until the user finishes it, or a signal ends it. */
export async function review(request: ReviewRequest, io: Io): Promise<void> {
  const { port, decisionsFile } = request;
  if (port !== undefined) await requirePort(port);
  const log = await openDecisionLog(decisionsFile, surroundings(io));
  let signal: Signal | undefined;
  try {
    io.tell(describeRepair(decisionsFile, log.repaired, 'removed'));
    signal = await reviewInto(log, request, io);
  } finally {
    await log.close();
  }
  // Exits without waiting for child processes, such as the command that opened the browser.
  if (signal !== undefined) io.process.exit(SIGNALS[signal]);
}

/** @returns the signal that ended it; undefined where it was finished on the page */
async function reviewInto(log: DecisionLog, request: ReviewRequest, io: Io): Promise<Signal | undefined> {
  const say = (lines: readonly string[]) => {
    if (!request.quiet) io.tell(lines);
  };
  const opened = await openCandidates(request, log.decisions, io);
  const command = applyCommand(request.file, request.columns);
  let isAudited = false;
  const drawAudit = async () => {
    const { drawForReview } = await import('../audit/draw-for-review.js');
    const sample = await drawForReview(request, log, io);
    isAudited = true;
    return sample;
  };
  const canAudit = request.source.kind === 'method';
  const source = { ...opened, log, applyCommand: command, drawAudit: canAudit ? drawAudit : null };
  const review = await Review.begin(source, opened.ranking, opened.decided);
  if (review.candidates.counts().all === 0) {
    say(['no label is probably wrong, so that there is nothing to review']);
    return undefined;
  }
  say(describeStart(review.candidates.counts(), log.file));
  const signal = await serveReview(review, opened.words, request, io);
  const counts = review.counts();
  if (counts.decided > 0 && opened.ranking.isTextDependent && !log.decisions.isTextDependent) {
    await log.append([{ what: 'note', text_dependent: true }]);
  }
  say(describeEnd(counts, log.file, command));
  if (isAudited) {
    const { describeAnswers } = await import('../audit/answers.js');
    io.tell(await describeAnswers(opened.dataset, log.decisions));
  }
  return signal;
}

/**
 * Serves the page of a review until it is finished there, or a signal ends it.
 *
 * @returns the signal
 */
export async function serveReview(
  review: Review,
  words: Words,
  request: Pick<ReviewRequest, 'port' | 'quiet' | 'openBrowser'>,
  io: Io,
): Promise<Signal | undefined> {
  // From here on signals end the review; before, they end the program at once.
  const ending = untilEnded(io.process);
  try {
    const server = await serve({
      review,
      words,
      assets: await readAssets(new URL('dist/review/page/', PACKAGE)),
      token: randomBytes(24).toString('base64url'),
      port: request.port ?? 0,
      finish: ending.finish,
      onBug: (error) => io.tell([`a bug, please report it: ${error instanceof Error ? error.stack : error}`]),
    });
    return await invite(server, request, io)
      .then(() => ending.ended)
      .finally(() => server.close());
  } finally {
    ending.off();
  }
}

/** Prints the URL of the page, and opens it unless that is turned off. */
async function invite(
  { port, addresses }: RunningServer,
  { quiet, openBrowser: opens }: Pick<ReviewRequest, 'quiet' | 'openBrowser'>,
  io: Io,
): Promise<void> {
  await writeToStream(io.stdout, [`${addresses.lasting}\n`]);
  if (isRemote(io.env)) {
    if (!quiet) io.tell([describeTunnel(port)]);
  } else if (opens) {
    // Not awaited: signals must be handled meanwhile.
    void openBrowser(addresses.once).then((problem) => {
      if (problem !== undefined)
        io.tell([`no browser was opened (${problem}): open the address above yourself`]);
    });
  }
  if (!quiet) io.tell(['Ctrl-C ends the review']);
}

/** Waits until the page, or a signal, ends the review. */
function untilEnded(running: RunningProcess) {
  const signals = Object.keys(SIGNALS) as Signal[];
  let end: (signal: Signal | undefined) => void = () => {};
  const ended = new Promise<Signal | undefined>((resolve) => {
    end = resolve;
  });
  const listeners = signals.map((signal) => ({ signal, listener: () => end(signal) }));
  for (const { signal, listener } of listeners) running.on(signal, listener);
  return {
    ended,
    finish: () => end(undefined),
    off: () => {
      for (const { signal, listener } of listeners) running.off(signal, listener);
    },
  };
}
