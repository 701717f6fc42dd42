/** Whether bytes are text at all: byte order marks, UTF-8, NUL. */

import { isUtf8 } from 'node:buffer';
import { readFile, realpath, stat } from 'node:fs/promises';
import type { UserError } from '../../errors/user-error.js';
import { fileIsNotUtf8 } from '../errors.js';
import * as errors from './errors.js';
import { LineWalker } from './line-walker.js';

export const UTF8_BOM = Buffer.from([0xef, 0xbb, 0xbf]);
const UTF16_BOMS = [Buffer.from([0xff, 0xfe]), Buffer.from([0xfe, 0xff])];

/**
 * Takes a byte order mark off the front.
 *
 * @returns the bytes that remain, and the offset in the file at which they start: 0 or 3
 * @throws UserError if the mark is that of UTF-16
 */
export async function skipBom(
  file: string,
  source: AsyncIterable<Buffer>,
): Promise<{ start: number; chunks: AsyncIterable<Buffer> }> {
  const iterator = source[Symbol.asyncIterator]();
  let head: Buffer = Buffer.alloc(0);
  while (head.length < UTF8_BOM.length) {
    const next = await iterator.next();
    if (next.done) break;
    head = head.length === 0 ? next.value : Buffer.concat([head, next.value]);
  }
  if (UTF16_BOMS.some((bom) => bom.equals(head.subarray(0, bom.length)))) throw errors.fileIsUtf16(file);
  const start = UTF8_BOM.equals(head.subarray(0, UTF8_BOM.length)) ? UTF8_BOM.length : 0;
  return { start, chunks: prepend(head.subarray(start), iterator) };
}

async function* prepend(head: Buffer, rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  if (head.length > 0) yield head;
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
}

/** A byte that no text file can have. */
export interface BadByte {
  readonly kind: 'not UTF-8' | 'NUL';
  /** Byte offset in the file. */
  readonly place: number;
}

/** Checks that the chunks of a file are UTF-8 without NUL; a character may lie across chunks. */
export class TextCheck {
  /** The bytes of a character that the chunk so far has cut in two: at most three. */
  #cut: Buffer = Buffer.alloc(0);
  #place: number;

  /** @param start byte offset of the first chunk in the file */
  constructor(start = 0) {
    this.#place = start;
  }

  /** @returns the first bad byte of the next chunk, where there is one */
  push(chunk: Buffer): BadByte | undefined {
    const bytes = this.#cut.length === 0 ? chunk : Buffer.concat([this.#cut, chunk]);
    const whole = bytes.length - cutLength(bytes);
    const nul = bytes.indexOf(0);
    if (nul !== -1) return { kind: 'NUL', place: this.#place + nul };
    if (!isUtf8(bytes.subarray(0, whole))) {
      return { kind: 'not UTF-8', place: this.#place + firstInvalid(bytes) };
    }
    this.#cut = bytes.subarray(whole);
    this.#place += whole;
    return undefined;
  }

  /** @returns the first byte of a character that the end of the file cuts off, where there is one */
  end(): BadByte | undefined {
    return this.#cut.length === 0 ? undefined : { kind: 'not UTF-8', place: this.#place };
  }
}

/** How many bytes at the end are the beginning of a character that is not complete: 0 to 3. */
function cutLength(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back]!;
    const follows = (byte & 0xc0) === 0x80;
    if (follows) continue;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    return length > back ? back : 0;
  }
  return 0;
}

/** Offset of the byte at which invalid UTF-8 stops being valid, by halving. */
function firstInvalid(bytes: Buffer): number {
  let valid = 0;
  let invalid = bytes.length;
  while (invalid - valid > 1) {
    const middle = (valid + invalid) >> 1;
    const front = bytes.subarray(0, middle);
    if (isUtf8(front.subarray(0, middle - cutLength(front)))) valid = middle;
    else invalid = middle;
  }
  return valid;
}

/** The message about a bad byte on a line. */
export function badByteProblem(file: string, line: number, bad: BadByte): UserError {
  return bad.kind === 'NUL' ? errors.fileHasNul(file, line) : fileIsNotUtf8(file, line);
}

/**
 * The text of a small file that is read as a whole, without its byte order mark.
 *
 * @throws UserError if its bytes are not UTF-8 text
 */
export function decodeText(file: string, bytes: Buffer): string {
  if (UTF16_BOMS.some((bom) => bom.equals(bytes.subarray(0, bom.length)))) throw errors.fileIsUtf16(file);
  const check = new TextCheck();
  const bad = check.push(bytes) ?? check.end();
  if (bad !== undefined) {
    const walker = new LineWalker();
    walker.push(bytes);
    throw badByteProblem(file, walker.lineAt(bad.place), bad);
  }
  return bytes.toString('utf8').replace(/^\ufeff/, '');
}

/** Where the system keeps the pipes that shells make for `<(command)`. */
const PIPES_OF_SHELLS = /^\/(dev|proc)\//;

/**
 * Reads a file. A device may give bytes without an end, and a pipe in a folder may wait for a writer for ever: neither
 * is read. Only the pipe that a shell makes for `<(command)` is, since it has a writer.
 *
 * @throws UserError if it is no regular file; else what the system says, such as ENOENT
 */
export async function readWholeFile(file: string): Promise<Buffer> {
  const stats = await stat(file);
  const isOfShell = stats.isFIFO() && PIPES_OF_SHELLS.test(await realpath(file).catch(() => file));
  if (!stats.isFile() && !stats.isDirectory() && !isOfShell) throw errors.fileNotRegular(file);
  return readFile(file);
}

/** A typed array that grows as numbers are added, for counts that only the end of a file tells. */

type Numbers = Uint32Array | Float64Array;

/** Numbers are added to pieces of this length: to move them all when an array is full would take it twice. */
const PIECE = 65_536;

export class Growing<A extends Numbers> {
  readonly #make: (length: number) => A;
  #pieces: A[] = [];
  #latest: A;
  #filled = 0;

  /** @param make makes an array of zeros of a given length */
  constructor(make: (length: number) => A) {
    this.#make = make;
    this.#latest = make(PIECE);
  }

  get length(): number {
    return this.#pieces.length * PIECE + this.#filled;
  }

  push(value: number): void {
    if (this.#filled === PIECE) {
      this.#pieces.push(this.#latest);
      this.#latest = this.#make(PIECE);
      this.#filled = 0;
    }
    this.#latest[this.#filled++] = value;
  }

  /** The numbers so far, in an array of exactly their length; then it begins anew. */
  finish(): A {
    const all = this.#make(this.length);
    for (const [at, piece] of this.#pieces.entries()) all.set(piece, at * PIECE);
    all.set(this.#latest.subarray(0, this.#filled), this.#pieces.length * PIECE);
    this.#pieces = [];
    this.#filled = 0;
    return all;
  }
}

export const growingUint32 = () => new Growing((length) => new Uint32Array(length));
export const growingFloat64 = () => new Growing((length) => new Float64Array(length));
