/** The `Io` of this process. */
import { logLine } from '../../report/escape.js';
import type { Io, RunningProcess } from './io.js';
import { Timings } from './timings.js';

const REAL: RunningProcess = {
  pid: process.pid,
  on: (signal, listener) => void process.on(signal, listener),
  off: (signal, listener) => void process.off(signal, listener),
  listenerCount: (signal) => process.listenerCount(signal),
  onExit: (listener) => void process.once('exit', listener),
  raise: (signal, { alone = false } = {}) => {
    if (alone) process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  },
  exit: (code) => process.exit(code),
  usage: () => {
    const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
    return { seconds: (userCPUTime + systemCPUTime) / 1e6, megabytes: Math.ceil(maxRSS / 1024) };
  },
};

function ignore(): void {}

/**
 * The `Io` of this process.
 *
 * @param args the command line, without Node and the program
 */
export function processIo(args: readonly string[]): Io {
  // If standard error is closed, its errors cannot be reported anywhere.
  if (!process.stderr.listeners('error').includes(ignore)) process.stderr.on('error', ignore);
  return {
    args,
    // A getter, since Node opens standard input on first access.
    get stdin() {
      return process.stdin;
    },
    stdout: process.stdout,
    stderr: process.stderr,
    env: process.env,
    cwd: () => process.cwd(),
    now: () => Date.now(),
    elapsed: () => performance.now(),
    process: REAL,
    timings: new Timings(() => performance.now()),
    tell: (lines) => tell(process.stderr, lines),
  };
}

/** Prints lines on a stream, escaped for a terminal. */
export function tell(stream: { write(text: string): unknown }, lines: readonly string[]): void {
  stream.write(lines.map((line) => `${logLine(line)}\n`).join(''));
}
