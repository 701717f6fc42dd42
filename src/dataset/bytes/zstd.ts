/** Zstandard: fzstd reads the blocks, libzstd writes them; frames and their checksums are ours to check and to write. */
import type { Decompress } from 'fzstd';
import type { XXHash } from 'xxhash-wasm';
import { isSkippable, readBlockHeader, readFrameHeader, type ZstdFrame } from './zstd-frames.js';

/** What the `zstd` program allows by default, too; a larger window would be a few damaged bits more likely. */
const MAX_WINDOW_BYTES = 128 * 1024 * 1024;
const CHECKSUM_BYTES = 4;
const SKIPPABLE_HEADER_BYTES = 8;
/** Content of a frame that we write: more would compress hardly better, and take more memory. */
const FRAME_BYTES = 8 * 1024 * 1024;
const CHECKSUM_FLAG = 4;
const DESCRIPTOR_AT = 4;

/** A frame that is being decoded. */
interface OpenFrame {
  readonly header: ZstdFrame;
  readonly decoder: Decompress;
  readonly hash: XXHash<bigint>;
  contentBytes: number;
  isComplete: boolean;
}

/** Loads what decoding needs; afterwards it works without waiting. */
export async function loadZstdDecoder(): Promise<() => ZstdDecoder> {
  const [{ Decompress }, { default: xxhash }] = await Promise.all([import('fzstd'), import('xxhash-wasm')]);
  const { create64 } = await xxhash();
  return () =>
    new ZstdDecoder(
      (onContent) => new Decompress(onContent),
      () => create64(),
    );
}

/**
 * Decodes frame after frame, whatever the pieces in which they come, and checks what a frame says of its content: its
 * size and its checksum, which fzstd passes over. Make one with `loadZstdDecoder`.
 */
export class ZstdDecoder {
  readonly #newDecoder: (onContent: (piece: Uint8Array) => void) => Decompress;
  readonly #newHash: () => XXHash<bigint>;
  #pending: Buffer = Buffer.alloc(0);
  #skip = 0;
  #frame: OpenFrame | undefined;
  #content: Uint8Array[] = [];

  constructor(
    newDecoder: (onContent: (piece: Uint8Array) => void) => Decompress,
    newHash: () => XXHash<bigint>,
  ) {
    this.#newDecoder = newDecoder;
    this.#newHash = newHash;
  }

