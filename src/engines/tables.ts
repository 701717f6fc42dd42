/** The tables of one run: made, recorded, and dropped. */

import { delimiterIgnored, headerIgnored } from '../dataset/errors.js';
import type { DataOptions } from '../dataset/read-dataset.js';
import { drop, type Plan, type Statement } from '../sql/plan.js';
import type { Engine } from './engine.js';
import { tableNameBroken } from './errors.js';

export interface Tables {
  readonly engine: Engine;
  readonly plan: Plan;
  /** Runs statements one after the other. */
  make(statements: readonly Statement[]): Promise<void>;
  /** Drops tables that are not needed any more. */
  drop(names: readonly string[]): Promise<void>;
}

/**
 * The tables of a run.
 *
 * @param keeps whether to keep tables that are not needed any more
 * @param onStatement called with the name of each statement before it runs
 */
export function tablesOf(
  engine: Engine,
  plan: Plan,
  keeps: boolean,
  onStatement: (name: string) => void,
): Tables {
  return {
    engine,
    plan,
    async make(statements) {
      for (const statement of statements) {
        onStatement(statement.name);
        await engine.run(statement);
      }
    },
    async drop(names) {
      if (keeps) return;
      for (const name of names) await engine.run(drop(plan, name));
    },
  };
}

/** Prefix of a table name where a file name is possible too. */
export const TABLE = 'table:';
/**
 * @param what kind of input: 'a table', 'Parquet'
 * @throws UserError for options about the syntax of text files
 */
export function requireNoTextOptions(name: string, what: string, { delimiter, header }: DataOptions): void {
  if (delimiter !== undefined) throw delimiterIgnored(name, what);
  if (header !== undefined) throw headerIgnored(name, header);
}

/** Names have catalog, schema and table; some engines put a project first. */
const MOST_PARTS = 4;

/**
 * Splits the name of a table at its dots, except those inside double quotes or backticks.
 *
 * @throws UserError if a part is empty
 *
 * @example
 * tableNameParts('--table', 'shop."odd.name"') // ['shop', 'odd.name']
 */
export function tableNameParts(option: string, name: string): string[] {
  const parts: string[] = [];
  let rest = name;
  do {
    const found = /^(?:"((?:[^"]|"")*)"|`((?:[^`]|``)*)`|([^."`]+))(\.|$)/s.exec(rest);
    const part = found?.[1]?.replaceAll('""', '"') ?? found?.[2]?.replaceAll('``', '`') ?? found?.[3];
    if (found === null || part === undefined || part === '') throw tableNameBroken(option, name);
    parts.push(part);
    rest = found[4] === '.' ? rest.slice(found[0].length) : '';
    if (found[4] === '.' && rest === '') throw tableNameBroken(option, name);
  } while (rest !== '');
  if (parts.length > MOST_PARTS) throw tableNameBroken(option, name);
  return parts;
}
