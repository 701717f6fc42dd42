import { type Dialect, groupWords, VISIBLE_PATTERN, WORD_PATTERN, withBackslashes } from '../dialect.js';

/** BigQuery, run as one script, which its temporary tables need. It has no VALUES rows. */
export const bigquery: Dialect = {
  name: 'bigquery',
  types: { whole: 'int64', real: 'float64', text: 'string' },
  preamble: [],
  epilogue: [],
  quote: (name) => `\`${name.replace(/[\\`]/g, '\\$&')}\``,
  text: withBackslashes,
  createTable: (table, query) => `create temp table ${table} as\n${query}`,
  countWords: ({ table, kept, text }) =>
    groupWords(
      kept,
      `select ${kept.join(', ')}, word\nfrom ${table} cross join unnest(regexp_extract_all(lower(${text}), ${withBackslashes(WORD_PATTERN)})) as word`,
    ),
  hasText: (text) => `regexp_contains(${text}, ${withBackslashes(VISIBLE_PATTERN)})`,
  constants: (columns, rows) => {
    const structs = rows.map((row) => {
      return `struct(${row.map((cell, at) => `${cell} as ${columns[at]}`).join(', ')})`;
    });
    return `select * from unnest([\n  ${structs.join(',\n  ')}])`;
  },
  divide: (a, b) => `div(${a}, ${b})`,
  exactSum: (expression) => `cast(sum(cast(${expression} as bignumeric)) as float64)`,
};
