/** A client of Spark as a child process: statements are written to it, and rows read between markers. */
import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { createInterface } from 'node:readline';

/** Log lines of a client on standard error that are not errors. */
const CHATTER =
  /^(\d\d\/\d\d\/\d\d |Setting default log level|To adjust logging|Spark (master|Web UI)|Time taken|WARNING|Picked up|\s*$)/;
/** Standard error may lag behind standard output by so many milliseconds. */
const LAG = 250;
/** Time limit, in milliseconds, of a client that drops tables. */
const DROP_TIME = 300_000;
/** Lines of standard error that are kept. */
const LINES_KEPT = 200;

/** A client did not answer. */
export class ClientFailure extends Error {
  /** Whether the client has ended. */
  readonly isGone: boolean;
  /** Its exit code where it ended by itself; otherwise null. */
  readonly code: number | null;

  constructor(message: string, isGone: boolean, code: number | null = null) {
    super(message);
    this.isGone = isGone;
    this.code = code;
  }
}

/** The pending statement. */
interface Waiting {
  readonly ok: string;
  readonly end: string;
  succeeded: boolean;
  readonly lines: string[];
  readonly said: string[];
  readonly resolve: (lines: string[]) => void;
  readonly reject: (failure: ClientFailure) => void;
}

/**
 * The client `command`. A shell starts it, so that the command may contain quotes; it gets its own process group, so
 * that Ctrl-C does not reach it.
 *
 * A statement that prints `ok` is sent on the same line after every statement: a client does not run it if the first
 * one failed. The next one prints `end` in any case. Markers and rows have a form that an echo of the input cannot
 * have.
 */
export class SparkClient {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #nonce = randomBytes(6).toString('hex');
  readonly #said: string[] = [];
  #count = 0;
  #waiting: Waiting | undefined;
  /** The last statement, answered or not: its errors may arrive later. */
  #asked: Waiting | undefined;
  #gone: ClientFailure | undefined;

  constructor(command: string) {
    this.#child = spawn('sh', ['-c', `exec ${command}`], {
      detached: true,
      env: { ...process.env, TERM: 'dumb' },
    });
    createInterface({ input: this.#child.stdout }).on('line', (line) => this.#hear(line));
    createInterface({ input: this.#child.stderr }).on('line', (line) => this.#hearError(line));
    this.#child.stdin.on('error', () => {}); // the error is reported when the client ends
    this.#child.on('error', (cause) => this.#end(cause.message, null));
    this.#child.on('close', (code, signal) =>
      this.#end(`the client has ended (${signal ?? `exit code ${code}`})`, code),
    );
  }

  /** Prefix of a line that is a row, as a literal of the client's SQL. */
  get rowMark(): string {
    return `row-${this.#nonce} `;
  }

  /** Runs a statement, and returns the rows that it printed after `rowMark`. @throws ClientFailure */
  run(sql: string): Promise<string[]> {
    if (this.#gone !== undefined) return Promise.reject(this.#gone);
    const number = ++this.#count;
    const ok = `ok-${this.#nonce}-${number}`;
    const end = `end-${this.#nonce}-${number}`;
    return new Promise((resolve, reject) => {
      this.#asked = this.#waiting = { ok, end, succeeded: false, lines: [], said: [], resolve, reject };
      this.#child.stdin.write(`${sql}; select '${ok}';\nselect '${end}';\n`);
    });
  }

  /** Ends the client in an orderly way. */
  async close(): Promise<void> {
    if (this.#gone !== undefined) return;
    const ended = new Promise<void>((resolve) => this.#child.once('close', () => resolve()));
    this.#child.stdin.end('quit;\n');
    await ended;
  }

  /** Kills the client and its children. */
  kill(): void {
    if (this.#gone !== undefined || this.#child.pid === undefined) return;
    try {
      process.kill(-this.#child.pid, 'SIGKILL');
    } catch {
      // it has ended already
    }
  }

  #hear(line: string): void {
    const waiting = this.#waiting;
    if (waiting === undefined) return;
    // A prompt may precede a result; in an echo of the statement, a quote follows the marker.
    const at = line.indexOf(this.rowMark);
    const row = at === -1 ? '' : line.slice(at + this.rowMark.length);
    if (/^[\dA-F]+$/.test(row)) waiting.lines.push(row);
    else if (line.endsWith(waiting.ok)) waiting.succeeded = true;
    else if (line.endsWith(waiting.end)) this.#answer(waiting);
  }

  #answer(waiting: Waiting): void {
    this.#waiting = undefined;
    if (waiting.succeeded) waiting.resolve(waiting.lines);
    else setTimeout(() => waiting.reject(new ClientFailure(reasonIn(waiting.said), false)), LAG);
  }

  #hearError(line: string): void {
    if (CHATTER.test(line)) return;
    for (const said of [this.#said, this.#asked?.said]) {
      said?.push(line);
      if (said !== undefined && said.length > LINES_KEPT) said.shift();
    }
  }

  #end(why: string, code: number | null): void {
    const reason = this.#said.length === 0 ? why : `${why}; it said: ${reasonIn(this.#said)}`;
    this.#gone ??= new ClientFailure(reason, true, code);
    this.#waiting?.reject(this.#gone);
    this.#waiting = undefined;
  }
}

/** Runs statements in a separate client, synchronously: for a process that is about to end. */
export function runNow(command: string, statements: readonly string[]): boolean {
  const { status } = spawnSync('sh', ['-c', `exec ${command} -e "$1"`, 'sh', statements.join('; ')], {
    timeout: DROP_TIME,
    stdio: 'ignore',
    env: { ...process.env, TERM: 'dumb' },
    detached: true,
  } as Parameters<typeof spawnSync>[2]);
  return status === 0;
}

/** The line that says what is wrong: the first that looks like an error, else the last. */
function reasonIn(said: readonly string[]): string {
  return (
    said.find((line) => /^\[|error|exception|not found/i.test(line)) ?? said.at(-1) ?? 'it does not say why'
  );
}
