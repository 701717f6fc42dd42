/** The files of rows of a published data set. */
import type { Dataset } from '../../types.js';
import type { CorrectedRows } from '../corrected-rows.js';
import type { DataFormat, ExportFile } from '../targets.js';
import { cellValue, featuresJson, type PublishedColumn, type PublishedRow } from './features.js';
import { parquetPieces } from './parquet.js';
import { type PublishedShape, partFinder } from './published-shape.js';

/** `datasets` splits files at this size, measured in memory. */
const SHARD_BYTES = 500_000_000;

/** Input of the data files. */
export interface PublishedSource {
  readonly dataset: Dataset;
  readonly corrected: CorrectedRows;
  /** Row numbers, in the order in which they are published. */
  readonly rows: Uint32Array;
  readonly shape: PublishedShape;
  readonly split: string;
  readonly format: Extract<DataFormat, 'parquet' | 'jsonl'>;
  /** Size at which a new file begins; for tests. */
  readonly shardBytes?: number;
}

/** The data files, named as `datasets` names them. */
export function* dataFiles(source: PublishedSource): Generator<ExportFile> {
  const { rows, shape, split, format, dataset } = source;
  const wanted = Math.ceil(shape.bytes / (source.shardBytes ?? SHARD_BYTES));
  const shards = Math.min(rows.length, Math.max(1, wanted));
  const number = (value: number) => String(value).padStart(5, '0');
  for (let shard = 0; shard < shards; shard++) {
    const part = rows.subarray(
      Math.floor((shard * rows.length) / shards),
      Math.floor(((shard + 1) * rows.length) / shards),
    );
    const published = publishedRows(source, part);
    const pieces =
      format === 'parquet'
        ? parquetPieces(published, shape.columns, featuresJson(shape.columns, dataset.classes))
        : jsonLines(published, shape.columns, dataset.classes);
    yield { name: `data/${split}-${number(shard)}-of-${number(shards)}.${format}`, pieces };
  }
}

/** Whether a file has rows of a split: named as by `dataFiles`, or with a hash, as by older versions of `datasets`. */
export function isDataFile(name: string, split: string): boolean {
  const [, found] = /^data\/(.+)-\d{5}-of-\d{5}(?:-[0-9a-f]{16})?\.(?:parquet|jsonl)$/.exec(name) ?? [];
  return found === split;
}

async function* publishedRows(
  { dataset, corrected }: PublishedSource,
  rows: Uint32Array,
): AsyncGenerator<PublishedRow> {
  const partOf = partFinder(dataset);
  let place = 0;
  for await (const { cells, kinds } of dataset.readCells(rows)) {
    const row = rows[place++]!;
    const label = corrected.labels[row]!;
    const className = dataset.classes[label]!;
    yield { part: partOf(row), label, className, cells, ...(kinds === undefined ? {} : { kinds }) };
  }
}

/** Rows as JSON lines with the names of labels; the card declares that they are classes. */

/** A line for each row. */
export async function* jsonLines(
  rows: AsyncIterable<PublishedRow>,
  columns: readonly PublishedColumn[],
  classes: readonly string[],
): AsyncGenerator<string> {
  for await (const row of rows) {
    const cells = columns.map((column) => {
      const value = column.type === 'class_label' ? classes[row.label]! : cellValue(column, row);
      return `${JSON.stringify(column.name)}:${typeof value === 'bigint' ? value : JSON.stringify(value)}`;
    });
    yield `{${cells.join(',')}}\n`;
  }
}
