/** The frames and blocks of Zstandard data (RFC 8878, section 3.1), without what is in the blocks. */

/** What the first bytes of a frame say about it. */
export interface ZstdFrame {
  /** Bytes of the header, magic number included. */
  readonly headerBytes: number;
  /** Bytes of the content; undefined where the frame does not say it. */
  readonly contentBytes: number | undefined;
  /** Bytes that a decoder has to keep. */
  readonly windowBytes: number;
  readonly hasChecksum: boolean;
  readonly dictionary: number;
}

/** One block of a frame. */
export interface ZstdBlock {
  readonly isLast: boolean;
  /** Bytes of the block, its header included. */
  readonly bytes: number;
}

const MAGIC = 0xfd2fb528;
const MAX_HEADER_BYTES = 18;
const BLOCK_HEADER_BYTES = 3;
const MAX_BLOCK_BYTES = 128 * 1024;

/** Whether a frame of data for other programs begins here, which decoders pass over. */
export function isSkippable(head: Uint8Array): boolean {
  return (
    head.length >= 4 && (head[0]! & 0xf0) === 0x50 && head[1] === 0x2a && head[2] === 0x4d && head[3] === 0x18
  );
}

/**
 * Reads the header of a frame.
 *
 * @param isWhole whether no further bytes come
 * @returns undefined where more bytes are needed
 * @throws Error if no frame begins here
 */
export function readFrameHeader(head: Buffer, isWhole: boolean): ZstdFrame | undefined {
  if (head.length < MAX_HEADER_BYTES && !isWhole) return undefined;
  if (head.length < 6) throw new Error('unexpected end');
  if (head.readUInt32LE(0) !== MAGIC) throw new Error('there is something else between the frames');
  const descriptor = head[4]!;
  if ((descriptor & 8) !== 0) throw new Error('a frame has a reserved bit');
  const isSingleSegment = (descriptor & 0x20) !== 0;
  const sizeCode = descriptor >> 6;
  const dictionaryBytes = [0, 1, 2, 4][descriptor & 3]!;
  const sizeBytes = sizeCode === 0 ? Number(isSingleSegment) : 1 << sizeCode;
  const dictionaryAt = isSingleSegment ? 5 : 6;
  const sizeAt = dictionaryAt + dictionaryBytes;
  const headerBytes = sizeAt + sizeBytes;
  if (head.length < headerBytes) throw new Error('unexpected end');
  const contentBytes =
    sizeBytes === 0 ? undefined : littleEndian(head, sizeAt, sizeBytes) + (sizeCode === 1 ? 256 : 0);
  return {
    headerBytes,
    contentBytes,
    windowBytes: isSingleSegment ? contentBytes! : windowOf(head[5]!),
    hasChecksum: (descriptor & 4) !== 0,
    dictionary: littleEndian(head, dictionaryAt, dictionaryBytes),
  };
}

/**
 * Reads the header of a block.
 *
 * @returns undefined where more bytes are needed
 * @throws Error if there is no such block
 */
export function readBlockHeader(head: Buffer): ZstdBlock | undefined {
  if (head.length < BLOCK_HEADER_BYTES) return undefined;
  const header = head.readUIntLE(0, BLOCK_HEADER_BYTES);
  const size = header >> 3;
  const isOneByteRepeated = ((header >> 1) & 3) === 1;
  if (size > MAX_BLOCK_BYTES) throw new Error('a block is too large');
  return { isLast: (header & 1) === 1, bytes: BLOCK_HEADER_BYTES + (isOneByteRepeated ? 1 : size) };
}

function windowOf(descriptor: number): number {
  const base = 2 ** (10 + (descriptor >> 3));
  return base + (base / 8) * (descriptor & 7);
}

function littleEndian(bytes: Buffer, at: number, count: number): number {
  if (count === 8) return Number(bytes.readBigUInt64LE(at));
  return count === 0 ? 0 : bytes.readUIntLE(at, count);
}
