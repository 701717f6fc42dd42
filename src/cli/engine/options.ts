import { existsSync } from 'node:fs';
import { type Command, Option } from 'commander';
import { TABLE } from '../../engines/tables.js';
import { tableNeedsEngine, withoutEngine } from '../errors.js';

/** Engines that are run for you. */
export const ENGINES = ['duckdb', 'spark'] as const;

/** What the options about engines come to. */
export interface EngineFlags {
  readonly engine?: (typeof ENGINES)[number];
  readonly engineCommand?: string;
  readonly database?: string;
  readonly keepTables?: string;
}

const NEED_ENGINE = {
  engineCommand: '--engine-command',
  database: '--database',
  keepTables: '--keep-tables',
} as const;

export function addEngineOptions(command: Command): void {
  command
    .optionsGroup('Engine:')
    .addOption(
      new Option('--engine <name>', 'let an engine do the work: files it reads, or table:<name>').choices(
        ENGINES,
      ),
    )
    .option('--engine-command <command>', 'how to start it (spark; default: spark-sql)')
    .option('--database <file>', 'where table:<name> is (duckdb)')
    .option('--keep-tables <prefix>', 'leave its tables there, named so');
}

/** What commander says of an unknown option, with a hint where it is one about engines. */
export function hintAtFind(message: string): string {
  if (!/unknown option '--(engine|engine-command|database|keep-tables)'/.test(message)) return message;
  return message.replace(
    /'(?=\s|$)/,
    `'\n  Engines work for find only: find-label-errors find <file> --engine duckdb`,
  );
}

/** @throws UserError for a table, or an option that is only about engines, where none is named */
export function requireEngine(files: readonly string[], flags: EngineFlags): void {
  const table = files.find((file) => file.startsWith(TABLE) && !existsSync(file));
  if (table !== undefined) throw tableNeedsEngine(table);
  for (const [key, option] of Object.entries(NEED_ENGINE)) {
    if (flags[key as keyof typeof NEED_ENGINE] !== undefined) throw withoutEngine(option);
  }
}
