/** Differences between SQL engines. */

import { ACTING } from '../report/escape.js';

/** Names of the types that statements need. */
export interface TypeNames {
  /** 64-bit whole numbers. */
  readonly whole: string;
  /** 64-bit floating point. */
  readonly real: string;
  readonly text: string;
}

/** The source of words: a table, and columns of it that are kept beside each word. */
export interface TextSource {
  readonly table: string;
  readonly kept: readonly string[];
  readonly text: string;
}

/**
 * What engines express differently. The rest of a statement is the SQL that they share. Names and texts of the user
 * may be anything, since they pass through `quote` or `text`.
 */
export interface Dialect {
  readonly name: DialectName;
  readonly types: TypeNames;
  /** Statements that must precede the first one. */
  readonly preamble: readonly string[];
  /** Statements that must follow the last one. */
  readonly epilogue: readonly string[];
  /** Quotes a name of a column or a part of a table's name. */
  quote(name: string): string;
  /** A text as a literal. In some dialects it contains acting characters unescaped: see `expressionOf` for scripts. */
  text(value: string): string;
  /** The statement that stores the result of a query as a table, temporary where the engine has such. */
  createTable(table: string, query: string): string;
  /** A query with a row for each different word of each text: the columns kept, `word`, and `x`, its count. */
  countWords(source: TextSource): string;
  /** Whether a text contains more than white space. */
  hasText(text: string): string;
  /** A query for constant rows. Each cell is an expression. */
  constants(columns: readonly string[], rows: readonly (readonly string[])[]): string;
  /** a / b, both whole and b positive, rounded down. */
  divide(a: string, b: string): string;
  /** The sum of whole numbers that are given as doubles, as a double: exact, so independent of order, without overflow. */
  exactSum(expression: string): string;
}

export const DIALECTS = ['duckdb', 'spark', 'trino', 'bigquery', 'snowflake', 'clickhouse'] as const;
export type DialectName = (typeof DIALECTS)[number];

/** The words of lower-cased text, as in `vectorize/tokenize.ts`. */
export const WORD_PATTERN = '[\\p{L}\\p{N}_]{2,}';
/** A character other than white space, as JavaScript's \S; for engines whose \s is ASCII. */
export const VISIBLE_PATTERN = '[^\\s\\p{Z}\\x{0B}\\x{FEFF}]';

/** A name in double quotes, as in standard SQL. */
export const inDoubleQuotes = (name: string) => `"${name.replaceAll('"', '""')}"`;
/** A text in single quotes, without other escapes. */
export const inSingleQuotes = (text: string) => `'${text.replaceAll("'", "''")}'`;

/**
 * A text as an expression that is safe to show. In dialects without escapes, acting characters are made by their
 * numbers.
 *
 * @example
 * expressionOf(duckdb, 'a\u001b[31m') // "'a' || chr(27) || '[31m'"
 */
export function expressionOf(dialect: Dialect, value: string): string {
  return dialect.text(value).replace(ACTING, (character) => `' || chr(${character.codePointAt(0)}) || '`);
}

/** A text in single quotes with backslash escapes for line breaks and all that is not ASCII. */
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
 * Counts words by grouping.
 *
 * @param kept columns that identify a row
 * @param words a query with a row for each word of each text: the columns kept, and `word`
 */
export function groupWords(kept: readonly string[], words: string): string {
  const columns = [...kept, 'word'].join(', ');
  return `select ${columns}, count(*) as x\nfrom (${words}) as w\ngroup by ${columns}`;
}

/** Constant rows in standard SQL: a VALUES list. */
export function valuesList(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const list = rows.map((row) => `(${row.join(', ')})`).join(',\n  ');
  return `select * from (values\n  ${list}) as t(${columns.join(', ')})`;
}
