/** The interface of an engine. To add an engine, implement it in one file. */
import type { Dialect } from '../sql/dialect.js';
import type { Statement } from '../sql/plan.js';

/** A cell of a result. Whole numbers are JavaScript numbers. */
export type Cell = string | number | null;
/** A row of a result, by the names of its columns. */
export type Row = Readonly<Record<string, Cell>>;

/** Runs statements, and returns the results of queries. */
export interface Engine {
  readonly dialect: Dialect;
  /** @throws UserError with the statement's name, where the engine refuses it or has ended */
  run(statement: Statement): Promise<void>;
  /** The rows of a query, in its order. @throws as `run` */
  rows(query: Statement): AsyncIterable<Row>;
  /**
   * The result of a query with many rows of numbers: cells row by row, in the order of the columns, some rows at a
   * time. @throws as `run`
   */
  numbers(query: Statement): AsyncIterable<Float64Array>;
  /** Ends the engine, and removes its files on this machine. May be called more than once. */
  close(): Promise<void>;
}

/** The input, prepared by the engine that reads it. */
export interface EngineInput {
  /** Its name in messages and reports. */
  readonly source: string;
  /** Local files; files of class names may be beside them. */
  readonly localFiles: readonly string[];
  /** Class names in the data's own metadata, for labels that are indexes. */
  readonly classNames: readonly string[] | null;
  /**
   * The statements that make the table `input` (id: unique, breaks ties; row_index: data row in its file, or null;
   * file_name; row_name: of the id column, or null; label and content as written).
   */
  readonly statements: readonly Statement[];
  /** Tables and views that they make. */
  readonly made: readonly string[];
  readonly hasIds: boolean;
  readonly hasSeveralFiles: boolean;
  /** What was detected, each a line for people. */
  readonly notes: readonly string[];
}

/** All rows of a result that is known to be small. */
export async function allRows(engine: Engine, name: string, sql: string): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const row of engine.rows({ name, comment: [], sql })) rows.push(row);
  return rows;
}

/** Exit codes after signals, by the convention of shells. */
const SIGNALS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/**
 * Calls a function when the process ends, by itself or by a signal.
 *
 * @param act must be synchronous
 * @returns a function that cancels this
 */
export function atTheEnd(act: () => void): () => void {
  const handlers = Object.entries(SIGNALS).map(([signal, code]) => {
    // After the other listeners, which have things to remove, too.
    const handler = () => process.nextTick(() => process.exit(code));
    process.on(signal, handler);
    return () => process.off(signal, handler);
  });
  process.on('exit', act);
  return () => {
    process.off('exit', act);
    for (const off of handlers) off();
  };
}
