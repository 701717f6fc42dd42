/** An engine that runs statements for us. A further engine is one file that gives this. */
import type { Dialect } from '../sql/dialect.js';
import type { Statement } from '../sql/plan.js';

/** A cell of an answer. Whole numbers come as numbers. */
export type Cell = string | number | null;
/** A row of an answer, by the names of its columns. */
export type Row = Readonly<Record<string, Cell>>;

/** What an engine does: runs statements, and hands on what queries give. */
export interface Engine {
  readonly dialect: Dialect;
  /** @throws UserError that names the statement, where the engine refuses it or is gone */
  run(statement: Statement): Promise<void>;
  /** The rows that a query gives, in its order. @throws as `run` */
  rows(query: Statement): AsyncIterable<Row>;
  /**
   * The same where all cells are numbers and there are many: row after row, each with its cells in the order of the
   * columns, some rows at a time. @throws as `run`
   */
  numbers(query: Statement): AsyncIterable<Float64Array>;
  /** Ends the engine; takes away whatever it keeps on this machine. May be called more than once. */
  close(): Promise<void>;
}

/** What is to be read, made ready by the engine that reads it. */
export interface EngineInput {
  /** What to call it in messages and reports. */
  readonly source: string;
  /** Files of this machine beside which names of classes may lie. */
  readonly localFiles: readonly string[];
  /** Names of the classes that the data tell themselves, for labels that are indexes. */
  readonly classNames: readonly string[] | null;
  /**
   * The statements that make the table `input` (id: unique, what ties go by; row_index: data row in its file, or
   * null; file_name; row_name: of the id column, or null; label and content as they are written).
   */
  readonly statements: readonly Statement[];
  /** Tables and views that they make. */
  readonly made: readonly string[];
  readonly hasIds: boolean;
  readonly hasSeveralFiles: boolean;
  /** What was detected, each a line for people. */
  readonly notes: readonly string[];
}

/** All rows of an answer that is known to be small. */
export async function allRows(engine: Engine, name: string, sql: string): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const row of engine.rows({ name, comment: [], sql })) rows.push(row);
  return rows;
}

/** Exit codes of a process that a signal ended, as shells count them. */
const SIGNALS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/**
 * Does something should the process end by itself or by a signal.
 *
 * @param act must not wait for anything
 * @returns how to forget about it
 */
export function atTheEnd(act: () => void): () => void {
  const handlers = Object.entries(SIGNALS).map(([signal, code]) => {
    const handler = () => process.exit(code);
    process.on(signal, handler);
    return () => process.off(signal, handler);
  });
  process.on('exit', act);
  return () => {
    process.off('exit', act);
    for (const off of handlers) off();
  };
}
