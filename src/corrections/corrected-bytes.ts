/** The corrected file: the bytes of the input, but for the labels and rows that decisions change. */
import type { FileHandle } from 'node:fs/promises';
import { openFile } from '../dataset/stored-bytes.js';
import { cannotCorrect, fileHasChanged } from '../errors.js';
import type { Dataset, LabelCell, LabelCells } from '../types.js';
import type { Edit } from './plan.js';

/** A stretch of the input, and what stands there afterwards. */
export interface Patch {
  readonly start: number;
  readonly end: number;
  readonly bytes: Uint8Array;
  /** The record that it is part of, before and after. */
  readonly before: Uint8Array;
  readonly after: Uint8Array;
  /** Row of the data set. */
  readonly row: number;
}

/** So much is read and written at a time. */
const CHUNK_BYTES = 256 * 1024;

/**
 * Finds the bytes that edits change, in the order of the file.
 *
 * @param edits ascending by row
 * @throws UserError if the file is not the one that was read before
 */
export async function* findPatches(dataset: Dataset, edits: readonly Edit[]): AsyncGenerator<Patch> {
  const labelCells = requireLabelCells(dataset);
  const { handle, stats } = await openFile(dataset.source);
  try {
    for (const { row, label } of edits) {
      const place = dataset.places[row]!;
      const { bytes, cell } = await readRecord(
        handle,
        { source: dataset.source, labelCells },
        place,
        stats.size,
      );
      const before = bytes.subarray(0, cell.recordEnd);
      if (label === null) {
        const nothing = new Uint8Array();
        yield { start: place, end: place + cell.recordEnd, bytes: nothing, before, after: nothing, row };
        continue;
      }
      const written = labelCells.write(label, before.subarray(cell.start, cell.end));
      const after = Buffer.concat([before.subarray(0, cell.start), written, before.subarray(cell.end)]);
      yield { start: place + cell.start, end: place + cell.end, bytes: written, before, after, row };
    }
  } finally {
    await handle.close();
  }
}

/** @throws UserError if the data set is no single plain file of rows */
export function requireLabelCells({ source, labelCells }: Dataset): LabelCells {
  if (labelCells === null) throw cannotCorrect(source);
  return labelCells;
}

/** Reads on from a place until the record that starts there is whole. */
async function readRecord(
  handle: FileHandle,
  { source, labelCells }: { readonly source: string; readonly labelCells: LabelCells },
  place: number,
  size: number,
): Promise<{ bytes: Uint8Array; cell: LabelCell }> {
  for (let length = 4096; ; length *= 4) {
    const bytes = await readAt(handle, source, place, Math.min(length, size - place));
    const cell = labelCells.find(bytes, place + bytes.length === size);
    if (cell !== undefined) return { bytes, cell };
    if (length >= size - place) throw fileHasChanged(source);
  }
}

/**
 * The whole corrected file, piece by piece.
 *
 * @throws UserError if the input changes meanwhile
 */
export async function* correctedBytes(dataset: Dataset, edits: readonly Edit[]): AsyncGenerator<Uint8Array> {
  const { handle, stats } = await openFile(dataset.source);
  try {
    let at = 0;
    for await (const { start, end, bytes } of findPatches(dataset, edits)) {
      yield* copy(handle, dataset.source, at, start);
      yield bytes;
      at = end;
    }
    yield* copy(handle, dataset.source, at, stats.size);
    // Reading any row again makes sure that the file is still the one that the decisions were matched with.
    for await (const _row of dataset.readTexts([0])) break;
  } finally {
    await handle.close();
  }
}

async function* copy(handle: FileHandle, file: string, from: number, to: number): AsyncGenerator<Uint8Array> {
  for (let at = from; at < to; at += CHUNK_BYTES) {
    yield await readAt(handle, file, at, Math.min(CHUNK_BYTES, to - at));
  }
}

async function readAt(handle: FileHandle, file: string, place: number, length: number): Promise<Uint8Array> {
  const bytes = Buffer.allocUnsafe(length);
  for (let filled = 0; filled < length; ) {
    const { bytesRead } = await handle.read(bytes, filled, length - filled, place + filled);
    if (bytesRead === 0) throw fileHasChanged(file);
    filled += bytesRead;
  }
  return bytes;
}
