/** Spark by the client that the user has: credentials and clusters are that client's business. */
import { randomBytes } from 'node:crypto';
import { spark as dialect } from '../sql/dialects/spark.js';
import type { Statement } from '../sql/plan.js';
import type { Engine, Row } from './engine.js';
import { atTheEnd } from './engine.js';
import { engineClientMissing, engineFailed, engineGone, tablesLeft } from './errors.js';
import { ClientFailure, runNow, SparkClient } from './spark-client.js';

/** A shell that finds no such command. */
const NO_COMMAND = 127;

/** How Spark is reached. */
export interface SparkOptions {
  /** What starts the client, as in a shell; default spark-sql. */
  readonly command?: string | undefined;
  /** Whether the tables that are made stay. */
  readonly keepsTables: boolean;
}

/**
 * Starts a client. The tables that it makes are dropped at every end: by it, or where it is gone, by another one.
 *
 * @throws UserError where it cannot be started
 */
export async function openSpark({ command = 'spark-sql', keepsTables }: SparkOptions): Promise<Engine> {
  const engine = new Spark(command, keepsTables);
  await engine.run({ name: 'connect', comment: [], sql: "select 'here'" }).catch(async (error: unknown) => {
    await engine.close();
    throw error;
  });
  return engine;
}

/** A prefix that no other run has. */
export function newPrefix(): string {
  return `fle_${randomBytes(4).toString('hex')}_`;
}

class Spark implements Engine {
  readonly dialect = dialect;
  readonly #command: string;
  readonly #keepsTables: boolean;
  readonly #client: SparkClient;
  readonly #forget: () => void;
  readonly #made = new Set<string>();
  #isGone = false;
  #closed = false;

  constructor(command: string, keepsTables: boolean) {
    this.#command = command;
    this.#keepsTables = keepsTables;
    this.#client = new SparkClient(command);
    this.#forget = atTheEnd(() => {
      this.#client.kill();
      if (this.#toDrop().length > 0) runNow(this.#command, this.#toDrop());
    });
  }

  async run(statement: Statement): Promise<void> {
    await this.#ask(statement, statement.sql);
  }

  async *rows(query: Statement): AsyncGenerator<Row> {
    const json = `to_json(struct(*), map('ignoreNullFields', 'false'))`;
    const mark = dialect.text(this.#client.rowMark);
    // In hexadecimal digits neither a line break in a text nor the encoding of the client can harm it.
    const lines = await this.#ask(
      query,
      `select concat(${mark}, hex(encode(${json}, 'UTF-8'))) from (${query.sql})`,
    );
    for (const line of lines) yield JSON.parse(Buffer.from(line, 'hex').toString('utf8'));
  }

  async *numbers(query: Statement): AsyncGenerator<Float64Array> {
    for await (const row of this.rows(query)) yield Float64Array.from(Object.values(row), Number);
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    try {
      await this.#dropTables();
    } finally {
      if (!this.#isGone) await this.#client.close();
      this.#forget();
    }
  }

  async #ask({ name }: Statement, sql: string): Promise<string[]> {
    const [, made] = /^create table (\w+)/.exec(sql) ?? [];
    // It may be there though the client is gone before it has said so.
    if (made !== undefined) this.#made.add(made);
    const [, dropped] = /^drop table if exists (\w+)/.exec(sql) ?? [];
    try {
      const lines = await this.#client.run(sql);
      if (dropped !== undefined) this.#made.delete(dropped);
      return lines;
    } catch (cause) {
      if (!(cause instanceof ClientFailure)) throw cause;
      if (cause.isGone) this.#isGone = true;
      if (cause.isGone && cause.code === NO_COMMAND) throw engineClientMissing(this.#command, cause.message);
      throw cause.isGone
        ? engineGone('spark', name, cause.message)
        : engineFailed('spark', name, cause.message, '');
    }
  }

  async #dropTables(): Promise<void> {
    const statements = this.#toDrop();
    if (statements.length === 0) return;
    if (!this.#isGone) {
      for (const sql of statements) await this.#ask({ name: 'drop', comment: [], sql }, sql).catch(() => {});
    }
    const left = this.#toDrop();
    if (left.length > 0 && !runNow(this.#command, left)) throw tablesLeft([...this.#made]);
    this.#made.clear();
  }

  #toDrop(): string[] {
    return this.#keepsTables ? [] : [...this.#made].map((table) => `drop table if exists ${table}`);
  }
}
