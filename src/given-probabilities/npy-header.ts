/** The head of a NumPy file (.npy): what the array is called, how large it is, and where its bytes begin. */
import { fileProblem } from '../dataset/bytes/stored-bytes.js';
import { npyBroken, npyWrongType } from './errors.js';

/** What bytes are read from: an open file, or memory. */
export interface Readable {
  read(bytes: Buffer, offset: number, length: number, position: number): Promise<{ bytesRead: number }>;
}

export interface NpyHeader {
  /** Kind of the items: f float, i integer, u unsigned integer, U text, S bytes, and others. */
  readonly kind: string;
  /** Bytes of an item; for kind U, four for each character. */
  readonly itemSize: number;
  readonly isLittleEndian: boolean;
  /** Whether the first axis varies fastest. */
  readonly isFortran: boolean;
  readonly shape: readonly number[];
  /** Byte offset of the first item. */
  readonly start: number;
}

const MAGIC = Buffer.from('\x93NUMPY', 'latin1');
const ZIP = Buffer.from('PK\x03\x04', 'latin1');
/** Magic, two bytes of version, and at most four that say how long the header is. */
const FRONT_BYTES = 12;
/** A longer header is no header. */
const MOST_HEADER_BYTES = 1 << 20;
/** Systems do not read more than 2 GiB in one call. */
const MOST_AT_ONCE = 1 << 30;

/** Whether a file is an archive, whatever its name says. */
export async function isArchive(file: string, handle: Readable): Promise<boolean> {
  return (await readAt(file, handle, 0, ZIP.length)).equals(ZIP);
}

/**
 * Reads the header of an open .npy file, versions 1 to 3 of the format.
 *
 * @param size bytes of the file
 * @throws UserError if it is no such file, or not as long as its header says
 */
export async function readNpyHeader(file: string, handle: Readable, size: number): Promise<NpyHeader> {
  const front = await readAt(file, handle, 0, Math.min(FRONT_BYTES, size));
  if (front.length < FRONT_BYTES || !front.subarray(0, MAGIC.length).equals(MAGIC)) {
    throw npyBroken(file, 'it does not begin as one');
  }
  const version = front[MAGIC.length]!;
  if (version < 1 || version > 3) throw npyBroken(file, `there is no version ${version} of the format`);
  const [from, length] = version === 1 ? [10, front.readUInt16LE(8)] : [12, front.readUInt32LE(8)];
  const start = from + length;
  if (start > size || length > MOST_HEADER_BYTES) throw npyBroken(file, 'it ends within its header');
  const text = (await readAt(file, handle, from, length)).toString(version === 3 ? 'utf8' : 'latin1');
  const header = { ...parseHeader(file, text), start };
  const needed = start + header.itemSize * header.shape.reduce((product, length) => product * length, 1);
  const huge = [header.itemSize, ...header.shape].find((count) => !Number.isSafeInteger(count));
  if (huge !== undefined) throw npyBroken(file, `its header announces ${huge} items`);
  // Python objects have no fixed size; whoever wants numbers refuses them by what they are.
  if (needed !== size && header.kind !== 'O') {
    throw npyBroken(file, `its header announces ${needed} bytes, but it has ${size}`);
  }
  return header;
}

/** Reads the dictionary that NumPy writes, such as {'descr': '<f4', 'fortran_order': False, 'shape': (3, 2), }. */
function parseHeader(file: string, text: string): Omit<NpyHeader, 'start'> {
  const order = /'fortran_order':\s*(True|False)/.exec(text)?.[1];
  const shape = /'shape':\s*\(([\d,\s]*)\)/.exec(text)?.[1];
  if (order === undefined || shape === undefined || !/'descr':/.test(text)) {
    throw npyBroken(file, 'its header is not that of an array');
  }
  const descr = /'descr':\s*'([<>|=]?)([a-zA-Z?])(\d*)[^']*'/.exec(text);
  if (descr === null) throw npyWrongType(file, 'records of several fields', 'plain numbers or texts');
  const [, endian, kind, size] = descr;
  return {
    kind: kind!,
    itemSize: Number(size || '1') * (kind === 'U' ? 4 : 1),
    isLittleEndian: endian !== '>',
    isFortran: order === 'True',
    shape: shape
      .split(',')
      .map((length) => length.trim())
      .filter((length) => length !== '')
      .map(Number),
  };
}

/** Reads bytes from a place; fewer come only where the file ends. */
export async function readAt(file: string, handle: Readable, place: number, length: number): Promise<Buffer> {
  // Not from the pool: typed arrays over it must begin at a multiple of their item's size.
  const bytes = Buffer.from(new ArrayBuffer(length));
  return bytes.subarray(0, await readInto(bytes, file, handle, place));
}

/**
 * Fills a buffer with the bytes from a place.
 *
 * @returns how many it got: fewer than asked for only where the file ends
 */
export async function readInto(
  bytes: Buffer,
  file: string,
  handle: Readable,
  place: number,
): Promise<number> {
  let filled = 0;
  while (filled < bytes.length) {
    const wanted = Math.min(bytes.length - filled, MOST_AT_ONCE);
    const { bytesRead } = await handle.read(bytes, filled, wanted, place + filled).catch((cause: unknown) => {
      throw fileProblem(file, cause);
    });
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return filled;
}
