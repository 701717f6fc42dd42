/** JSON lines and JSON arrays, cut into their records by bytes, so that a file need not fit into memory. */

import { badByteProblem, skipBom, TextCheck } from '../bytes/bytes.js';
import { LineWalker } from '../bytes/line-walker.js';
import { recordTooLong } from '../errors.js';
import * as errors from './errors.js';
import { parseExactly } from './exact-json.js';

const [LF, CR, SPACE, TAB, QUOTE, BACKSLASH, COMMA] = [10, 13, 32, 9, 34, 92, 44];
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [91, 93, 123, 125];
const MAX_RECORD_BYTES = 64 * 1024 * 1024;

/** The text of one record: a JSON value, or a line. */
export interface RawRecord {
  readonly text: string;
  readonly line: number;
  readonly place: number;
}

/** Cuts bytes at line ends; blank lines are left out. */
export const cutLines = (file: string, source: AsyncIterable<Buffer>): AsyncGenerator<RawRecord[]> =>
  cutJson(file, 'jsonl', source);

/**
 * Cuts bytes at line ends (`jsonl`), or an array between its elements (`json`).
 *
 * @param from where the bytes begin in the file, if not at its front
 */
export async function* cutJson(
  file: string,
  layout: 'jsonl' | 'json',
  source: AsyncIterable<Buffer>,
  from?: { readonly start: number; readonly line: number },
): AsyncGenerator<RawRecord[]> {
  const { start, chunks } = from === undefined ? await skipBom(file, source) : { ...from, chunks: source };
  const check = new TextCheck(start);
  const walker = new LineWalker(start, from?.line);
  const cutter = layout === 'jsonl' ? new LineCutter() : new ArrayCutter(file, walker);
  const refuse = (bad: ReturnType<TextCheck['push']>) => {
    if (bad !== undefined) throw badByteProblem(file, walker.lineAt(bad.place), bad);
  };
  let [held, offset] = [Buffer.alloc(0) as Buffer, start];
  const cut = (bytes: Buffer, atEnd: boolean) => {
    const ends = cutter.push(bytes, held.length, offset, atEnd);
    const records = ends.map(({ from, to }) => ({
      line: walker.lineAt(offset + from),
      place: offset + from,
      text: bytes.toString('utf8', from, to),
    }));
    const used = cutter.used;
    held = bytes.subarray(used);
    offset += used;
    if (held.length > MAX_RECORD_BYTES) throw recordTooLong(file, walker.lineAt(offset), MAX_RECORD_BYTES);
    return records;
  };
  for await (const chunk of chunks) {
    walker.push(chunk);
    refuse(check.push(chunk));
    const records = cut(held.length === 0 ? chunk : Buffer.concat([held, chunk]), false);
    if (records.length > 0) yield records;
  }
  refuse(check.end());
  const records = cut(held, true);
  if (records.length > 0) yield records;
  cutter.finish(offset);
}

interface Cut {
  readonly from: number;
  readonly to: number;
}

/** A record a line; blank lines are none. */
class LineCutter {
  used = 0;

  push(bytes: Buffer, held: number, _offset: number, atEnd: boolean): Cut[] {
    const cuts: Cut[] = [];
    let from = 0;
    for (let at = held; ; at++) {
      at = bytes.indexOf(LF, at);
      if (at === -1) break;
      cuts.push({ from, to: at });
      from = at + 1;
    }
    if (atEnd && from < bytes.length) {
      cuts.push({ from, to: bytes.length });
      from = bytes.length;
    }
    this.used = from;
    return cuts.filter(({ from: start, to }) => !isBlank(bytes, start, to));
  }

  finish(): void {}
}

function isBlank(bytes: Buffer, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (!isSpace(bytes[at]!)) return false;
  return true;
}

function isSpace(byte: number): boolean {
  return byte === SPACE || byte === LF || byte === CR || byte === TAB;
}

/** The elements of one array: counts brackets outside of strings. */
class ArrayCutter {
  used = 0;
  readonly #file: string;
  readonly #walker: LineWalker;
  #depth = 0;
  #inString = false;
  #escaped = false;
  #start = -1;
  #afterComma = false;
  #closed = false;

  constructor(file: string, walker: LineWalker) {
    this.#file = file;
    this.#walker = walker;
  }

  push(bytes: Buffer, held: number, offset: number): Cut[] {
    const cuts: Cut[] = [];
    for (let at = held; at < bytes.length; at++) {
      const byte = bytes[at]!;
      if (this.#inString) {
        if (this.#escaped) this.#escaped = false;
        else if (byte === BACKSLASH) this.#escaped = true;
        else if (byte === QUOTE) this.#inString = false;
        continue;
      }
      if (isSpace(byte)) continue;
      if (this.#closed) throw errors.jsonTrailing(this.#file, this.#walker.lineAt(offset + at));
      if (this.#depth === 0) {
        if (byte !== OPEN_LIST) throw errors.jsonNotArray(this.#file, this.#walker.lineAt(offset + at));
        this.#depth = 1;
        continue;
      }
      if (this.#depth === 1 && (byte === COMMA || byte === CLOSE_LIST)) {
        if (this.#start !== -1) cuts.push({ from: this.#start, to: at });
        else if (byte === COMMA || this.#afterComma)
          throw errors.jsonNothingInList(this.#file, this.#walker.lineAt(offset + at));
        this.#start = -1;
        this.#afterComma = byte === COMMA;
        if (byte === CLOSE_LIST) this.#closed = true;
        continue;
      }
      if (this.#start === -1) this.#start = at;
      if (byte === QUOTE) this.#inString = true;
      else if (byte === OPEN_LIST || byte === OPEN_OBJECT) this.#depth++;
      else if (byte === CLOSE_LIST || byte === CLOSE_OBJECT) this.#depth--;
    }
    this.used = this.#start === -1 ? bytes.length : this.#start;
    if (this.#start !== -1) this.#start = 0;
    return cuts;
  }

  finish(offset: number): void {
    if (!this.#closed) throw errors.jsonCutOff(this.#file, this.#walker.lineAt(offset));
  }
}

/** Length of the JSON object or list at the front of bytes; -1 where none is complete. */
export function objectLength(bytes: Uint8Array): number {
  let [depth, inString] = [0, false];
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at]!;
    if (inString) {
      if (byte === BACKSLASH) at++;
      else if (byte === QUOTE) inString = false;
    } else if (byte === QUOTE) inString = true;
    else if (byte === OPEN_OBJECT || byte === OPEN_LIST) depth++;
    else if ((byte === CLOSE_OBJECT || byte === CLOSE_LIST) && --depth === 0) return at + 1;
  }
  return -1;
}

/** Strings, and what Python writes for numbers that JSON does not have. */
const STRING_OR_NAN = /"(?:[^"\\]|\\.)*"|\bNaN\b|-?\bInfinity\b/g;

/**
 * A JSON value. Large whole numbers are bigints; NaN and infinities, which Python writes although JSON does not have them, are null.
 *
 * @throws SyntaxError where it is something else than JSON
 */
export function parseJson(text: string): unknown {
  try {
    return parseExactly(text);
  } catch (cause) {
    if (!/NaN|Infinity/.test(text)) throw cause;
    return parseExactly(text.replace(STRING_OR_NAN, (found) => (found.startsWith('"') ? found : 'null')));
  }
}
