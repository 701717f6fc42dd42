/** The tables of one run: made, remembered, and taken away. */

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
  /** Takes tables away that are not needed any more. */
  drop(names: readonly string[]): Promise<void>;
}

/**
 * The tables of a run.
 *
 * @param keeps whether tables are left that are not needed any more
 * @param onStatement is told the name of each statement before it runs
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

/** What begins the name of a table, where a file could be named. */
export const TABLE = 'table:';
/**
 * @param what the input is: 'a table', 'Parquet'
 * @throws UserError for options that only say how a text file is written, where there is none
 */
export function requireNoTextOptions(name: string, what: string, { delimiter, header }: DataOptions): void {
  if (delimiter !== undefined) throw delimiterIgnored(name, what);
  if (header !== undefined) throw headerIgnored(name, header);
}

/** Catalog, schema and table are usual; some engines have a project before. */
const MOST_PARTS = 4;

/**
 * Takes the name of a table apart at its dots; parts in double quotes or backticks keep theirs.
 *
 * @throws UserError where a part is missing
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
