import {
  type Dialect,
  groupWords,
  VISIBLE_PATTERN,
  valuesList,
  WORD_PATTERN,
  withBackslashes,
} from '../dialect.js';

/**
 * Spark SQL 3.5 and 4. There are no temporary tables (a view would be computed at each use), so tables are made in
 * the current database. Regular expressions are Java's, and the third argument of regexp_extract_all must be 0: the
 * whole match, not the first group. Sums of bigint have 64 bits, of decimals 128.
 */
export const spark: Dialect = {
  name: 'spark',
  types: { whole: 'bigint', real: 'double', text: 'string' },
  preamble: [],
  epilogue: [],
  quote: (name) => `\`${name.replaceAll('`', '``')}\``,
  text,
  createTable: (table, query) => `create table ${table} using parquet as\n${query}`,
  countWords: ({ table, kept, text: content }) =>
    groupWords(
      kept,
      `select ${kept.join(', ')}, explode(regexp_extract_all(lower(${content}), ${text(WORD_PATTERN)}, 0)) as word\nfrom ${table}`,
    ),
  hasText: (content) => `${content} rlike ${text(VISIBLE_PATTERN)}`,
  constants: valuesList,
  divide: (a, b) => `(${a}) div (${b})`,
  exactSum: (expression) => `cast(sum(cast(${expression} as decimal(20, 0))) as double)`,
};

/** Escapes semicolons, at which the client splits statements, and exclamation marks, which may begin its own commands. */
function text(value: string): string {
  return withBackslashes(value).replace(/[;!]/g, (sign) => `\\u00${sign.charCodeAt(0).toString(16)}`);
}
