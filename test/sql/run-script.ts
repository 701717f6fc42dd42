/** Runs printed scripts with DuckDB. */
import { DuckDBInstance, type Json } from '@duckdb/node-api';
import { runHere } from '../support/run-in-process.js';

/** What the program prints. */
export async function printed(...args: string[]): Promise<string> {
  const { status, stdout, stderr } = await runHere(args);
  if (status !== 0) throw new Error(stderr);
  return stdout;
}

/** What the program finds in-process, as records. */
export async function foundInProcess(file: string, ...args: string[]): Promise<Record<string, Json>[]> {
  const lines = await printed(file, '--cv', 'loo', '--format', 'jsonl', '--no-text', '-q', ...args);
  return lines
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}

export interface Answers {
  /** What the checks found, by the first words of their comment. */
  readonly checks: Record<string, Json>[][];
  readonly errors: Record<string, Json>[];
  /** Tables that are there at the end. */
  readonly tables: string[];
}

/** Runs a script after some statements that make its table. */
export async function runScript(script: string, setup: readonly string[], threads = 2): Promise<Answers> {
  const instance = await DuckDBInstance.create(':memory:', { threads: String(threads) });
  const connection = await instance.connect();
  try {
    for (const statement of setup) await connection.run(statement);
    const statements = await connection.extractStatements(script);
    const checks: Record<string, Json>[][] = [];
    for (let at = 0; at < statements.count; at++) {
      const prepared = await statements.prepare(at);
      const reader = await prepared.runAndReadAll();
      if (reader.columnNames().includes('times')) checks.push(reader.getRowObjectsJson());
    }
    const errors = await connection.runAndReadAll('select * from label_errors order by suspicion_rank');
    const tables = await connection.runAndReadAll('select table_name from duckdb_tables() order by 1');
    return {
      checks,
      errors: errors.getRowObjectsJson(),
      tables: tables.getRows().map(([name]) => String(name)),
    };
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}
