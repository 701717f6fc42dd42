import {
  type Dialect,
  inDoubleQuotes,
  inSingleQuotes,
  VISIBLE_PATTERN,
  valuesList,
  WORD_PATTERN,
} from '../dialect.js';

/** DuckDB 1.5. Regular expressions are RE2's; sums of whole numbers have 128 bits. */
export const duckdb: Dialect = {
  name: 'duckdb',
  types: { whole: 'bigint', real: 'double', text: 'varchar' },
  preamble: [],
  epilogue: [],
  quote: inDoubleQuotes,
  text: inSingleQuotes,
  createTable: (table, query) => `create temporary table ${table} as\n${query}`,
  explodeWords: ({ table, kept, text }) =>
    `select ${kept.join(', ')}, unnest(regexp_extract_all(lower(${text}), ${inSingleQuotes(WORD_PATTERN)})) as word\nfrom ${table}`,
  hasText: (text) => `regexp_matches(${text}, ${inSingleQuotes(VISIBLE_PATTERN)})`,
  constants: valuesList,
  divide: (a, b) => `(${a}) // (${b})`,
  exactSum: (expression) => `cast(sum(cast(${expression} as bigint)) as double)`,
};
