import { type Dialect, groupWords, VISIBLE_PATTERN, WORD_PATTERN, withBackslashes } from '../dialect.js';

/**
 * ClickHouse. Outer joins return 0 for missing values by default. Temporary tables need a session, which some clients
 * do not keep, so tables are made in the current database.
 */
export const clickhouse: Dialect = {
  name: 'clickhouse',
  // A cast of null to a type that is not Nullable is an error, even in a branch that is not taken.
  types: { whole: 'Nullable(Int64)', real: 'Float64', text: 'Nullable(String)' },
  preamble: ['set join_use_nulls = 1'],
  epilogue: [],
  quote: (name) => `\`${name.replace(/[\\`]/g, '\\$&')}\``,
  text: (value) => withBackslashes(value).replace(/\\[uU][\da-f]+/g, utf8),
  createTable: (table, query) => `create table ${table} engine = MergeTree order by tuple() as\n${query}`,
  countWords: ({ table, kept, text }) =>
    groupWords(
      kept,
      `select ${kept.join(', ')}, arrayJoin(extractAll(lowerUTF8(${text}), ${withBackslashes(WORD_PATTERN)})) as word\nfrom ${table}`,
    ),
  hasText: (text) => `match(${text}, ${withBackslashes(VISIBLE_PATTERN)})`,
  constants: (columns, rows) => {
    const selects = rows.map((row) => {
      return `select ${row.map((cell, at) => `${cell} as ${columns[at]}`).join(', ')}`;
    });
    return selects.join('\nunion all\n');
  },
  divide: (a, b) => `intDiv(${a}, ${b})`,
  exactSum: (expression) => `toFloat64(sum(toInt128(${expression})))`,
};

/** ClickHouse has \xHH for bytes, and no \u. */
function utf8(written: string, at: number, whole: string): string {
  // After an escaped backslash, a u does not begin an escape.
  const before = /\\*$/.exec(whole.slice(0, at))![0].length;
  if (before % 2 === 1) return written;
  const bytes = new TextEncoder().encode(String.fromCodePoint(Number.parseInt(written.slice(2), 16)));
  return Array.from(bytes, (byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('');
}
