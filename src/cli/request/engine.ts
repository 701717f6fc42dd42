/** The requests of runs in an engine, and of scripts for one. */
import { existsSync } from 'node:fs';
import { decisionsFileOf } from '../../corrections/decision-file.js';
import { readClassNames } from '../../dataset/classes/class-names.js';
import type { DataOptions } from '../../dataset/read-dataset.js';
import { TABLE, tableNameParts } from '../../engines/tables.js';
import { FORMAT_TRAITS } from '../../report/formats.js';
import type { DialectName } from '../../sql/dialect.js';
import { SCRIPT_METHODS, type ScriptMethod } from '../../sql/script.js';
import type { ClassLabel, SourceTable } from '../../sql/source.js';
import type { FindFlags, SqlFlags } from '../options/commands.js';
import { firstGiven } from '../options/conflicts.js';
import { COLUMNS, PROBABILITIES, TRAINING, WORDS } from '../options/data.js';
import { ENGINE, type ENGINES } from '../options/engine.js';
import { CONFIDENT_LEARNING, DECISIONS, defaultMethod, METHOD, RUN } from '../options/method.js';
import { longName, type OptionEntry, type OptionSet } from '../options/option.js';
import { KINDS_OF_ROWS, OUTPUT, ROWS } from '../options/report.js';
import type { Io } from '../terminal/io.js';
import * as errors from './errors.js';
import { dataRequest } from './judge.js';
import { type OutputRequest, outputRequest } from './report.js';

/** The method of an engine. */
export interface EngineMethod {
  readonly method: 'noise-aware' | ScriptMethod;
  readonly alpha: number | undefined;
}

/** Request of `find` with an engine. */
export interface EngineRequest {
  readonly engine: (typeof ENGINES)[number];
  readonly files: readonly string[];
  readonly data: DataOptions;
  readonly method: EngineMethod;
  /** Command that starts it; undefined for the default. */
  readonly command: string | undefined;
  readonly database: string | undefined;
  /** In bytes. */
  readonly memory: number | undefined;
  /** Prefix of its tables, if they are kept. */
  readonly keptPrefix: string | undefined;
  readonly output: OutputRequest;
  readonly inputs: readonly string[];
  /** Whether the user has named the method. */
  readonly isMethodNamed: boolean;
  readonly quiet: boolean;
  readonly verbose: boolean;
}

const OF_FIND: OptionSet = {
  ...COLUMNS,
  ...TRAINING,
  ...PROBABILITIES,
  ...WORDS,
  ...METHOD,
  ...CONFIDENT_LEARNING,
  ...DECISIONS,
  ...KINDS_OF_ROWS,
  ...ROWS,
  ...OUTPUT,
  ...RUN,
};
const OF_DUCKDB = { database: ENGINE.database, memory: RUN.memory };

/** @throws UserError if an option is wrong, or would be ignored by the engine */
export async function engineRequest(
  files: readonly string[],
  flags: FindFlags,
  io: Io,
): Promise<EngineRequest> {
  if (files.length === 0) throw errors.noFile();
  refuseInEngine(flags);
  const method = engineMethod(flags);
  requireNoDecisions(files, flags);
  const output = outputRequest(flags, io.stdout.isTTY ? 'table' : 'jsonl');
  if (output.targets.some(({ format }) => FORMAT_TRAITS[format].page)) {
    throw errors.engineOptionIgnored('--format html', 'its page shows rows that are not read here');
  }
  const { engine, engineCommand: command, database, memory, keepTables: keptPrefix, classes } = flags;
  return {
    ...{ engine: engine!, files, method, command, database, memory, keptPrefix, output },
    data: await dataRequest(flags),
    inputs: [...files, ...(typeof classes === 'string' ? [classes] : [])],
    isMethodNamed: flags.method !== undefined,
    quiet: flags.quiet === true,
    verbose: flags.verbose === true,
  };
}

/** Checks that the engine ignores no option. */
export function refuseInEngine(flags: FindFlags): void {
  for (const [name, entry] of Object.entries(OF_FIND)) {
    const { notInEngine } = entry as OptionEntry;
    if (notInEngine === undefined || flags[name as keyof FindFlags] === undefined) continue;
    throw errors.engineOptionIgnored(longName(entry), notInEngine);
  }
  const { decisions, engine, engineCommand, keepTables } = flags;
  if (typeof decisions === 'string') {
    throw errors.engineOptionIgnored('--decisions', DECISIONS.useDecisions.notInEngine!);
  }
  if (engine === 'duckdb') {
    if (engineCommand !== undefined)
      throw errors.engineOptionIgnored('--engine-command', 'DuckDB runs in this program');
    if (keepTables !== undefined)
      throw errors.engineOptionIgnored('--keep-tables', 'its tables are in memory and end with the program');
  } else {
    const option = firstGiven(flags, OF_DUCKDB);
    if (option !== undefined) {
      throw errors.engineOptionIgnored(option, 'the client of Spark says what it connects to and takes');
    }
  }
  if (keepTables !== undefined && !isPlainName(keepTables)) {
    throw errors.notPlainName('--keep-tables', keepTables);
  }
}

