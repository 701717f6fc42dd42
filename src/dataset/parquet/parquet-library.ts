/** hyparquet: how it reads our bytes, and what it throws at damaged ones. */
import type { AsyncBuffer } from 'hyparquet';
import type { PlainBytes } from '../../types.js';

/** Bytes of ours as a file that hyparquet reads. */
export function asyncFile(
  open: Pick<Awaited<ReturnType<PlainBytes['open']>>, 'read'>,
  byteLength: number,
): AsyncBuffer {
  return {
    byteLength,
    async slice(start, end = byteLength) {
      const bytes = await open.read(start, Math.min(end, byteLength));
      return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer;
    },
  };
}

/**
 * Lets hyparquet work on a file. It asks for many pieces at once, and does not wait for all of them where it throws or
 * needs a piece no more; one that failed then would be told to nobody, which ends the process. So a piece that fails
 * never comes, and ends the work instead.
 */
export async function withParquet<T>(file: AsyncBuffer, work: (file: AsyncBuffer) => Promise<T>): Promise<T> {
  let isOver = false;
  let fail: (cause: unknown) => void;
  const failure = new Promise<never>((_, reject) => {
    fail = reject;
  });
  const slice = (start: number, end?: number) =>
    new Promise<ArrayBuffer>((resolve) => {
      Promise.resolve(file.slice(start, end)).then((piece) => isOver || resolve(piece), fail);
    });
  try {
    return await Promise.race([work({ byteLength: file.byteLength, slice }), failure]);
  } finally {
    isOver = true;
  }
}

/**
 * Whether hyparquet has stumbled over damaged bytes without seeing that they are damaged: then JavaScript itself says
 * what went wrong in the program, as in "Cannot read properties of undefined", which tells people nothing.
 */
export function isStumble(cause: unknown): boolean {
  return !(cause instanceof Error) || cause.name !== 'Error' || /\bundefined$/.test(cause.message);
}
