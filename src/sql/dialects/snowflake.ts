import {
  type Dialect,
  groupWords,
  inDoubleQuotes,
  VISIBLE_PATTERN,
  valuesList,
  WORD_PATTERN,
  withBackslashes,
} from '../dialect.js';

const visible = VISIBLE_PATTERN.replace(/\\x\{(\w+)\}/g, (_, hex: string) => `\\u${hex.padStart(4, '0')}`);

/**
 * Snowflake. Its regular expressions have no \p{L}, so two JavaScript functions contain the patterns; they shorten
 * texts exactly as this program does. NUMBER has 38 digits. As in Snowflake, an unquoted name is case-insensitive
 * (`body` is BODY), and a name in double quotes is not.
 */
export const snowflake: Dialect = {
  name: 'snowflake',
  types: { whole: 'number(38, 0)', real: 'double', text: 'varchar' },
  preamble: [
    `create or replace temporary function fle_words(t varchar) returns array language javascript immutable as $$\n  return T.toLowerCase().match(/${WORD_PATTERN}/gu) || [];\n$$`,
    `create or replace temporary function fle_has_text(t varchar) returns boolean language javascript immutable as $$\n  return /${visible}/u.test(T);\n$$`,
  ],
  epilogue: ['drop function fle_words(varchar)', 'drop function fle_has_text(varchar)'],
  quote: (name) => {
    const [, exact] = /^"(.*)"$/s.exec(name) ?? [];
    return inDoubleQuotes(exact ?? (/^\w+$/.test(name) ? name.toUpperCase() : name));
  },
  text: withBackslashes,
  createTable: (table, query) => `create temporary table ${table} as\n${query}`,
  countWords: ({ table, kept, text }) =>
    groupWords(
      kept,
      `select ${kept.join(', ')}, w.value::varchar as word\nfrom ${table}, lateral flatten(input => fle_words(${text})) w`,
    ),
  hasText: (text) => `fle_has_text(${text})`,
  constants: valuesList,
  // The result of / is rounded to six decimals.
  divide: (a, b) => `((${a}) - mod(${a}, ${b})) / (${b})`,
  exactSum: (expression) => `cast(sum(cast(${expression} as number(38, 0))) as double)`,
};
