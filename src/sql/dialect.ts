/** What SQL engines say differently. */

import { ACTING } from '../report/escape.js';

/** Names of the types that statements need. */
export interface TypeNames {
  /** 64-bit whole numbers. */
  readonly whole: string;
  /** 64-bit floating point. */
  readonly real: string;
  readonly text: string;
}

/** Where words are taken from: a table, and columns of it that are kept beside each word. */
export interface TextSource {
  readonly table: string;
  readonly kept: readonly string[];
  readonly text: string;
}

/**
 * How an engine says what engines say differently. All else of a statement is the SQL that they share; whatever
 * is a name or a text of the user's goes through `quote` or `text`, and so can be anything.
 */
export interface Dialect {
  readonly name: DialectName;
  readonly types: TypeNames;
  /** What has to stand before the first statement, each a statement. */
  readonly preamble: readonly string[];
  /** What has to stand after the last one. */
  readonly epilogue: readonly string[];
  /** A name of a column or a part of a table's name. */
  quote(name: string): string;
  /** A text as a literal. In some dialects, characters stand in it as they are: see `expressionOf` for scripts. */
  text(value: string): string;
  /** The statement that keeps what a query gives as a table, a temporary one where there are such. */
  createTable(table: string, query: string): string;
  /** A query that gives a row for each different word of each text: the columns kept, `word`, and `x`, how often. */
  countWords(source: TextSource): string;
  /** Whether a text has more than white space. */
  hasText(text: string): string;
  /** A query that gives these rows. Each cell is an expression. */
  constants(columns: readonly string[], rows: readonly (readonly string[])[]): string;
  /** a / b, both whole and b positive, rounded down. */
  divide(a: string, b: string): string;
  /** The sum of whole numbers, given as doubles, as a double: exact and so the same in any order, and without overflow. */
  exactSum(expression: string): string;
}

export const DIALECTS = ['duckdb', 'spark', 'trino', 'bigquery', 'snowflake', 'clickhouse'] as const;
export type DialectName = (typeof DIALECTS)[number];

/** The words of lower-cased text, as `vectorize/tokenize.ts` has them. */
export const WORD_PATTERN = '[\\p{L}\\p{N}_]{2,}';
/** One character that is no white space, as JavaScript's \S has it; for engines whose \s is ASCII. */
export const VISIBLE_PATTERN = '[^\\s\\p{Z}\\x{0B}\\x{FEFF}]';

/** A name in double quotes, as the standard has it. */
export const inDoubleQuotes = (name: string) => `"${name.replaceAll('"', '""')}"`;
/** A text in single quotes, where nothing else has a meaning. */
export const inSingleQuotes = (text: string) => `'${text.replaceAll("'", "''")}'`;

/**
 * A text as an expression that is safe to show. Where a dialect has no escapes for characters that act, they are made
 * of their numbers.
 *
 * @example
 * expressionOf(duckdb, 'a\u001b[31m') // "'a' || chr(27) || '[31m'"
 */
export function expressionOf(dialect: Dialect, value: string): string {
  return dialect.text(value).replace(ACTING, (character) => `' || chr(${character.charCodeAt(0)}) || '`);
}

/** A text in single quotes where backslashes have a meaning; line breaks and whatever is not ASCII are escaped. */
export function withBackslashes(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&').replace(/[^ -~]/gu, escaped)}'`;
}

function escaped(character: string): string {
  const code = character.codePointAt(0)!;
  return code > 0xffff
    ? `\\U${code.toString(16).padStart(8, '0')}`
    : `\\u${code.toString(16).padStart(4, '0')}`;
}

/**
 * Counts words by grouping them.
 *
 * @param kept columns that name a row
 * @param words a query that gives a row for each word of each text: the columns kept, and `word`
 */
export function groupWords(kept: readonly string[], words: string): string {
  const columns = [...kept, 'word'].join(', ');
  return `select ${columns}, count(*) as x\nfrom (${words}) as w\ngroup by ${columns}`;
}

/** Rows as the standard writes them: a VALUES list. */
export function valuesList(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const list = rows.map((row) => `(${row.join(', ')})`).join(',\n  ');
  return `select * from (values\n  ${list}) as t(${columns.join(', ')})`;
}
