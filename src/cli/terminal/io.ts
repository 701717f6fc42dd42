/** What a command is given of the world: streams, environment, working directory, clock and signals. */
import type { Readable, Writable } from 'node:stream';
import type { Timings } from './timings.js';

/** A stream for text, which may be a terminal. */
export interface OutputStream extends Writable {
  readonly isTTY?: boolean;
  /** Its width, where it is a terminal. */
  readonly columns?: number;
}

/** Signals that end the program, with the exit codes that shells give them. */
export const SIGNALS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;
export type Signal = keyof typeof SIGNALS;

/** The process, as far as commands have to do with it. */
export interface RunningProcess {
  readonly pid: number;
  on(signal: Signal, listener: () => void): void;
  off(signal: Signal, listener: () => void): void;
  listenerCount(signal: Signal): number;
  /** Calls the listener when the process ends, however that comes. */
  onExit(listener: () => void): void;
  /** Sends a signal to the process itself, after taking away those who listen for it where that is asked for. */
  raise(signal: Signal, options?: { readonly alone?: boolean }): void;
  /** What it has used so far: seconds of the processor, and megabytes of memory at most. */
  usage(): { readonly seconds: number; readonly megabytes: number };
  /** Ends the process at once. */
  exit(code: number): never;
}

/** The world that a command runs in. */
export interface Io {
  /** The command line, without Node and the program. */
  readonly args: readonly string[];
  readonly stdin: Readable & { readonly isTTY?: boolean };
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The working directory; throws where it has been deleted. */
  readonly cwd: () => string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Milliseconds since the program was started, by a clock that is never set back. */
  readonly elapsed: () => number;
  readonly process: RunningProcess;
  readonly timings: Timings;
  /** Prints lines on standard error, each made safe for a terminal. */
  readonly tell: (lines: readonly string[]) => void;
}
