/** JSON whose large whole numbers keep all their digits: as doubles, ids of 64 bits would become others. */

import { isDate } from 'node:util/types';

/** A number of so many digits may be one; most JSON has none, and is read by JSON.parse alone. */
const MAY_BE_LARGE = /\d{16}/;
/** Of private use: hardly any text has it. */
const MARK = '\ue000';
const WRITTEN_MARK = /\ue000|\\ue000/gi;
/** A string, or a number, as JSON writes them. */
const TOKEN = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/**
 * Parses JSON; whole numbers that doubles do not hold exactly become bigints.
 *
 * @throws SyntaxError if it is no JSON
 * @example
 * parseExactly('{"id": 9007199254740993}') // { id: 9007199254740993n }
 */
export function parseExactly(text: string): unknown {
  if (!MAY_BE_LARGE.test(text)) return JSON.parse(text);
  // No string of the text begins with more of this character than there are, written as it is or escaped.
  const mark = MARK.repeat((text.match(WRITTEN_MARK)?.length ?? 0) + 1);
  let hasLarge = false;
  const marked = text.replace(TOKEN, (token) => {
    if (!isLarge(token)) return token;
    hasLarge = true;
    return `"${mark}${token}"`;
  });
  return hasLarge ? withIntegers(JSON.parse(marked), mark) : JSON.parse(text);
}

function isLarge(token: string): boolean {
  return /^-?[1-9]\d{15,}$/.test(token) && !Number.isSafeInteger(Number(token));
}

function withIntegers(value: unknown, mark: string): unknown {
  if (typeof value === 'string') return value.startsWith(mark) ? BigInt(value.slice(mark.length)) : value;
  if (typeof value !== 'object' || value === null) return value;
  const holder = value as Record<string, unknown>;
  for (const key of Object.keys(holder)) {
    const part = withIntegers(holder[key], mark);
    // Not by assignment, which takes the name __proto__ for something else.
    if (part !== holder[key])
      Object.defineProperty(holder, key, {
        value: part,
        writable: true,
        enumerable: true,
        configurable: true,
      });
  }
  return holder;
}

/** A value as JSON, bigints as the numbers that they are. */
export function stringifyExactly(value: unknown): string {
  if (typeof value === 'bigint') return String(value);
  if (typeof value !== 'object' || value === null || isDate(value)) return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) return `[${value.map(stringifyExactly).join(',')}]`;
  const parts = Object.entries(value).filter(([, part]) => part !== undefined);
  return `{${parts.map(([key, part]) => `${JSON.stringify(key)}:${stringifyExactly(part)}`).join(',')}}`;
}
