/**
 * Where the records of a file are: physical lines counted in its bytes.
 *
 * csv-parse's own count is wrong for a CRLF inside quotes, so lines are counted here: LF, CRLF and CR each
 * end one, in quotes as well.
 */

const LF = 10;
const CR = 13;

/** Where a record starts in its file. */
export interface RecordStart {
  /** Physical line, from 1. */
  readonly line: number;
  /** Byte offset. */
  readonly place: number;
}

/** Follows the bytes of one file from front to back; offsets are those of the file. */
export class LineWalker {
  /** Chunks that are not walked to their end yet; the first one begins at `#chunkStart`. */
  readonly #chunks: Uint8Array[] = [];
  #chunkStart: number;
  #offset: number;
  #pushed: number;
  #line: number;
  #afterCr = false;

  /**
   * @param start byte offset of the first chunk in the file
   * @param line the line on which it starts; no CR precedes it
   */
  constructor(start = 0, line = 1) {
    this.#line = line;
    this.#chunkStart = start;
    this.#offset = start;
    this.#pushed = start;
  }

  /** Bytes that were pushed and not walked yet: the size of the record under way. */
  get waiting(): number {
    return this.#pushed - this.#offset;
  }

  /** Adds the next bytes of the file. They are read later on, so they must stay as they are. */
  push(chunk: Uint8Array): void {
    this.#chunks.push(chunk);
    this.#pushed += chunk.length;
  }

  /** Walks over the record that ends at `end` (its line end included) and says where it starts. */
  take(end: number): RecordStart {
    const start = this.skipLineEnds();
    this.lineAt(end);
    return start;
  }

  /** Walks over blank lines and says where the next record starts. */
  skipLineEnds(): RecordStart {
    this.#walk(this.#pushed, true);
    return { line: this.#line, place: this.#offset };
  }

  /** Walks to the byte at `offset` and says on which line it is. */
  lineAt(offset: number): number {
    this.#walk(Math.min(offset, this.#pushed), false);
    return this.#line;
  }

  #walk(end: number, onlyLineEnds: boolean): void {
    while (this.#offset < end) {
      const chunk = this.#chunks[0]!;
      const from = this.#offset - this.#chunkStart;
      const to = Math.min(chunk.length, end - this.#chunkStart);
      const stop = this.#count(chunk, from, to, onlyLineEnds);
      this.#offset = this.#chunkStart + stop;
      if (stop === chunk.length) {
        this.#chunks.shift();
        this.#chunkStart = this.#offset;
      }
      if (stop < to) return;
    }
  }

  /** Counts the line ends in a stretch of a chunk; returns where it stopped. */
  #count(chunk: Uint8Array, from: number, to: number, onlyLineEnds: boolean): number {
    let afterCr = this.#afterCr;
    let line = this.#line;
    let at = from;
    for (; at < to; at++) {
      const byte = chunk[at]!;
      if (byte > CR || (byte !== LF && byte !== CR)) {
        if (onlyLineEnds) break;
        afterCr = false;
      } else {
        // The LF of a CRLF ends the line that its CR has ended already.
        if (byte === CR || !afterCr) line++;
        afterCr = byte === CR;
      }
    }
    this.#afterCr = afterCr;
    this.#line = line;
    return at;
  }
}
