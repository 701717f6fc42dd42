/** Labels in NumPy's own format (.npy): integers or texts. */
import { LabelNumbers } from '../dataset/classes/labels.js';
import { npyWrongShape, npyWrongType } from './errors.js';
import { type Decode, describeType, HOST_IS_LITTLE_ENDIAN, readItems, typeName, withNpy } from './npy.js';
import type { NpyHeader } from './npy-header.js';

const INTEGERS: Readonly<Record<string, Decode<number | bigint>>> = {
  i1: (bytes) => new Int8Array(bytes),
  i2: (bytes) => new Int16Array(bytes),
  i4: (bytes) => new Int32Array(bytes),
  i8: (bytes) => narrowed(bytes) ?? new BigInt64Array(bytes),
  u1: (bytes) => new Uint8Array(bytes),
  u2: (bytes) => new Uint16Array(bytes),
  u4: (bytes) => new Uint32Array(bytes),
  u8: (bytes) => narrowed(bytes) ?? new BigUint64Array(bytes),
};

/** Integers from 0 to below this are numbered through a table. */
const TABLED = 1 << 16;

/** Labels as an array has them: all class indexes, or all texts. */
export interface NpyLabels {
  readonly kind: 'indexes' | 'names';
  /** The different labels, trimmed; `line` is the row from 1. */
  readonly different: LabelNumbers;
  /** The number of each row's label; length n. */
  readonly numbers: Uint32Array;
}

/**
 * Reads an array of labels: integers of any size, or texts.
 *
 * @throws UserError naming what else it found
 */
export async function readNpyLabels(file: string): Promise<NpyLabels> {
  return withNpy(file, async (handle, header) => {
    const { shape, kind } = header;
    const isColumn = shape.length === 2 && shape[1] === 1;
    const decode = INTEGERS[typeName(header)] ?? textDecoder(header);
    if (decode === undefined) throw npyWrongType(file, describeType(header), 'integers or texts');
    if (shape.length !== 1 && !isColumn) throw npyWrongShape(file, shape, 'a single axis');
    const different = new LabelNumbers();
    const numbers = new Uint32Array(shape[0]!);
    const numberOf = labelNumbering(different, file);
    for await (const { first, items } of readItems<number | bigint | string>(file, handle, header, decode)) {
      for (let i = 0; i < items.length; i++) numbers[first + i] = numberOf(items[i]!, first + i);
    }
    return { kind: kind === 'U' || kind === 'S' ? 'names' : 'indexes', different, numbers };
  });
}

/** Numbers items by their label, making a text of each different one only. */
function labelNumbering(different: LabelNumbers, file: string) {
  const table = new Int32Array(TABLED).fill(-1);
  const others = new Map<number | bigint | string, number>();
  return (item: number | bigint | string, row: number): number => {
    const isTabled = typeof item === 'number' && item >= 0 && item < TABLED;
    let number = isTabled ? table[item]! : (others.get(item) ?? -1);
    if (number >= 0) {
      different.known[number]!.rows++;
      return number;
    }
    number = different.add(String(item).trim(), file, row + 1);
    if (isTabled) table[item] = number;
    else others.set(item, number);
    return number;
  };
}

/** Integers of 64 bits as those of 32, if all of them are small; making a bigint of each takes long. */
function narrowed(bytes: ArrayBuffer): Uint32Array | undefined {
  const halves = new Uint32Array(bytes);
  const [low, high] = HOST_IS_LITTLE_ENDIAN ? [0, 1] : [1, 0];
  const narrow = new Uint32Array(halves.length / 2);
  for (let i = 0; i < narrow.length; i++) {
    if (halves[2 * i + high] !== 0) return undefined;
    narrow[i] = halves[2 * i + low]!;
  }
  return narrow;
}

/** Texts of fixed length, filled up with NUL: four bytes a character (U), or UTF-8 (S). */
function textDecoder({ kind, itemSize }: NpyHeader): Decode<string> | undefined {
  if (itemSize === 0) return undefined;
  if (kind === 'U') {
    const width = itemSize / 4;
    return (bytes) => {
      const points = new Uint32Array(bytes);
      return Array.from({ length: points.length / width }, (_, item) => {
        const text = points.subarray(item * width, (item + 1) * width);
        return textOfPoints(withoutZeros(text));
      });
    };
  }
  if (kind !== 'S') return undefined;
  return (bytes) => {
    const all = Buffer.from(bytes);
    return Array.from({ length: all.length / itemSize }, (_, item) =>
      withoutFilling(all.toString('utf8', item * itemSize, (item + 1) * itemSize)),
    );
  };
}

/** A call takes only so many arguments. */
const POINTS_AT_ONCE = 8192;

function textOfPoints(points: Uint32Array): string {
  let text = '';
  for (let at = 0; at < points.length; at += POINTS_AT_ONCE) {
    // A number beyond Unicode cannot be a character: it is read as one that is damaged.
    const valid = Array.from(points.subarray(at, at + POINTS_AT_ONCE), (point) =>
      point > 0x10ffff ? 0xfffd : point,
    );
    text += String.fromCodePoint(...valid);
  }
  return text;
}

function withoutZeros(points: Uint32Array): Uint32Array {
  let end = points.length;
  while (end > 0 && points[end - 1] === 0) end--;
  return points.subarray(0, end);
}

/** A text without the NULs at its end. */
function withoutFilling(text: string): string {
  let end = text.length;
  while (end > 0 && text.charCodeAt(end - 1) === 0) end--;
  return text.slice(0, end);
}
