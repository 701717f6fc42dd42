/** One session of Spark for many tests, since starting one takes longer than most of what it is asked. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { createWriteStream, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const RELAY = fileURLToPath(new URL('spark-relay.mjs', import.meta.url));

/** What the program asks its client at last. */
const QUIT = 'quit;\n';

/** A client of Spark that takes one connection at a time; temporary views and settings stay from one to the next. */
export class SparkSession {
  /** The folder that it works in: relative paths start here. Is removed with the session. */
  readonly folder = mkdtempSync(path.join(tmpdir(), 'find-label-errors-spark-'));
  readonly #socket = path.join(this.folder, 'socket');
  readonly #log = path.join(this.folder, 'stderr');
  readonly #client: ChildProcessWithoutNullStreams;
  readonly #server: Server;
  readonly #ended: Promise<unknown>;
  #connected: Socket | undefined;

  /** @param command starts the client, as in a shell */
  constructor(command: string) {
    this.#client = spawn('sh', ['-c', `exec ${command}`], { cwd: this.folder });
    this.#ended = new Promise((resolve) => this.#client.on('close', resolve));
    this.#client.stderr.pipe(createWriteStream(this.#log));
    this.#client.stdout.on('data', (piece) => this.#connected?.write(piece));
    this.#client.stdout.on('close', () => this.#connected?.end());
    this.#client.stdin.on('error', () => {}); // whoever waits for an answer sees that it has ended
    this.#server = createServer((socket) => this.#serve(socket)).listen(this.#socket);
  }

  #serve(socket: Socket): void {
    this.#connected = socket;
    socket.on('error', () => {});
    socket.on('data', (piece) => {
      // The program asks its client to end; this one goes on.
      if (piece.toString() === QUIT) socket.end();
      else this.#client.stdin.write(piece);
    });
  }

  /** What the program is to start as its client, with settings of Spark. */
  command(settings: readonly string[]): string {
    return [process.execPath, RELAY, this.#socket, ...settings].map((word) => `'${word}'`).join(' ');
  }

  /** Runs statements and returns what they print. */
  run(statements: string): Promise<string> {
    return new Promise((resolve, reject) => {
      const done = 'all-statements-are-done';
      let output = '';
      const socket = connect(this.#socket, () => socket.write(`${statements}\nselect '${done}';\n`));
      socket.on('data', (piece) => {
        output += piece;
        // The client may echo the statement, with a quote behind it.
        if (output.includes(`${done}\n`)) socket.end();
      });
      socket.on('close', () => (output.includes(`${done}\n`) ? resolve(output) : reject(new Error(output))));
    });
  }

  /** The end of what Spark has said on standard error. */
  get said(): string {
    return readFileSync(this.#log, 'utf8').slice(-3000);
  }

  /** Ends the client and removes the folder. */
  async close(): Promise<void> {
    this.#server.close();
    this.#client.stdin.end(QUIT);
    await this.#ended;
    rmSync(this.folder, { recursive: true });
  }
}
