import type { Dataset, DatasetPart } from '../../types.js';
import * as errors from './errors.js';

/** Rows of one file of a data set: from `first` to before `end`. */
interface Stretch {
  readonly part: DatasetPart;
  readonly first: number;
  readonly end: number;
}

/**
 * Finds the row that the user names: `index:17` by its index, `line:18` by the line on which it starts, anything else
 * (or `id:17`) by its id. Where there are several files, the name of one precedes it: `b.csv:17`.
 *
 * @returns the row number
 * @throws UserError if there is no such row, or if there are several
 */
export async function findRow(dataset: Dataset, named: string): Promise<number> {
  const { stretch, rest } = splitFile(dataset, named);
  const line = /^line:(\d+)$/.exec(rest)?.[1];
  if (line !== undefined) return rowOnLine(dataset, stretch ?? onlyFile(dataset, named), Number(line));
  const index = /^(?:index:)?(\d+)$/.exec(rest)?.[1];
  if (index !== undefined) {
    const { first, end, part } = stretch ?? onlyFile(dataset, named);
    const haveLines = dataset.lines.subarray(first, end).some((number) => number > 0);
    // A table shows lines, a record both: neither is more likely to be meant.
    if (index === rest && haveLines && dataset.parts.every(({ layout }) => layout.id === null))
      throw errors.rowNumberUnclear(named, named.slice(0, named.length - rest.length), index);
    return rowOfIndex(dataset, { first, end, part }, Number(index));
  }
  if (dataset.parts.every(({ layout }) => layout.id === null)) throw errors.rowUnclear(named);
  return rowOfId(dataset, rest.replace(/^id:/, ''));
}

function splitFile(dataset: Dataset, named: string): { stretch?: Stretch; rest: string } {
  for (const stretch of stretchesOf(dataset)) {
    const { file } = stretch.part;
    for (const name of [file, file.replace(/^.*[\\/]/, '')]) {
      if (named.startsWith(`${name}:`)) return { stretch, rest: named.slice(name.length + 1) };
    }
  }
  return { rest: named };
}

function stretchesOf({ parts, labels }: Dataset): Stretch[] {
  return parts.map((part, at) => ({
    part,
    first: part.firstRow,
    end: parts[at + 1]?.firstRow ?? labels.length,
  }));
}

function onlyFile(dataset: Dataset, named: string): Stretch {
  const [first, second] = stretchesOf(dataset);
  if (second === undefined) return first!;
  throw errors.rowFileUnclear(
    named,
    dataset.parts.map(({ file }) => file),
  );
}

function rowOfIndex({ indexes }: Dataset, { part, first, end }: Stretch, index: number): number {
  const at = indexes.subarray(first, end).indexOf(index);
  if (at !== -1) return first + at;
  const last = indexes[end - 1] ?? -1;
  throw index > last
    ? errors.noSuchRow(part.file, index, last)
    : errors.rowNotRead(part.file, `index ${index}`);
}

function rowOnLine({ lines }: Dataset, { part, first, end }: Stretch, line: number): number {
  const some = lines.subarray(first, end);
  if (some.every((number) => number === 0)) throw errors.formatWithoutLines(part.file);
  const at = some.indexOf(line);
  if (at !== -1) return first + at;
  const after = some.findIndex((number) => number > line);
  const near = after === -1 ? [some.at(-1)] : [some[after - 1], some[after]];
  throw errors.noRowOnLine(
    part.file,
    line,
    near.filter((number) => number !== undefined),
  );
}

/** @throws UserError if no row has the id, or several have it */
export async function rowOfId(dataset: Dataset, id: string): Promise<number> {
  const rows: number[] = [];
  const known: string[] = [];
  let row = 0;
  for await (const rowText of dataset.readTexts(dataset.labels.keys())) {
    if (rowText.id !== null) {
      if (String(rowText.id) === id) rows.push(row);
      else known.push(String(rowText.id));
    }
    row++;
  }
  if (rows.length === 0) throw errors.noRowOfId(dataset.source, id, known);
  if (rows.length > 1) {
    throw errors.severalRowsOfId(
      id,
      rows.map((one) => dataset.indexes[one]!),
    );
  }
  return rows[0]!;
}
