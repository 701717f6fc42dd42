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
  // Grouping the words of all rows may need more memory than the limit allows.
  countWords: ({ table, kept, text }) =>
    `select ${kept.join(', ')}, e.key as word, cast(e.value as bigint) as x
from (select ${kept.join(', ')}, unnest(map_entries(list_aggregate(${wordsOf(text)}, 'histogram'))) as e from ${table}) as m`,
  hasText: (text) => `regexp_matches(${text}, ${inSingleQuotes(VISIBLE_PATTERN)})`,
  constants: valuesList,
  divide: (a, b) => `(${a}) // (${b})`,
  exactSum: (expression) => `cast(sum(cast(${expression} as bigint)) as double)`,
};

/** The words of a text, as a list. */
function wordsOf(text: string): string {
  return `regexp_extract_all(lower(${text}), ${inSingleQuotes(WORD_PATTERN)})`;
}
