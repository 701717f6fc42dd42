import { writeSync } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { withCommas } from '../../errors/wording.js';
import type { OnProgress } from '../../judge/findings.js';
import type { Io } from './io.js';

const CLEAR_LINE = '\r\x1b[K';
/** Minimum time between updates, in milliseconds. */
const INTERVAL = 100;
/** Minimum time in a stage before its speed is meaningful, in milliseconds. */
const SETTLED = 1000;

/** Synchronous stages, during which a signal handler would not run: see `interruptible`. */
const UNHEARING: readonly Parameters<OnProgress>[0][] = ['learning', 'judging'];

/** A line of progress on the terminal. */
export interface Progress {
  /** Whether the stream is a terminal. */
  readonly isShown: boolean;
  readonly report: OnProgress;
  /**
   * Removes the line at once; must be called before other output. Resolves after a pending Ctrl-C has been handled.
   */
  clear(): Promise<void>;
  /**
   * Removes the line where JavaScript was interrupted anywhere, perhaps within a write to the stream, which then only
   * keeps what is written to it.
   */
  clearInterrupted(): void;
}

/** The stream of the line. */
export interface ProgressStream {
  readonly isTTY?: boolean;
  /** Its width, where it is a terminal. */
  readonly columns?: number;
  /** Its file descriptor, if it has one. */
  readonly fd?: number;
  write(text: string): unknown;
}

/**
 * Shows progress on a stream if that is a terminal, and otherwise nothing.
 *
 * @param io its clock measures the speed
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
  // Ctrl-C removes the line; then the process ends as usual, unless other listeners have to clean up.
  const tidy = () => {
    takeAway();
    stopListening();
    if (running.listenerCount('SIGINT') === 0) running.raise('SIGINT');
  };
  const clear = async () => {
    takeAway();
    if (!isListening) return;
    // Node handles signals once in a turn of the event loop. A pending one would be lost with its listener.
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
      // A line that wraps could not be removed.
      stream.write(`${CLEAR_LINE}${line.slice(0, (stream.columns || line.length + 1) - 1)}`);
      onLine = true;
    },
    clear,
    clearInterrupted() {
      if (isShown) writeAtOnce(stream, CLEAR_LINE);
    },
  };
}

function writeAtOnce(stream: ProgressStream, text: string): void {
  if (stream.fd === undefined) {
    stream.write(text);
    return;
  }
  try {
    writeSync(stream.fd, text);
  } catch {
    // The terminal is gone.
  }
}

/** Rows so far, rows a second, and remaining time. */
function detail(elapsed: number, rows = 0, share = 0): string {
  if (rows === 0) return '';
  const said = [` ${withCommas(rows)} rows`];
  if (elapsed >= SETTLED) {
    said.push(`${withCommas(Math.round(rows / (elapsed / 1000)))} rows/s`);
    if (share > 0) said.push(`${duration((elapsed / share) * (1 - share))} left`);
  }
  return said.join(', ');
}

/** A duration for people, rounded up: 45 s, 3 min, 1 h 20 min. */
function duration(milliseconds: number): string {
  const seconds = Math.ceil(milliseconds / 1000);
  if (seconds < 100) return `${seconds} s`;
  const minutes = Math.ceil(seconds / 60);
  return minutes < 100 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
