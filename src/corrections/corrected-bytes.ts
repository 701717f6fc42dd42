/** The corrected text: the bytes of the input, but for the labels and rows that decisions change. */

import { fileHasChanged } from '../dataset/errors.js';
import { endOfElementBefore } from '../dataset/json/json-label-cells.js';
import type { Dataset, LabelCell, LabelCells, PlainBytes } from '../types.js';
import { cannotCorrect } from './errors.js';
import type { Edit } from './plan.js';

/** A stretch of the input, and its bytes afterwards. */
export interface Patch {
  readonly start: number;
  readonly end: number;
  readonly bytes: Uint8Array;
  /** The record that it is part of, before and after. */
  readonly before: Uint8Array;
  readonly after: Uint8Array;
  /** Row of the data set. */
  readonly row: number;
  /** Set where the row goes that ends a list. */
  readonly isLastOfList: boolean;
}

type OpenBytes = Awaited<ReturnType<PlainBytes['open']>>;

/** So much is read and written at a time. */
const CHUNK_BYTES = 256 * 1024;
/** So much is read first where a record, or what comes before one, is looked at. */
const FIRST_BYTES = 4096;

/** Where the rows of a text are in its bytes. */
interface RowBytes {
  readonly labelCells: LabelCells;
  readonly plainBytes: PlainBytes;
}

/** @throws UserError if the data set is no single file of rows of text */
function requireRowBytes({ source, parts, labelCells, plainBytes }: Dataset): RowBytes {
  if (labelCells === null || plainBytes === null) throw cannotCorrect(source, parts[0]!.layout.encoding);
  return { labelCells, plainBytes };
}

/**
 * Finds the bytes that edits change, in the order of the file.
 *
 * @param edits ascending by row
 * @throws UserError if the file is not the one that was read before
 */
export async function* findPatches(dataset: Dataset, edits: readonly Edit[]): AsyncGenerator<Patch> {
  const { labelCells, plainBytes } = requireRowBytes(dataset);
  const open = await plainBytes.open();
  try {
    for (const { row, label } of edits) {
      const place = dataset.places[row]!;
      const found = await readRecord(open, { labelCells, plainBytes }, place);
      if (found === undefined) throw fileHasChanged(dataset.source);
      const { bytes, cell } = found;
      const before = bytes.subarray(0, cell.recordEnd);
      const isLastOfList = label === null && cell.isLastOfList === true;
      if (label === null) {
        const nothing = new Uint8Array();
        const end = place + cell.recordEnd;
        yield { start: place, end, bytes: nothing, before, after: nothing, row, isLastOfList };
        continue;
      }
      const written = labelCells.write(label, before.subarray(cell.start, cell.end));
      const after = Buffer.concat([before.subarray(0, cell.start), written, before.subarray(cell.end)]);
      const [start, end] = [place + cell.start, place + cell.end];
      yield { start, end, bytes: written, before, after, row, isLastOfList };
    }
  } finally {
    await open.close();
  }
}

/** Reads on from a place until the record that starts there is whole. */
async function readRecord(
  open: OpenBytes,
  { labelCells, plainBytes: { size } }: RowBytes,
  place: number,
): Promise<{ bytes: Uint8Array; cell: LabelCell } | undefined> {
  for (let length = FIRST_BYTES; ; length *= 4) {
    const bytes = await open.read(place, Math.min(place + length, size));
    const cell = labelCells.find(bytes, place + bytes.length === size);
    if (cell !== undefined) return { bytes, cell };
    if (length >= size - place) return undefined;
  }
}

/**
 * The whole corrected text, piece by piece.
 *
 * @throws UserError if the input changes meanwhile
 */
export async function* correctedBytes(dataset: Dataset, edits: readonly Edit[]): AsyncGenerator<Uint8Array> {
  const { plainBytes } = requireRowBytes(dataset);
  const open = await plainBytes.open();
  try {
    let at = 0;
    for await (const { start, end, bytes } of withoutHangingCommas(findPatches(dataset, edits), open)) {
      yield* copy(open, at, start);
      yield bytes;
      at = end;
    }
    yield* copy(open, at, plainBytes.size);
    // Opening it anew makes sure that the file is still the one that the decisions were matched with.
    await (await plainBytes.open()).close();
  } finally {
    await open.close();
  }
}

async function* copy(open: OpenBytes, from: number, to: number): AsyncGenerator<Uint8Array> {
  for (let at = from; at < to; at += CHUNK_BYTES) {
    yield await open.read(at, Math.min(at + CHUNK_BYTES, to));
  }
}

/** Where rows go with which a list ends, the comma before the first of them goes, too. */
async function* withoutHangingCommas(
  patches: AsyncIterable<Patch>,
  open: OpenBytes,
): AsyncGenerator<Pick<Patch, 'start' | 'end' | 'bytes'>> {
  let run: Patch | undefined;
  for await (const patch of patches) {
    const goes = patch.after.length === 0;
    if (goes && run?.end === patch.start) {
      run = { ...patch, start: run.start };
      continue;
    }
    if (run !== undefined) yield run;
    run = goes ? patch : undefined;
    if (!goes) yield patch;
  }
  if (run === undefined) return;
  yield run.isLastOfList ? { ...run, start: await endBefore(open, run.start) } : run;
}

/** Where the element of a list before a place ends; the place itself where it is the first. */
async function endBefore(open: OpenBytes, place: number): Promise<number> {
  for (let length = FIRST_BYTES; ; length *= 4) {
    const from = Math.max(0, place - length);
    const end = endOfElementBefore(await open.read(from, place));
    if (end !== undefined) return from + end;
    if (from === 0) return place;
  }
}
