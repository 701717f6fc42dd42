/** Arrays in NumPy's own format (.npy): their items, and matrices of floats; npy-labels.ts has labels. */
import { openFile } from '../dataset/bytes/stored-bytes.js';
import { npyBroken, npyWrongShape, npyWrongType, tableEmpty, tooFewColumns } from './errors.js';
import { isArchive, type NpyHeader, type Readable, readAt, readInto, readNpyHeader } from './npy-header.js';
import type { NumberTable, OnRows } from './number-table.js';

const CHUNK_BYTES = 16 * 1024 * 1024;
/** Node hands so many calls to the system at the same time; to fill memory for the first time takes a processor. */
const READERS = 4;
/** What one of them reads at a time: little enough that rows can be looked at while others are read. */
const PIECE_BYTES = 2 * 1024 * 1024;
export const HOST_IS_LITTLE_ENDIAN = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

/** Turns the bytes of some items into numbers or texts. */
export type Decode<T> = (bytes: ArrayBuffer) => ArrayLike<T>;

const FLOATS: Readonly<Record<string, Decode<number>>> = {
  f2: (bytes) => Float64Array.from(new Uint16Array(bytes), halfToNumber),
  f4: (bytes) => new Float32Array(bytes),
  f8: (bytes) => new Float64Array(bytes),
};

const OTHER_KINDS: Readonly<Record<string, string>> = {
  '?': 'booleans',
  b: 'booleans',
  c: 'complex numbers',
  O: 'Python objects',
  M: 'dates',
  m: 'time spans',
  V: 'raw bytes or records',
  i: 'integers',
  u: 'unsigned integers',
  f: 'floats',
  U: 'texts',
  S: 'bytes',
};

/**
 * Reads a matrix of probabilities: two axes, float16, float32 or float64, in C or Fortran order, either byte order.
 *
 * @param onRows is called while rows are read, where they are as we keep them
 * @throws UserError naming what else it found, or what `onRows` throws
 */
export async function readNpyTable(file: string, onRows: OnRows = () => {}): Promise<NumberTable> {
  return withNpy(file, async (handle, header) => {
    const decode = FLOATS[typeName(header)];
    if (decode === undefined) throw npyWrongType(file, describeType(header), 'float16, float32 or float64');
    if (header.shape.length !== 2) throw npyWrongShape(file, header.shape, '(rows, classes)');
    const [rowCount, columnCount] = header.shape as [number, number];
    // An axis of 0 fits a file of any size: whatever the other one is, there is nothing to go through.
    if (rowCount === 0) throw tableEmpty(file);
    if (columnCount === 0) throw tooFewColumns(file, columnCount);
    // Not shared, but outside of the heap: memory of this size in it starts a garbage collection while reading.
    const values = new Float64Array(new SharedArrayBuffer(8 * rowCount * columnCount));
    const table = { file, names: null, rowCount, columnCount, values, lines: null };
    if (decode === FLOATS.f8) {
      await readDoubles(values, file, handle, header, (count) => {
        if (!header.isFortran) onRows(table, Math.floor(count / columnCount));
      });
    } else {
      for await (const { first, items } of readItems(file, handle, header, decode)) values.set(items, first);
    }
    return header.isFortran ? { ...table, values: transpose(values, columnCount, rowCount) } : table;
  });
}

export async function withNpy<T>(
  file: string,
  read: (handle: Readable, header: NpyHeader) => Promise<T>,
): Promise<T> {
  const { handle, stats } = await openFile(file);
  try {
    if (await isArchive(file, handle)) {
      const array = await (await import('./npz.js')).onlyArrayOf(file);
      const bytes = bytesInMemory(array);
      return await read(bytes, await readNpyHeader(file, bytes, array.length));
    }
    return await read(handle, await readNpyHeader(file, handle, stats.size));
  } finally {
    await handle.close();
  }
}

