/** NumPy's archives of arrays (.npz), of which one with a single array can be read. */
import { readFile } from 'node:fs/promises';
import { inflateRawSync } from 'node:zlib';
import { fileProblem } from '../dataset/bytes/stored-bytes.js';
import { archiveBroken, severalArrays } from './errors.js';

/** Signatures of a zip archive: the end of its directory, an entry of that, and the head of a member. */
const END = Buffer.from('PK\x05\x06', 'latin1');
const ENTRY = 0x02014b50;
const ENTRY_BYTES = 46;
const HEAD_BYTES = 30;
const [STORED, DEFLATED] = [0, 8];

/**
 * The bytes of the only array of an archive, as a .npy file has them.
 *
 * @throws UserError if it can't be read, or holds several arrays
 */
export async function onlyArrayOf(file: string): Promise<Buffer> {
  const bytes = await readFile(file).catch((cause: unknown) => {
    throw fileProblem(file, cause);
  });
  try {
    return arrayIn(file, bytes);
  } catch (cause) {
    if (cause instanceof RangeError || (cause as { code?: string }).code?.startsWith('Z_'))
      throw archiveBroken(file, 'it is cut off or damaged');
    throw cause;
  }
}

function arrayIn(file: string, bytes: Buffer): Buffer {
  const end = bytes.lastIndexOf(END);
  if (end === -1) throw archiveBroken(file, 'it is cut off');
  const count = bytes.readUInt16LE(end + 10);
  let at = bytes.readUInt32LE(end + 16);
  const names: string[] = [];
  let first = -1;
  for (let entry = 0; entry < count; entry++) {
    if (bytes.readUInt32LE(at) !== ENTRY) throw archiveBroken(file, 'its directory is damaged');
    const nameLength = bytes.readUInt16LE(at + 28);
    names.push(bytes.toString('utf8', at + ENTRY_BYTES, at + ENTRY_BYTES + nameLength).replace(/\.npy$/, ''));
    if (first === -1) first = at;
    at += ENTRY_BYTES + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  if (names.length > 1) throw severalArrays(file, names);
  if (first === -1) throw archiveBroken(file, 'there is no array in it');
  const method = bytes.readUInt16LE(first + 10);
  const [packed, size] = [bytes.readUInt32LE(first + 20), bytes.readUInt32LE(first + 24)];
  const head = bytes.readUInt32LE(first + 42);
  const start = head + HEAD_BYTES + bytes.readUInt16LE(head + 26) + bytes.readUInt16LE(head + 28);
  const member = bytes.subarray(start, start + packed);
  if (method !== STORED && method !== DEFLATED) throw archiveBroken(file, `compressed by method ${method}`);
  const array = method === STORED ? member : inflateRawSync(member);
  if (array.length !== size) throw archiveBroken(file, 'it is cut off');
  return array;
}
