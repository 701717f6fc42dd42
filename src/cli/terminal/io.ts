/** The environment of a command: streams, environment variables, working directory, clock and signals. */
import type { Readable, Writable } from 'node:stream';
import type { Timings } from './timings.js';

/** A text stream, which may be a terminal. */
export interface OutputStream extends Writable {
  readonly isTTY?: boolean;
  /** Its width, where it is a terminal. */
  readonly columns?: number;
}

/** Signals that end the program, with the exit codes of shells. */
export const SIGNALS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;
export type Signal = keyof typeof SIGNALS;

/** The parts of the process that commands use. */
export interface RunningProcess {
  readonly pid: number;
  on(signal: Signal, listener: () => void): void;
  off(signal: Signal, listener: () => void): void;
  listenerCount(signal: Signal): number;
  /** Calls the listener when the process ends, for whatever reason. */
  onExit(listener: () => void): void;
  /** Sends a signal to the process itself; with `alone`, removes its listeners first. */
  raise(signal: Signal, options?: { readonly alone?: boolean }): void;
  /** Resources used so far: seconds of CPU time, and maximum of memory in megabytes. */
  usage(): { readonly seconds: number; readonly megabytes: number };
  /** Ends the process at once. */
  exit(code: number): never;
}

/** The environment of a command. */
export interface Io {
  /** The command line, without Node and the program. */
  readonly args: readonly string[];
  readonly stdin: Readable & { readonly isTTY?: boolean; setRawMode?(isRaw: boolean): unknown };
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The working directory; throws where it has been deleted. */
  readonly cwd: () => string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Milliseconds since the program was started, by a monotonic clock. */
  readonly elapsed: () => number;
  readonly process: RunningProcess;
  readonly timings: Timings;
  /** Prints lines on standard error, escaped for a terminal. */
  readonly tell: (lines: readonly string[]) => void;
}
