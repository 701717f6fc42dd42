import {
  type Dialect,
  groupWords,
  inDoubleQuotes,
  inSingleQuotes,
  VISIBLE_PATTERN,
  valuesList,
  WORD_PATTERN,
} from '../dialect.js';

/** Trino. It has no temporary tables, so tables are made in the current schema. */
export const trino: Dialect = {
  name: 'trino',
  types: { whole: 'bigint', real: 'double', text: 'varchar' },
  preamble: [],
  epilogue: [],
  quote: inDoubleQuotes,
  text: inSingleQuotes,
  createTable: (table, query) => `create table ${table} as\n${query}`,
  countWords: ({ table, kept, text }) =>
    groupWords(
      kept,
      `select ${kept.join(', ')}, w.word\nfrom ${table} cross join unnest(regexp_extract_all(lower(${text}), ${inSingleQuotes(WORD_PATTERN)})) as w(word)`,
    ),
  hasText: (text) => `regexp_like(${text}, ${inSingleQuotes(VISIBLE_PATTERN)})`,
  constants: valuesList,
  divide: (a, b) => `(${a}) / (${b})`,
  exactSum: (expression) => `cast(sum(cast(${expression} as decimal(38, 0))) as double)`,
};
