/** Labels in JSON text: one value is found by its path and replaced, every other byte stays as it is. */

import type { LabelCell, LabelCells, LabelPlace } from '../../types.js';
import { objectLength, parseJson } from './json-records.js';

const [QUOTE, BACKSLASH, COMMA, COLON, LF, SPACE] = [0x22, 0x5c, 0x2c, 0x3a, 0x0a, 0x20];
const [OPEN_BRACE, CLOSE_BRACE, OPEN_BRACKET, CLOSE_BRACKET] = [0x7b, 0x7d, 0x5b, 0x5d];

/** A stretch of bytes. */
interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * Labels of a file with a JSON object a line. Only lines that the reader has parsed are looked at.
 *
 * @param place finds the label in a row
 */
export function jsonLineLabelCells(place: LabelPlace): LabelCells {
  const find = (bytes: Uint8Array, whole: boolean): LabelCell | undefined => {
    const lineEnd = bytes.indexOf(LF);
    if (lineEnd === -1 && !whole) return undefined;
    const recordEnd = lineEnd === -1 ? bytes.length : lineEnd + 1;
    const value = findValue(bytes.subarray(0, recordEnd), place);
    return value === undefined ? undefined : { ...value, recordEnd };
  };
  return { find, write: (label, old) => writeJsonLabel(label, old, place) };
}

/**
 * Labels of a file with one JSON list of objects. A record reaches to where the next one begins.
 *
 * @param place finds the label in a row
 */
export function jsonListLabelCells(place: LabelPlace): LabelCells {
  const find = (bytes: Uint8Array): LabelCell | undefined => {
    const length = objectLength(bytes);
    if (length === -1) return undefined;
    const after = skipSpace(bytes, length);
    const next = bytes[after] === COMMA ? skipSpace(bytes, after + 1) : after;
    if (next >= bytes.length) return undefined;
    const value = findValue(bytes.subarray(0, length), place);
    if (value === undefined) return undefined;
    return bytes[after] === COMMA
      ? { ...value, recordEnd: next }
      : { ...value, recordEnd: length, isLastOfList: true };
  };
  return { find, write: (label, old) => writeJsonLabel(label, old, place) };
}

/**
 * Where the element of a list before another one ends: in front of the comma.
 *
 * @param bytes end where the other one begins
 * @returns undefined where they do not reach back to it; `bytes.length` where there is none
 */
export function endOfElementBefore(bytes: Uint8Array): number | undefined {
  const comma = skipSpaceBack(bytes, bytes.length);
  if (comma === 0) return undefined;
  if (bytes[comma - 1] !== COMMA) return bytes.length;
  return skipSpaceBack(bytes, comma - 1) || undefined;
}

/** The end of what precedes the white space that ends at a place. */
function skipSpaceBack(bytes: Uint8Array, from: number): number {
  let at = from;
  while (at > 0 && bytes[at - 1]! <= SPACE) at--;
  return at;
}

function skipSpace(bytes: Uint8Array, from: number): number {
  let at = from;
  while (at < bytes.length && bytes[at]! <= SPACE) at++;
  return at;
}

/** A number as JSON writes it. */
const NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/;

/** The value of the label in the bytes of a record. */
function findValue(record: Uint8Array, { locate }: LabelPlace): Span | undefined {
  const path = locate(parseJson(Buffer.from(record).toString()) as object);
  return path === undefined ? undefined : new JsonBytes(record).find(path);
}

/** A label in the kind of value that the old one is: a number, true or false, else a string. */
function writeJsonLabel(label: string, old: Uint8Array, { write = jsonScalar }: LabelPlace): Uint8Array {
  return Buffer.from(write(label, Buffer.from(old).toString()));
}

/**
 * A label as a JSON value of the kind that another one has. A whole number takes the decimals of a float.
 *
 * @param old the value that it replaces, as JSON
 * @example
 * jsonScalar('4', '3.0') // '4.0'
 */
export function jsonScalar(label: string, old: string): string {
  if (/^(true|false)$/.test(old) && /^(true|false)$/.test(label)) return label;
  if (!NUMBER.test(old) || !NUMBER.test(label)) return JSON.stringify(label);
  const decimals = /^[^eE]*\.(\d+)$/.exec(old)?.[1];
  if (decimals === undefined || !/^-?\d+$/.test(label)) return label;
  return `${label}.${/^0+$/.test(decimals) ? decimals : '0'}`;
}

