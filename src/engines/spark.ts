/** Spark through the user's own client, which handles credentials and clusters. */
import { randomBytes } from 'node:crypto';
import { spark as dialect } from '../sql/dialects/spark.js';
import type { Statement } from '../sql/plan.js';
import type { Engine, Row } from './engine.js';
import { atTheEnd } from './engine.js';
import { engineClientMissing, engineFailed, engineGone, tablesLeft } from './errors.js';
import { ClientFailure, runNow, SparkClient } from './spark-client.js';

/** Exit code of a shell for an unknown command. */
const NO_COMMAND = 127;

/** Options of Spark. */
export interface SparkOptions {
  /** Shell command that starts the client; default spark-sql. */
  readonly command?: string | undefined;
  /** Whether to keep the tables. */
  readonly keepsTables: boolean;
}

/**
 * Starts a client. Its tables are dropped when the program ends, by the client or, if it has ended, by another one.
 *
 * @throws UserError if it cannot be started
 */
export async function openSpark({ command = 'spark-sql', keepsTables }: SparkOptions): Promise<Engine> {
  const engine = new Spark(command, keepsTables);
  await engine.run({ name: 'connect', comment: [], sql: "select 'here'" }).catch(async (error: unknown) => {
    await engine.close();
    throw error;
  });
  return engine;
}

/** A prefix that no other run uses. */
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
    // Hexadecimal digits are safe from line breaks in texts and from the client's encoding.
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
    // The table may exist although the client ended before it answered.
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