  /**
   * @param isLast whether no further bytes come
   * @returns the content that these bytes complete
   * @throws Error if the data are damaged, or end too early
   */
  push(bytes: Uint8Array, isLast: boolean): Uint8Array[] {
    this.#pending = Buffer.concat([this.#pending, bytes]);
    this.#content = [];
    while (this.#pending.length > 0 && this.#step(isLast)) {}
    const isCut = this.#pending.length > 0 || this.#skip > 0 || this.#frame !== undefined;
    if (isLast && isCut) throw new Error('unexpected end');
    return this.#content;
  }

  /** Takes the next part off the pending bytes; false where they do not hold all of it. */
  #step(isLast: boolean): boolean {
    if (this.#skip > 0) this.#skip -= this.#take(Math.min(this.#skip, this.#pending.length)).length;
    else if (this.#frame === undefined) return this.#startFrame(isLast);
    else if (this.#frame.isComplete) return this.#checkSum(this.#frame);
    else return this.#decodeBlock(this.#frame);
    return true;
  }

  #startFrame(isLast: boolean): boolean {
    if (isSkippable(this.#pending)) {
      if (this.#pending.length < SKIPPABLE_HEADER_BYTES) return false;
      this.#skip = this.#take(SKIPPABLE_HEADER_BYTES).readUInt32LE(4);
      return true;
    }
    const header = readFrameHeader(this.#pending, isLast);
    if (header === undefined) return false;
    if (header.dictionary !== 0) throw new Error('they need a dictionary');
    if (header.windowBytes > MAX_WINDOW_BYTES) throw new Error('they need a window of more than 128 MB');
    const frame: OpenFrame = {
      header,
      decoder: this.#newDecoder((piece) => this.#receive(frame, piece)),
      hash: this.#newHash(),
      contentBytes: 0,
      isComplete: false,
    };
    this.#frame = frame;
    frame.decoder.push(this.#take(header.headerBytes));
    return true;
  }

  #receive(frame: OpenFrame, piece: Uint8Array): void {
    // The decoder goes on writing into its window, so that what it hands out must be copied.
    this.#content.push(piece.slice());
    frame.contentBytes += piece.length;
    if (frame.header.hasChecksum) frame.hash.update(piece);
  }

  #decodeBlock(frame: OpenFrame): boolean {
    const block = readBlockHeader(this.#pending);
    if (block === undefined || this.#pending.length < block.bytes) return false;
    decode(frame.decoder, this.#take(block.bytes));
    if (block.isLast) {
      frame.isComplete = true;
      if (!frame.header.hasChecksum) this.#endFrame(frame);
    }
    return true;
  }

  #checkSum(frame: OpenFrame): boolean {
    if (this.#pending.length < CHECKSUM_BYTES) return false;
    const bytes = this.#take(CHECKSUM_BYTES);
    this.#endFrame(frame, bytes);
    const sum = bytes.readUInt32LE(0);
    if (sum !== lowBytes(frame.hash.digest())) throw new Error('the checksum is wrong');
    return true;
  }

  /** fzstd keeps the blocks of a short frame until it sees its end. */
  #endFrame(frame: OpenFrame, checksum: Uint8Array = new Uint8Array(0)): void {
    decode(frame.decoder, checksum, true);
    const { contentBytes } = frame.header;
    if (contentBytes !== undefined && contentBytes !== frame.contentBytes)
      throw new Error('the content has another size than they say');
    this.#frame = undefined;
  }

  #take(count: number): Buffer {
    const taken = this.#pending.subarray(0, count);
    this.#pending = this.#pending.subarray(count);
    return taken;
  }
}

/** What fzstd throws at damaged blocks that it does not see to be damaged are JavaScript's words for its own code. */
function decode(decoder: Decompress, bytes: Uint8Array, isLast = false): void {
  try {
    decoder.push(bytes, isLast);
  } catch (cause) {
    const { code, message } = cause as { code?: unknown; message: string };
    throw new Error(typeof code === 'number' ? message : 'a block cannot be decoded');
  }
}

function lowBytes(hash: bigint): number {
  return Number(hash & 0xffffffffn);
}

/**
 * Decompresses.
 *
 * @throws Error if the data are damaged, or end too early
 */
export async function* unzstd(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const decoder = (await loadZstdDecoder())();
  for await (const chunk of source) yield* decoder.push(chunk, false);
  yield* decoder.push(new Uint8Array(0), true);
}

type Encoder = (content: Uint8Array) => Uint8Array;
let encoder: Promise<Encoder> | undefined;

/** Loads what compressing needs: a function from content to one frame, which has a checksum. */
export function loadZstdEncoder(): Promise<Encoder> {
  // Once only: the library's second initialization breaks what is being used.
  encoder ??= newEncoder();
  return encoder;
}

async function newEncoder(): Promise<Encoder> {
  const [zstd, { default: xxhash }] = await Promise.all([
    import('@bokuweb/zstd-wasm'),
    import('xxhash-wasm'),
  ]);
  const [{ create64 }] = await Promise.all([xxhash(), zstd.init()]);
  return (content) => {
    const frame = zstd.compress(content);
    // The library cannot be asked for a checksum, which goes behind the last block.
    frame[DESCRIPTOR_AT]! |= CHECKSUM_FLAG;
    const checksum = Buffer.alloc(CHECKSUM_BYTES);
    checksum.writeUInt32LE(lowBytes(create64().update(content).digest()));
    return Buffer.concat([frame, checksum]);
  };
}

/** Compresses into frames with checksums. The same content gives the same bytes, whatever its pieces and Node's version. */
export async function* toZstd(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const encode = await loadZstdEncoder();
  let waiting: Uint8Array[] = [];
  let size = 0;
  let isEmpty = true;
  for await (const chunk of source) {
    for (let at = 0; at < chunk.length; ) {
      const piece = chunk.subarray(at, at + FRAME_BYTES - size);
      at += piece.length;
      waiting.push(piece);
      size += piece.length;
      if (size < FRAME_BYTES) continue;
      yield encode(Buffer.concat(waiting));
      [waiting, size, isEmpty] = [[], 0, false];
    }
  }
  if (size > 0 || isEmpty) yield encode(Buffer.concat(waiting));
}