/**
 * The text of a value in a JSON text.
 *
 * @throws Error if there is none at the path
 */
export function jsonAt(json: string, path: readonly (string | number)[]): string {
  const bytes = Buffer.from(json);
  const { start, end } = spanAt(bytes, path);
  return bytes.toString('utf8', start, end);
}

/**
 * A JSON text with other values, every other byte as it is.
 *
 * @param values paths, none of which leads into another one's value, and JSON texts
 * @throws Error if there is no value at one of the paths
 * @example
 * withValues('{"a": 1, "b": 0}', [[['a'], '2']]) // '{"a": 2, "b": 0}'
 */
export function withValues(
  json: string,
  values: readonly (readonly [path: readonly (string | number)[], value: string])[],
): string {
  const bytes = Buffer.from(json);
  const edits = values.map(([path, value]) => ({ ...spanAt(bytes, path), value }));
  let [text, at] = ['', 0];
  for (const { start, end, value } of edits.sort((a, b) => a.start - b.start)) {
    text += bytes.toString('utf8', at, start) + value;
    at = end;
  }
  return text + bytes.toString('utf8', at);
}

/**
 * Where the value is that a path leads to.
 *
 * @throws Error if there is none
 */
export function spanAt(bytes: Buffer, path: readonly (string | number)[]): Span {
  const span = new JsonBytes(bytes).find(path);
  if (span === undefined) throw new Error(`no value at ${path.join('.')}`);
  return span;
}

/** Walks over the bytes of one JSON value that is known to be well formed. */
class JsonBytes {
  readonly #bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** The value that a path leads to. */
  find(path: readonly (string | number)[]): Span | undefined {
    let start = this.#skipSpace(0);
    for (const step of path) {
      const next = this.#child(start, step);
      if (next === undefined) return undefined;
      start = next;
    }
    return { start, end: this.#afterValue(start) };
  }

  /** Where the value of a key, or at a place in a list, starts. */
  #child(container: number, step: string | number): number | undefined {
    const isObject = this.#bytes[container] === OPEN_BRACE;
    let found: number | undefined;
    let at = this.#skipSpace(container + 1);
    for (let place = 0; at < this.#bytes.length && !this.#closes(at); place++) {
      let name: string | number = place;
      if (isObject) {
        const end = this.#afterString(at);
        name = JSON.parse(Buffer.from(this.#bytes.subarray(at, end)).toString());
        at = this.#skipSpace(end);
        if (this.#bytes[at] === COLON) at = this.#skipSpace(at + 1);
      }
      // Of a key that occurs twice the last one counts, as for JSON.parse.
      if (name === step) found = at;
      at = this.#skipSpace(this.#afterValue(at));
      if (this.#bytes[at] === COMMA) at = this.#skipSpace(at + 1);
    }
    return found;
  }

  #afterValue(start: number): number {
    if (this.#bytes[start] === QUOTE) return this.#afterString(start);
    let depth = 0;
    for (let at = start; at < this.#bytes.length; at++) {
      const byte = this.#bytes[at]!;
      if (byte === QUOTE) at = this.#afterString(at) - 1;
      else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) depth++;
      else if (this.#closes(at)) {
        if (depth === 0) return at; // what holds a number, true, false or null
        if (--depth === 0) return at + 1;
      } else if (depth === 0 && (byte === COMMA || byte <= SPACE)) return at;
    }
    return this.#bytes.length;
  }

  #afterString(opening: number): number {
    for (let at = opening + 1; at < this.#bytes.length; at++) {
      if (this.#bytes[at] === BACKSLASH) at++;
      else if (this.#bytes[at] === QUOTE) return at + 1;
    }
    return this.#bytes.length;
  }

  #skipSpace(at: number): number {
    return skipSpace(this.#bytes, at);
  }

  #closes(at: number): boolean {
    return this.#bytes[at] === CLOSE_BRACE || this.#bytes[at] === CLOSE_BRACKET;
  }
}
