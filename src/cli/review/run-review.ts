/** Reviews candidates in the browser, from finding them to the end of the server. */
import { randomBytes } from 'node:crypto';
import { decisionsFileOf } from '../../corrections/decision-file.js';
import { type DecisionLog, openDecisionLog } from '../../corrections/decision-log.js';
import { readAssets } from '../../review/assets.js';
import { Review } from '../../review/review.js';
import { type RunningServer, requirePort, serve } from '../../review/server.js';
import { describeRepair } from '../describe-decisions.js';
import { reviewNeedsFile } from '../errors.js';
import { SIGNALS, writeToStream } from '../output.js';
import { PACKAGE } from '../package-folder.js';
import { tellUser } from '../terminal.js';
import { surroundings } from '../this-process.js';
import { applyCommand, describeEnd, describeStart, describeTunnel } from './describe-review.js';
import type { ReviewFlags } from './flags.js';
import { isRemote, openBrowser } from './open-browser.js';
import { openCandidates } from './open-candidates.js';

type Signal = keyof typeof SIGNALS;

/** Serves the review of a file until it is finished, or a signal ends it. */
export async function review(file: string, flags: ReviewFlags): Promise<void> {
  if (file === '-') throw reviewNeedsFile();
  if (flags.port !== undefined) await requirePort(flags.port);
  const decisionsFile = flags.decisions ?? decisionsFileOf(file);
  const log = await openDecisionLog(decisionsFile, surroundings);
  let signal: Signal | undefined;
  try {
    tellUser(describeRepair(decisionsFile, log.repaired, 'removed'));
    signal = await reviewInto(log, file, flags);
  } finally {
    await log.close();
  }
  // What is left to run, such as the opener of a browser, is not waited for.
  if (signal !== undefined) process.exit(SIGNALS[signal]);
}

/** @returns the signal that has ended it; undefined where it was finished on the page */
async function reviewInto(log: DecisionLog, file: string, flags: ReviewFlags): Promise<Signal | undefined> {
  const say = (lines: readonly string[]) => {
    if (!flags.quiet) tellUser(lines);
  };
  const opened = await openCandidates(file, flags, log.decisions);
  const command = applyCommand(file, flags);
  const source = { ...opened, log, startedAt: surroundings.now(), applyCommand: command };
  const review = await Review.begin(source, opened.ranking, opened.decided);
  if (review.candidates.counts().all === 0) {
    say(['no label is probably wrong, so that there is nothing to review']);
    return undefined;
  }
  say(describeStart(review.candidates.counts(), log.file));
  // Only from here on a signal finds something to end; before, it ends the program at once.
  const ending = untilEnded();
  try {
    const server = await serve({
      review,
      words: opened.words,
      assets: await readAssets(new URL('dist/review/page/', PACKAGE)),
      token: randomBytes(24).toString('base64url'),
      port: flags.port ?? 0,
      finish: ending.finish,
      onBug: (error) =>
        tellUser([`a bug, please report it: ${error instanceof Error ? error.stack : error}`]),
    });
    const signal = await invite(server, flags)
      .then(() => ending.ended)
      .finally(() => server.close());
    say(describeEnd(review.candidates.counts(), log.file, command));
    return signal;
  } finally {
    ending.off();
  }
}

/** Tells where the page is, and opens it unless told not to. */
async function invite({ port, addresses }: RunningServer, flags: ReviewFlags): Promise<void> {
  await writeToStream(process.stdout, [`${addresses.lasting}\n`]);
  if (isRemote(process.env)) {
    if (!flags.quiet) tellUser([describeTunnel(port)]);
  } else if (flags.open) {
    // Not waited for: signals must be heeded meanwhile.
    void openBrowser(addresses.once).then((problem) => {
      if (problem !== undefined)
        tellUser([`no browser was opened (${problem}): open the address above yourself`]);
    });
  }
  if (!flags.quiet) tellUser(['Ctrl-C ends the review']);
}

/** Waits until the page, or a signal, ends the review. */
function untilEnded() {
  const signals = Object.keys(SIGNALS) as Signal[];
  let end: (signal: Signal | undefined) => void = () => {};
  const ended = new Promise<Signal | undefined>((resolve) => {
    end = resolve;
  });
  for (const signal of signals) process.on(signal, end);
  return {
    ended,
    finish: () => end(undefined),
    off: () => {
      for (const signal of signals) process.off(signal, end);
    },
  };
}
