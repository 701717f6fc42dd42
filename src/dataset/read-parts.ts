/** Reading rows of a data set again, each from its file. */

import { indexOfPart } from '../types/dataset.js';
import type { DatasetPart } from '../types.js';
import type { Rows } from './read-rows.js';
import type { RowPlaces } from './read-texts.js';

/** The files of a data set, and which rows are in each. */
export function partsOf(files: readonly Rows[]): DatasetPart[] {
  const parts: DatasetPart[] = [];
  let firstRow = 0;
  for (const { file, layout, indexes } of files) {
    parts.push({ file, firstRow, layout });
    firstRow += indexes.length;
  }
  return parts;
}

/** What reading rows again takes; of all that was read of a file nothing else is kept. */
export function placesOf({ file, reader, columns, textCount, places, layout }: Rows): RowPlaces {
  return { file, reader, columns, textCount, places, layout };
}

/** Rows that are asked for in a file each are read together, so many at a time. */
const WINDOW_ROWS = 16_384;

/** The files of a data set, read before. */
export interface ReadFiles {
  readonly files: readonly RowPlaces[];
  readonly parts: readonly DatasetPart[];
  readonly hasLabel: (label: string, row: number) => boolean;
}

/** Reads rows again, each from its file, in the order asked for. */
export async function* readParts<T>(
  { files, parts, hasLabel }: ReadFiles,
  read: (table: RowPlaces, hasLabel: ReadFiles['hasLabel'], wanted: Iterable<number>) => AsyncIterable<T>,
  wanted: Iterable<number>,
): AsyncGenerator<T> {
  if (files.length === 1) {
    yield* read(files[0]!, hasLabel, wanted);
    return;
  }
  for (const window of inWindows(wanted)) {
    const found = new Map<number, T>();
    for (const [at, rows] of files.entries()) {
      const { firstRow } = parts[at]!;
      const here = window.filter((row) => indexOfPart(parts, row) === at);
      let next = 0;
      const ofFile = read(
        rows,
        (label, row) => hasLabel(label, row + firstRow),
        here.map((row) => row - firstRow),
      );
      for await (const row of ofFile) found.set(here[next++]!, row);
    }
    for (const row of window) yield found.get(row)!;
  }
}

function* inWindows(rows: Iterable<number>): Generator<number[]> {
  let window: number[] = [];
  for (const row of rows) {
    window.push(row);
    if (window.length < WINDOW_ROWS) continue;
    yield window;
    window = [];
  }
  if (window.length > 0) yield window;
}
