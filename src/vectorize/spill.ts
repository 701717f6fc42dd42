/** Term matrices that are too large for memory: their blocks go to a private temporary file. */

import { closeSync, readSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { openUnnamed } from '../dataset/bytes/spool.js';
import { partOfRow } from '../types/dataset.js';
import type { StoredBlocks, TermBlock } from '../types.js';
import { spillFailed } from './errors.js';
import type { BlockStore, MakeBlockStore } from './term-matrix-builder.js';

/** Memory for the blocks of several matrices together. */
export interface SpillBudget {
  /** Bytes that are left. */
  left: number;
  /** Whether a matrix needed more. */
  exceeded: boolean;
}

/**
 * Makes stores that keep blocks in memory within a budget, and write all blocks of the first matrix that exceeds it to
 * a file. Reading them gives the same values either way.
 *
 * @example
 * const budget = { left: 200_000_000, exceeded: false };
 * const vectorizer = new Vectorizer({}, spilling(budget));
 */
export function spilling(budget: SpillBudget): MakeBlockStore {
  return () => new SpillingStore(budget);
}

class SpillingStore implements BlockStore {
  readonly #budget: SpillBudget;
  #inMemory: TermBlock[] = [];
  #bytes = 0;
  #file: BlockFile | undefined;

  constructor(budget: SpillBudget) {
    this.#budget = budget;
  }

  add(block: TermBlock): void {
    if (this.#file !== undefined) {
      this.#file.append(block);
      return;
    }
    const bytes = block.rowStart.byteLength + block.term.byteLength + block.count.byteLength;
    this.#inMemory.push(block);
    this.#bytes += bytes;
    this.#budget.left -= bytes;
    if (this.#budget.left >= 0) return;
    this.#budget.exceeded = true;
    this.#budget.left += this.#bytes;
    this.#file = new BlockFile();
    for (const held of this.#inMemory) this.#file.append(held);
    this.#inMemory = [];
  }

  finish(): readonly TermBlock[] | StoredBlocks {
    return this.#file ?? this.#inMemory;
  }
}

/** Place of a block in its file. */
interface BlockPlace {
  readonly firstRow: number;
  readonly rows: number;
  readonly entries: number;
  /** Array type of its counts. */
  readonly Counts: typeof Uint8Array | typeof Uint16Array | typeof Uint32Array;
  readonly start: number;
}

/** Closes the files of stores that were garbage-collected. */
const descriptors = new FinalizationRegistry<number>((descriptor) => closeSync(descriptor));

/** Blocks in a file without a name, which the system removes however the process ends. */
class BlockFile implements StoredBlocks {
  readonly #descriptor: number;
  readonly #places: BlockPlace[] = [];
  #end = 0;
  #largest = 0;
  /** Buffer for the last row that was read alone. */
  #row = new Uint8Array(1024);

  constructor() {
    this.#descriptor = openUnnamed(fail);
    descriptors.register(this, this.#descriptor);
  }

  append({ firstRow, rowStart, term, count }: TermBlock): void {
    this.#places.push({
      firstRow,
      rows: rowStart.length - 1,
      entries: term.length,
      Counts: kindOf(count),
      start: this.#end,
    });
    const start = this.#end;
    for (const array of [rowStart, term, count]) this.#write(array);
    this.#largest = Math.max(this.#largest, this.#end - start);
  }

  /** Reads the blocks in row order, all into the same buffer. */
  *[Symbol.iterator](): Generator<TermBlock> {
    const memory = new ArrayBuffer(this.#largest);
    for (const place of this.#places) {
      const { rows, entries, start } = place;
      this.#read(new Uint8Array(memory, 0, bytesOf(place)), start);
      yield {
        firstRow: place.firstRow,
        rowStart: new Uint32Array(memory, 0, rows + 1),
        term: new Uint32Array(memory, 4 * (rows + 1), entries),
        count: new place.Counts(memory, 4 * (rows + 1 + entries), entries),
      };
    }
  }

  /** Reads a row; all rows share one buffer. */
  readRow(row: number): TermBlock {
    const { firstRow, rows, entries, Counts, start } = partOfRow(this.#places, row);
    this.#read(this.#row.subarray(0, 8), start + 4 * (row - firstRow));
    const [first, end] = new Uint32Array(this.#row.buffer, 0, 2) as unknown as [number, number];
    const length = end - first;
    const width = Counts.BYTES_PER_ELEMENT;
    if (this.#row.length < (4 + width) * length) this.#row = new Uint8Array(2 * (4 + width) * length);
    const terms = start + 4 * (rows + 1);
    this.#read(this.#row.subarray(0, 4 * length), terms + 4 * first);
    this.#read(this.#row.subarray(4 * length, (4 + width) * length), terms + 4 * entries + width * first);
    return {
      firstRow: row,
      rowStart: Uint32Array.of(0, length),
      term: new Uint32Array(this.#row.buffer, 0, length),
      count: new Counts(this.#row.buffer, 4 * length, length),
    };
  }

  #write({ buffer, byteOffset, byteLength }: TermBlock['count']): void {
    const bytes = new Uint8Array(buffer, byteOffset, byteLength);
    try {
      for (let written = 0; written < bytes.length; ) {
        written += writeSync(this.#descriptor, bytes, written, bytes.length - written, this.#end + written);
      }
    } catch (cause) {
      fail(cause);
    }
    this.#end += bytes.length;
  }

  #read(into: Uint8Array, start: number): void {
    for (let filled = 0; filled < into.length; ) {
      const count = readSync(this.#descriptor, into, filled, into.length - filled, start + filled);
      if (count === 0) throw new RangeError('the temporary file is shorter than what was written to it');
      filled += count;
    }
  }
}

function bytesOf({ rows, entries, Counts }: BlockPlace): number {
  return 4 * (rows + 1 + entries) + Counts.BYTES_PER_ELEMENT * entries;
}

function kindOf(counts: TermBlock['count']): BlockPlace['Counts'] {
  if (counts instanceof Uint8Array) return Uint8Array;
  return counts instanceof Uint16Array ? Uint16Array : Uint32Array;
}

/** Error codes of a file that cannot grow: disk full, quota, or size limit. */
const FULL = ['ENOSPC', 'EDQUOT', 'EFBIG'];

function fail(cause: unknown): never {
  const { code } = cause as NodeJS.ErrnoException;
  throw spillFailed(
    tmpdir(),
    code !== undefined && FULL.includes(code) ? 'the disk is full' : (code ?? String(cause)),
  );
}
