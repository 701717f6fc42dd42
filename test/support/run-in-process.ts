/** Runs the program for tests inside this process: many times faster than a process each. */
import { Readable, Writable } from 'node:stream';
import { main, processIo } from '../../src/cli/main.js';
import type { Io, OutputStream } from '../../src/cli/terminal/io.js';
import { tell } from '../../src/cli/terminal/process-io.js';
import { Timings } from '../../src/cli/terminal/timings.js';
import type { Answer } from './golden-case.js';
import type { CommandRun } from './run-command.js';

/** A stream that keeps what is written to it. */
class Kept extends Writable implements OutputStream {
  readonly isTTY = false;
  readonly #pieces: Buffer[] = [];

  override _write(piece: Buffer, _encoding: string, done: () => void): void {
    this.#pieces.push(piece);
    done();
  }

  bytes(): Buffer {
    return Buffer.concat(this.#pieces);
  }
}

/** Whether a run needs nothing of a process of its own: neither its standard input, nor variables that Node reads. */
export function canRunInProcess({ args, env }: CommandRun): boolean {
  return !args.includes('-') && !args.includes('--engine') && env.TMPDIR === undefined;
}

/** Runs the program; the working directory is changed meanwhile, so that only one run may go on at a time. */
export async function runInProcess({ args, env, cwd }: Omit<CommandRun, 'stdin'>): Promise<Answer> {
  const [stdout, stderr] = [new Kept(), new Kept()];
  const before = process.cwd();
  const io: Io = {
    ...processIo(args),
    stdin: Readable.from([]),
    stdout,
    stderr,
    env,
    timings: new Timings(() => performance.now()),
    tell: (lines) => tell(stderr, lines),
  };
  process.chdir(cwd);
  try {
    const code = await main(args, io);
    return { code, stdout: stdout.bytes(), stderr: stderr.bytes() };
  } finally {
    process.chdir(before);
  }
}

/** What a run has answered, as text. */
export interface TextAnswer {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the program in the environment of the tests. */
export async function runHere(
  args: readonly string[],
  { cwd = process.cwd(), env = {} }: { readonly cwd?: string; readonly env?: Record<string, string> } = {},
): Promise<TextAnswer> {
  const all = { ...(process.env as Record<string, string>), ...env };
  const { code, stdout, stderr } = await runInProcess({ args, cwd, env: all });
  return { status: code, stdout: stdout.toString(), stderr: stderr.toString() };
}
