/** Review of candidates in the browser, from finding them to the end of the server. */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { hostname, userInfo } from 'node:os';
import { type DecisionLog, openDecisionLog } from '../../../corrections/decision-log.js';
import { counted, shellWord, withCommas } from '../../../errors/wording.js';
import { readAssets } from '../../../review/assets.js';
import type { Words } from '../../../review/candidate-texts.js';
import type { Counts } from '../../../review/candidates.js';
import { type AuditSample, Review } from '../../../review/review.js';
import { type RunningServer, requirePort, serve } from '../../../review/server.js';
import { describeRepair } from '../../decisions/known-decisions.js';
import type { ReviewFlags } from '../../options/commands.js';
import { PACKAGE } from '../../package.js';
import type { ReviewRequest } from '../../request/correct.js';
import { type Io, type RunningProcess, SIGNALS, type Signal } from '../../terminal/io.js';
import { writeToStream } from '../../terminal/output.js';
import { surroundings } from '../../terminal/this-process.js';
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
  const draw = auditOf(request, log, io);
  const drawAudit =
    draw &&
    (async () => {
      isAudited = true;
      return draw();
    });
  const source = { ...opened, log, applyCommand: command, drawAudit };
  const review = await Review.begin(source, opened.ranking, opened.decided);
  if (review.candidates.counts().all === 0) {
    say(['no label is probably wrong, so that there is nothing to review']);
    return undefined;
  }
  say(describeStart(review.candidates.counts(), log.file));
  const signal = await serveReview(review, opened.words, request, io);
  const { decided } = review.candidates.counts();
  if (decided > 0 && opened.ranking.isTextDependent && !log.decisions.isTextDependent) {
    await log.append([{ what: 'note', text_dependent: true }]);
  }
  say(describeEnd(review.candidates.counts(), log.file, command));
  if (isAudited) {
    const { describeAnswers } = await import('../audit/answers.js');
    io.tell(await describeAnswers(opened.dataset, log.decisions));
  }
  return signal;
}

/** Draws the rows of an audit of the reviewed file; null where its candidates are from a report. */
function auditOf(
  { file, source, decisionsFile, openBrowser, port }: ReviewRequest,
  log: DecisionLog,
  io: Io,
): (() => Promise<AuditSample>) | null {
  if (source.kind !== 'method') return null;
  const { texts, method } = source;
  const action = { what: 'browser', port, openBrowser } as const;
  return async () => {
    const [{ marking, readingOrder }, { openAudit }] = await Promise.all([
      import('../audit/answers.js'),
      import('../audit/draw.js'),
    ]);
    const request = {
      file,
      texts,
      method,
      rows: undefined,
      seed: undefined,
      action,
      decisionsFile,
      quiet: true,
    };
    const opened = await openAudit(request, log, io);
    return { ranking: readingOrder(opened), log: marking(opened, log) };
  };
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

/** The command that opens a URL on each system. */
const OPENERS: Readonly<Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>>> = {
  darwin: ['open'],
  // Not `start`, a command of cmd.exe, which would parse the URL as a command line.
  win32: ['rundll32', 'url.dll,FileProtocolHandler'],
};

/** Time to wait for an error of the command, in milliseconds. */
const PATIENCE = 3000;

/**
 * Opens a URL in the system's default browser, which keeps running when this program ends.
 *
 * @returns undefined if that seems to have worked, otherwise the reason why not
 */
function openBrowser(address: string): Promise<string | undefined> {
  const [command, ...args] = OPENERS[process.platform] ?? ['xdg-open'];
  return new Promise((resolve) => {
    const child = spawn(command, [...args, address], { stdio: 'ignore', detached: true });
    child.once('error', () => resolve(`${command} is not there`));
    child.once('exit', (code) => resolve(code === 0 ? undefined : `${command} has failed`));
    setTimeout(resolve, PATIENCE, undefined).unref(); // some commands run as long as the browser
    child.unref();
  });
}

/** Whether this is a remote machine, with the user at another. */
function isRemote(env: Io['env']): boolean {
  return env.SSH_CONNECTION !== undefined && env.DISPLAY === undefined && env.WAYLAND_DISPLAY === undefined;
}

/** Describes the start of a review. */
function describeStart({ all, open }: Counts, decisionsFile: string): string[] {
  const decided = all - open;
  return [
    `${counted(all, 'candidate')} to review${decided === 0 ? '' : `, ${withCommas(open)} of them open`}; decisions are kept in ${decisionsFile}`,
  ];
}

/** How to reach the page on a remote machine. */
function describeTunnel(port: number): string {
  return `From your own machine: ssh -L ${port}:127.0.0.1:${port} ${userInfo().username}@${hostname()}, then open the address there`;
}

/** Describes the end of a review, with the next step. */
function describeEnd({ all, open, decided }: Counts, decisionsFile: string, applyCommand: string): string[] {
  if (decided === 0) return ['nothing is decided'];
  const skipped = all - open - decided;
  return [
    `${withCommas(decided)} of ${counted(all, 'candidate')} decided, ${skipped === 0 ? '' : `${withCommas(skipped)} skipped, `}${withCommas(open)} open; saved in ${decisionsFile}`,
    `To write the corrected data: ${applyCommand}`,
  ];
}

/** The command that writes the corrected data, with all options about the data of this run. */
export function applyCommand(file: string, flags: ReviewFlags): string {
  const { text = [], label, header, classes, classBase, mergeLabels } = flags;
  const { inputFormat, delimiter, encoding, missing, leaveOut, question, decisions } = flags;
  const named = {
    label,
    classes: typeof classes === 'object' ? classes.join(',') : classes,
    'class-base': classBase === undefined ? undefined : String(classBase),
    'input-format': inputFormat,
    delimiter,
    encoding,
    missing: missing?.join(','),
    'leave-out': leaveOut?.join(','),
    question,
    decisions,
  };
  const words = [
    ...['find-label-errors', 'apply', file, '-o', correctedName(file)],
    ...text.flatMap((column) => ['--text', column]),
    ...Object.entries(named).flatMap(([name, value]) => (value === undefined ? [] : [`--${name}`, value])),
    ...(header === undefined ? [] : [header ? '--header' : '--no-header']),
    ...(mergeLabels === undefined ? [] : ['--merge-labels']),
  ];
  return words.map(shellWord).join(' ');
}

/** `news.csv` becomes `news.corrected.csv`. */
function correctedName(file: string): string {
  return file.replace(/(\.[^./\\]+)?(\.(?:gz|zst))?$/, '.corrected$1$2');
}