/** Bytes in memory that are read like a file. */
function bytesInMemory(bytes: Buffer): Readable {
  return {
    async read(target: Buffer, offset: number, length: number, position: number) {
      const piece = bytes.subarray(position, position + length);
      piece.copy(target, offset);
      return { bytesRead: piece.length };
    },
  };
}

/**
 * Reads items that are numbers as we keep them: straight into their place, several pieces at the same time.
 *
 * @param onItems gets how many of the first items are read
 */
async function readDoubles(
  values: Float64Array,
  file: string,
  handle: Readable,
  header: NpyHeader,
  onItems: (count: number) => void,
): Promise<void> {
  const bytes = Buffer.from(values.buffer);
  const isRead = new Uint8Array(Math.ceil(bytes.length / PIECE_BYTES));
  let [next, whole] = [0, 0];
  const readPieces = async () => {
    while (next < isRead.length) {
      const at = next++;
      const from = at * PIECE_BYTES;
      const piece = bytes.subarray(from, from + PIECE_BYTES);
      if ((await readInto(piece, file, handle, header.start + from)) < piece.length) throw hasChanged(file);
      swapBytes(piece, header);
      isRead[at] = 1;
      while (isRead[whole] === 1) whole++;
      onItems(Math.min(values.length, (whole * PIECE_BYTES) / values.BYTES_PER_ELEMENT));
    }
  };
  await Promise.all(
    Array.from({ length: READERS }, () =>
      readPieces().catch((cause: unknown) => {
        next = isRead.length; // the others need not go on
        throw cause;
      }),
    ),
  );
}

const hasChanged = (file: string) => npyBroken(file, 'it has changed while it was being read');

/** Reads all items in the order of the file, many at a time; `first` numbers the first of them. */
export async function* readItems<T>(
  file: string,
  handle: Readable,
  header: NpyHeader,
  decode: Decode<T>,
): AsyncGenerator<{ first: number; items: ArrayLike<T> }> {
  const { itemSize, shape, start } = header;
  const count = shape.reduce((product, length) => product * length, 1);
  const atOnce = Math.max(1, Math.floor(CHUNK_BYTES / Math.max(itemSize, 1)));
  for (let first = 0; first < count; first += atOnce) {
    const length = Math.min(atOnce, count - first) * itemSize;
    const bytes = await readAt(file, handle, start + first * itemSize, length);
    if (bytes.length < length) throw hasChanged(file);
    swapBytes(bytes, header);
    yield { first, items: decode(bytes.buffer as ArrayBuffer) };
  }
}

function swapBytes(bytes: Buffer, { kind, itemSize, isLittleEndian }: NpyHeader): void {
  if (isLittleEndian === HOST_IS_LITTLE_ENDIAN) return;
  const size = kind === 'U' ? 4 : kind === 'S' ? 1 : itemSize;
  if (size === 2) bytes.swap16();
  if (size === 4) bytes.swap32();
  if (size === 8) bytes.swap64();
}

export function typeName({ kind, itemSize }: NpyHeader): string {
  return `${kind}${itemSize}`;
}

export function describeType(header: NpyHeader): string {
  const { kind, itemSize } = header;
  // NumPy counts bytes in its short names and bits in its long ones: its f16 is no float16.
  const size = 'iufc'.includes(kind) ? ` of ${itemSize * 8} bits` : '';
  const what = `${OTHER_KINDS[kind] ?? 'another type'}${size}`;
  return `${what} (${kind}${kind === '?' || kind === 'O' ? '' : kind === 'U' ? itemSize / 4 : itemSize})`;
}

/** A float16: one bit of sign, five of exponent, ten of fraction. */
export function halfToNumber(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0x1f) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (exponent === 0 ? fraction * 2 ** -24 : (1024 + fraction) * 2 ** (exponent - 25));
}

/** Turns a row-major rows × columns matrix on its side. */
function transpose(values: Float64Array, rows: number, columns: number): Float64Array {
  const turned = new Float64Array(values.length);
  for (let row = 0, at = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) turned[column * rows + row] = values[at++]!;
  }
  return turned;
}
