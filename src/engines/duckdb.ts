/** DuckDB in this process, by the optional package @duckdb/node-api. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { DuckDBConnection, DuckDBDataChunk, DuckDBInstance, DuckDBValue } from '@duckdb/node-api';
import { duckdb as dialect } from '../sql/dialects/duckdb.js';
import type { Statement } from '../sql/plan.js';
import type { Cell, Engine, Row } from './engine.js';
import { atTheEnd } from './engine.js';
import { engineFailed, engineFolderFailed, engineNotInstalled } from './errors.js';

const PACKAGE = '@duckdb/node-api';

/** Options of DuckDB. */
export interface DuckDbOptions {
  /** Memory limit in bytes; the rest is spilled to a temporary folder. Default: DuckDB's own. */
  readonly memory?: number | undefined;
  /** Default: one for each core. */
  readonly threads?: number | undefined;
  /** A database to read tables from. */
  readonly database?: string | undefined;
  /** Whether it may download its extensions for remote files. */
  readonly remote: boolean;
}

/** DuckDB, and the folder to which it spills. */
export interface DuckDbEngine extends Engine {
  readonly folder: string;
}

/** Name under which a database is attached. */
export const ATTACHED = 'data';

/**
 * Starts DuckDB with an empty database in memory. It spills to a private folder, which is removed when the program
 * ends, except by a signal that cannot be caught.
 *
 * @throws UserError where the package is not installed, or the database cannot be opened
 */
export async function openDuckDb(options: DuckDbOptions): Promise<DuckDbEngine> {
  const { DuckDBInstance: Instance } = await import('@duckdb/node-api').catch((cause: unknown) => {
    throw engineNotInstalled('duckdb', PACKAGE, firstLine(cause));
  });
  // Registered before the folder exists, since a signal may arrive as soon as it does.
  let folder: string | undefined;
  let connection: DuckDBConnection | undefined;
  const remove = () => folder !== undefined && rmSync(folder, { recursive: true, force: true });
  const forget = atTheEnd(() => {
    // Node does not end before the statement that runs.
    connection?.interrupt();
    remove();
  });
  const end = () => {
    forget();
    remove();
  };
  try {
    folder = makeFolder();
    const instance = await Instance.create(':memory:', {
      temp_directory: folder,
      preserve_insertion_order: 'true',
      autoinstall_known_extensions: String(options.remote),
      ...(options.memory === undefined ? {} : { memory_limit: `${Math.ceil(options.memory / 1024)}KiB` }),
      ...(options.threads === undefined ? {} : { threads: String(options.threads) }),
    });
    connection = await instance.connect();
    const engine = new DuckDb(instance, connection, folder, end);
    if (options.database !== undefined) {
      const sql = `attach ${dialect.text(options.database)} as ${ATTACHED} (read_only)`;
      await engine.run({ name: 'attach', comment: [], sql });
    }
    return engine;
  } catch (error) {
    end();
    throw error;
  }
}

class DuckDb implements DuckDbEngine {
  readonly dialect = dialect;
  readonly folder: string;
  readonly #instance: DuckDBInstance;
  readonly #connection: DuckDBConnection;
  readonly #end: () => void;
  #open = true;

  constructor(instance: DuckDBInstance, connection: DuckDBConnection, folder: string, end: () => void) {
    this.#instance = instance;
    this.#connection = connection;
    this.folder = folder;
    this.#end = end;
  }

  async run({ name, sql }: Statement): Promise<void> {
    await this.#connection.run(sql).catch((cause: unknown) => fail(name, cause));
  }

  async *rows(query: Statement): AsyncGenerator<Row> {
    for await (const { names, chunk } of this.#chunks(query)) {
      for (const cells of chunk.getRows()) {
        yield Object.fromEntries(names.map((column, at) => [column, cellOf(cells[at]!)]));
      }
    }
  }

  async *numbers(query: Statement): AsyncGenerator<Float64Array> {
    for await (const { names, chunk } of this.#chunks(query)) {
      const numbers = new Float64Array(chunk.rowCount * names.length);
      for (let column = 0; column < names.length; column++) {
        const values = chunk.getColumnValues(column);
        for (let row = 0; row < values.length; row++) {
          numbers[row * names.length + column] = Number(values[row]);
        }
      }
      yield numbers;
    }
  }

  async *#chunks({ name, sql }: Statement): AsyncGenerator<{ names: string[]; chunk: DuckDBDataChunk }> {
    const result = await this.#connection.stream(sql).catch((cause: unknown) => fail(name, cause));
    const names = result.columnNames();
    while (true) {
      const chunk = await result.fetchChunk().catch((cause: unknown) => fail(name, cause));
      if (chunk === null || chunk.rowCount === 0) return;
      yield { names, chunk };
    }
  }

  async close(): Promise<void> {
    if (!this.#open) return;
    this.#open = false;
    this.#connection.closeSync();
    this.#instance.closeSync();
    this.#end();
  }
}

/** @throws UserError where the folder cannot be made */
function makeFolder(): string {
  try {
    return mkdtempSync(path.join(tmpdir(), 'find-label-errors-duckdb-'));
  } catch (cause) {
    throw engineFolderFailed(tmpdir(), (cause as NodeJS.ErrnoException).code ?? String(cause));
  }
}

function cellOf(value: DuckDBValue): Cell {
  if (value === null || typeof value === 'number' || typeof value === 'string') return value;
  return typeof value === 'bigint' ? Number(value) : String(value);
}

function fail(statement: string, cause: unknown): never {
  const message = firstLine(cause);
  const fix =
    fixOf(message) || (statement === 'attach' ? 'Give --database a file that DuckDB has made.' : '');
  throw engineFailed('duckdb', statement, message, fix);
}

function fixOf(message: string): string {
  // A full disk gets the message for full memory.
  if (/failed to offload|no space left|file too large|max_temp_directory_size/i.test(message)) {
    return `There is no room for its temporary files in ${tmpdir()}: free some, name another folder in the environment variable TMPDIR, or allow more memory with --memory.`;
  }
  if (/out of memory/i.test(message)) return 'Give it more with --memory, such as --memory 4G.';
  if (/could not set lock/i.test(message)) return 'Close the program that has it open, or copy the file.';
  return '';
}

function firstLine(cause: unknown): string {
  return (cause instanceof Error ? cause.message : String(cause)).split('\n')[0]!;
}
