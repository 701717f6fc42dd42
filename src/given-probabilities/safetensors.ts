/** Probabilities in .safetensors: one tensor with two axes. */
import { readFile } from 'node:fs/promises';
import { fileProblem } from '../dataset/bytes/stored-bytes.js';
import { npyWrongShape, npyWrongType, severalTensors, tensorsBroken } from './errors.js';
import { halfToNumber } from './npy.js';
import type { NumberTable } from './number-table.js';

interface Tensor {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly data_offsets: readonly [number, number];
}

/** Eight bytes say how long the JSON is that describes the tensors. */
const FRONT_BYTES = 8;

/** By type: bytes of an item, and the number that one is; all are little-endian. */
const FLOATS: Readonly<
  Record<string, readonly [size: number, read: (view: DataView, at: number) => number]>
> = {
  F64: [8, (view, at) => view.getFloat64(at, true)],
  F32: [4, (view, at) => view.getFloat32(at, true)],
  F16: [2, (view, at) => halfToNumber(view.getUint16(at, true))],
  // The upper half of a float of 32 bits.
  BF16: [2, (view, at) => bfloat(view.getUint16(at, true))],
};

function bfloat(bits: number): number {
  return new Float32Array(Uint32Array.of(bits << 16).buffer)[0]!;
}

/**
 * Reads a matrix of probabilities.
 *
 * @throws UserError if it can't be read, or holds something else than one matrix of floats
 */
export async function readSafetensors(file: string): Promise<NumberTable> {
  const bytes = await readFile(file).catch((cause: unknown) => {
    throw fileProblem(file, cause);
  });
  const { name, tensor, start } = onlyTensor(file, bytes);
  const { dtype, shape, data_offsets: offsets } = tensor;
  const float = FLOATS[dtype];
  if (float === undefined) throw npyWrongType(file, `${dtype} in ${name}`, 'F16, BF16, F32 or F64');
  if (shape.length !== 2) throw npyWrongShape(file, shape, '(rows, classes)');
  const [rowCount, columnCount] = shape as [number, number];
  const [size, read] = float;
  const [from, to] = offsets.map((offset) => start + offset) as [number, number];
  if (to > bytes.length || to - from !== size * rowCount * columnCount)
    throw tensorsBroken(file, 'its header announces other bytes than it has');
  const view = new DataView(bytes.buffer, bytes.byteOffset + from, to - from);
  const values = Float64Array.from({ length: rowCount * columnCount }, (_, at) => read(view, at * size));
  return { file, names: null, rowCount, columnCount, values, lines: null };
}

function onlyTensor(file: string, bytes: Buffer): { name: string; tensor: Tensor; start: number } {
  const length = bytes.length < FRONT_BYTES ? Number.POSITIVE_INFINITY : Number(bytes.readBigUInt64LE(0));
  const start = FRONT_BYTES + length;
  if (start > bytes.length) throw tensorsBroken(file, 'it ends within its header');
  let header: Record<string, Tensor>;
  try {
    header = JSON.parse(bytes.toString('utf8', FRONT_BYTES, start));
  } catch {
    throw tensorsBroken(file, 'its header is not JSON');
  }
  const tensors = Object.entries(header).filter(([name]) => name !== '__metadata__');
  const [first] = tensors;
  if (first === undefined) throw tensorsBroken(file, 'there is no tensor in it');
  if (tensors.length > 1)
    throw severalTensors(
      file,
      tensors.map(([name]) => name),
    );
  const [name, tensor] = first;
  if (!Array.isArray(tensor?.shape) || !Array.isArray(tensor.data_offsets))
    throw tensorsBroken(file, 'its header does not describe a tensor');
  return { name, tensor, start };
}