/**
 * Checks that there are no decisions beside a data file, which would be used without an engine.
 *
 * @throws UserError if there are, and no option says to ignore them
 */
function requireNoDecisions(files: readonly string[], { decisions }: FindFlags): void {
  const [only] = files;
  if (decisions === false || only === undefined || only === '-' || files.length > 1 || only.startsWith(TABLE))
    return;
  const beside = decisionsFileOf(only);
  if (existsSync(beside)) throw errors.engineDecisions(beside);
}

/** @throws UserError for what noise-aware, the default of engines, would ignore */
function engineMethod(flags: FindFlags): EngineMethod {
  const { method = defaultMethod(flags), alpha } = flags;
  if (method !== 'noise-aware') return sqlMethod(flags);
  const ignored = firstGiven(flags, CONFIDENT_LEARNING);
  if (ignored !== undefined) {
    throw errors.engineOptionIgnored(ignored, 'the method noise-aware does not use it');
  }
  return { method, alpha };
}

/**
 * The method, if SQL can express it.
 *
 * @throws UserError with the reason otherwise
 */
function sqlMethod(flags: Omit<SqlFlags, 'into' | 'prefix'>): {
  readonly method: ScriptMethod;
  readonly alpha: number;
} {
  const { method = 'prune_by_noise_rate', alpha = 1, cv, rankBy } = flags;
  const known = SCRIPT_METHODS.find((name) => name === method);
  if (known === undefined) throw errors.methodNotInSql(method, SCRIPT_METHODS);
  if (cv !== undefined && cv !== 'loo') {
    throw errors.notInSql(
      `--cv ${cv}`,
      'the rows of a table have no order to cut folds by',
      'Leave it out, or write --cv loo: each row is left out by itself.',
    );
  }
  if (rankBy !== undefined && rankBy !== 'self_confidence') {
    throw errors.notInSql(`--rank-by ${rankBy}`, 'only self_confidence is written in SQL', 'Leave it out.');
  }
  for (const [name, entry] of Object.entries(CONFIDENT_LEARNING) as [keyof SqlFlags, OptionEntry][]) {
    if (entry.notInSql === undefined || flags[name as keyof typeof flags] === undefined) continue;
    throw errors.notInSql(longName(entry), entry.notInSql, 'Leave it out, or run without an engine.');
  }
  return { method: known, alpha };
}

/** Request of `sql`. */
export interface SqlRequest {
  readonly dialect: DialectName;
  readonly source: SourceTable;
  /** As the user names it. */
  readonly table: string;
  readonly classes: readonly ClassLabel[];
  readonly method: ScriptMethod;
  readonly alpha: number;
  readonly prefix: string;
  /** The table of the resulting candidates, and its name in parts. */
  readonly into: { readonly name: string; readonly parts: ReturnType<typeof tableNameParts> };
  readonly output: string | undefined;
}

/** @throws UserError if an option is missing, wrong, or cannot be expressed in SQL */
export async function sqlRequest(flags: SqlFlags): Promise<SqlRequest> {
  const { method, alpha } = sqlMethod(flags);
  const { dialect, classes, prefix, into, table, output } = flags;
  if (dialect === undefined) {
    throw errors.sqlOptionMissing(
      '--dialect',
      'say which engine is to run the script, such as --dialect duckdb',
    );
  }
  const source = sourceTable(flags);
  if (classes === undefined) throw errors.sqlNeedsNames();
  if (!isPlainName(prefix)) throw errors.notPlainName('--prefix', prefix);
  const parts = tableNameParts('--into', into);
  const labels = labelsOf(await readClassNames(classes), flags.classBase);
  return {
    ...{ dialect, source, table: table!, method, alpha, prefix, output },
    classes: labels,
    into: { name: into, parts },
  };
}

function sourceTable({ table, id, text, label }: SqlFlags): SourceTable {
  if (table === undefined) throw errors.sqlOptionMissing('--table', 'say where the rows are');
  if (id === undefined) throw errors.sqlOptionMissing('--id', 'say which column names each row');
  if (text === undefined) throw errors.sqlOptionMissing('--text', 'say which column has the text');
  if (label === undefined) throw errors.sqlOptionMissing('--label', 'say which column has the label');
  return { name: tableNameParts('--table', table), id, text, label };
}

/** The label of each class in the table: its name, or its index. */
function labelsOf(names: readonly string[], base: 0 | 1 | undefined): ClassLabel[] {
  return names.map((name, k) => ({ name, label: base === undefined ? name : String(k + base) }));
}

/** Whether a name needs no quotes in any engine. */
function isPlainName(name: string): boolean {
  return /^[a-z][a-z0-9_]*$/i.test(name);
}
