import { type Dialect, VISIBLE_PATTERN, valuesList, WORD_PATTERN, withBackslashes } from '../dialect.js';

/**
 * Spark SQL 3.5 and 4. There are no temporary tables (a view would be computed again at each use), so that tables
 * are made in the current database. Regular expressions are Java's, and the third argument of
 * regexp_extract_all must be 0: the whole match, not the first group. Sums of bigint have 64 bits, of decimals 128.
 */
export const spark: Dialect = {
  name: 'spark',
  types: { whole: 'bigint', real: 'double', text: 'string' },
  preamble: [],
  epilogue: [],
  quote: (name) => `\`${name.replaceAll('`', '``')}\``,
  text: withBackslashes,
  createTable: (table, query) => `create table ${table} using parquet as\n${query}`,
  explodeWords: ({ table, kept, text }) =>
    `select ${kept.join(', ')}, explode(regexp_extract_all(lower(${text}), ${withBackslashes(WORD_PATTERN)}, 0)) as word\nfrom ${table}`,
  hasText: (text) => `${text} rlike ${withBackslashes(VISIBLE_PATTERN)}`,
  constants: valuesList,
  divide: (a, b) => `(${a}) div (${b})`,
  exactSum: (expression) => `cast(sum(cast(${expression} as decimal(20, 0))) as double)`,
};
