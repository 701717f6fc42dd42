import { setImmediate as nextTurn } from 'node:timers/promises';
import { withCommas } from '../../errors/wording.js';
import type { OnProgress } from '../../judge/findings.js';
import type { Io } from './io.js';

const CLEAR_LINE = '\r\x1b[K';
/** The line is written anew at most so often, in milliseconds. */
const INTERVAL = 100;
/** Before so much of a stage is over, in milliseconds, its speed says nothing. */
const SETTLED = 1000;

/** Stages that wait for nothing, so that a handler of signals would not be called: see `interruptible`. */
const UNHEARING: readonly Parameters<OnProgress>[0][] = ['learning', 'judging'];

/** A line on the terminal that says what is going on. */
export interface Progress {
  /** Whether anybody sees it. */
  readonly isShown: boolean;
  readonly report: OnProgress;
  /**
   * Takes the line away, at once; must be called before anything else is written there. It has ended when Ctrl-C from
   * before that would have been heard.
   */
  clear(): Promise<void>;
}

/** Where the line is written. */
export interface ProgressStream {
  readonly isTTY?: boolean;
  /** Its width, where it is a terminal. */
  readonly columns?: number;
  write(text: string): unknown;
}

/**
 * Shows progress on a stream if that is a terminal, and nothing anywhere else.
 *
 * @param io the world; its clock says how fast the work goes
 */
export function showProgress(
  stream: ProgressStream,
  { env, elapsed: now, process: running, timings }: Pick<Io, 'env' | 'elapsed' | 'process' | 'timings'>,
): Progress {
  const isShown = stream.isTTY === true && env.TERM !== 'dumb';
  let [stage, started, written]: [string, number, number] = ['', 0, Number.NEGATIVE_INFINITY];
  let [onLine, isListening] = [false, false];
  const takeAway = () => {
    if (onLine) stream.write(CLEAR_LINE);
    onLine = false;
  };
  const stopListening = () => {
    running.off('SIGINT', tidy);
    isListening = false;
  };
  // Ctrl-C takes the line away; then the process ends as it would have, unless others have something to tidy up too.
  const tidy = () => {
    takeAway();
    stopListening();
    if (running.listenerCount('SIGINT') === 0) running.raise('SIGINT');
  };
  const clear = async () => {
    takeAway();
    if (!isListening) return;
    // Node looks for signals once a turn. One that waits to be heard would be lost with whoever listens for it.
    await nextTurn();
    await nextTurn();
    if (!onLine) stopListening();
  };
  return {
    isShown,
    report(name, rows, share) {
      const isNew = name !== stage;
      if (isNew) {
        timings.begin(name);
        [stage, started] = [name, now()];
      }
      if (!isShown || (!isNew && now() - written < INTERVAL)) return;
      written = now();
      if (!isListening && !UNHEARING.includes(name)) {
        running.on('SIGINT', tidy);
        isListening = true;
      }
      const line = `${stage}${detail(written - started, rows, share)} …`;
      // A line that breaks could not be taken away.
      stream.write(`${CLEAR_LINE}${line.slice(0, (stream.columns || line.length + 1) - 1)}`);
      onLine = true;
    },
    clear,
  };
}

/** Rows so far, rows a second, and the time left. */
function detail(elapsed: number, rows = 0, share = 0): string {
  if (rows === 0) return '';
  const said = [` ${withCommas(rows)} rows`];
  if (elapsed >= SETTLED) {
    said.push(`${withCommas(Math.round(rows / (elapsed / 1000)))} rows/s`);
    if (share > 0) said.push(`${duration((elapsed / share) * (1 - share))} left`);
  }
  return said.join(', ');
}

/** A time as people say it, rounded up: 45 s, 3 min, 1 h 20 min. */
function duration(milliseconds: number): string {
  const seconds = Math.ceil(milliseconds / 1000);
  if (seconds < 100) return `${seconds} s`;
  const minutes = Math.ceil(seconds / 60);
  return minutes < 100 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
