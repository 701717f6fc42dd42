/** Parquet as a table: a row group at a time, only the columns that are asked for. */

import type { FileMetaData } from 'hyparquet';
import { UserError } from '../../errors/user-error.js';
import { type OpenBytes, type StoredBytes, whileOpen } from '../bytes/stored-bytes.js';
import { huggingFaceClassNames } from '../classes/hugging-face.js';
import { NestedColumns, type NestedOptions } from '../columns/nested-columns.js';
import * as errors from '../errors.js';
import { type DataRecord, SAMPLE_ROWS, type Stretch, type TableReader } from '../record.js';
import { isStumble } from './parquet-library.js';
import { ThreadedParquet } from './parquet-thread.js';

/** Rows that are decoded at once, at most one row group. */
interface Span {
  readonly rowStart: number;
  readonly rowEnd: number;
}

/**
 * Opens Parquet as a table. Places of rows are row numbers from 0; there are no lines.
 *
 * @param options what the user says about the columns
 * @throws UserError if it is damaged, or compressed in a way that is not known
 */
export async function openParquet(
  bytes: StoredBytes,
  options: NestedOptions,
): Promise<TableReader & { readonly shape: NestedColumns['shape'] }> {
  const file = new ParquetFile(bytes);
  const metadata = await file.metadata();
  const rowCount = Number(metadata.num_rows);
  const spans = rowGroups(metadata);
  const head =
    spans[0] === undefined
      ? []
      : await allOf(file.objects({ rowStart: 0, rowEnd: Math.min(SAMPLE_ROWS, spans[0].rowEnd) }));
  const columns = new NestedColumns(head, options);
  async function* read(span: Span, chosen: readonly number[]): AsyncGenerator<DataRecord[]> {
    let place = span.rowStart;
    for await (const objects of file.objects(span, columns.rootsOf(chosen))) {
      yield objects.map((object) => columns.toRecord({ object, line: 0, place: place++ }, chosen));
    }
  }
  const readAgain = rememberingReader((span, chosen) => allOf(read(span, chosen)));
  return {
    names: columns.names,
    notes: columns.notes,
    shape: columns.shape,
    classNames: (column) =>
      huggingFaceClassNames(metadata.key_value_metadata ?? [], columns.fields[column]!.path),
    path: (column) => columns.pathOf(column),
    place: (column) => columns.fields[column]!.place,
    sample: async () => head.map((object, place) => columns.toRecord({ object, line: 0, place })),
    async *records(chosen) {
      for (const span of spans) yield* read(span, chosen);
    },
    async again(rows, chosen) {
      const found: (DataRecord | undefined)[] = [];
      for (const span of spans) {
        const here = rows.filter(({ start }) => start >= span.rowStart && start < span.rowEnd);
        if (here.length === 0) continue;
        const { records, rowStart } = await readAgain(span, here, chosen);
        for (const { start } of here) found.push(records[start - rowStart]);
      }
      return found;
    },
    end: rowCount,
    window: Number.POSITIVE_INFINITY,
  };
}

async function allOf<T>(pieces: AsyncIterable<readonly T[]>): Promise<T[]> {
  const all: T[] = [];
  for await (const piece of pieces) for (const one of piece) all.push(one);
  return all;
}

/**
 * Reads some rows of a row group; of one that is asked for again and again all rows, which are kept until another is
 * asked for: to find a row in it takes as long as to read all before it.
 */
function rememberingReader(read: (span: Span, chosen: readonly number[]) => Promise<DataRecord[]>) {
  let last: { readonly name: string; records: DataRecord[] | null } | undefined;
  return async (span: Span, rows: readonly Stretch[], chosen: readonly number[]) => {
    const name = [span.rowStart, ...chosen].join();
    if (last?.name !== name) {
      last = { name, records: null };
      const narrow = { rowStart: rows[0]!.start, rowEnd: rows.at(-1)!.start + 1 };
      return { records: await read(narrow, chosen), rowStart: narrow.rowStart };
    }
    last.records ??= await read(span, chosen);
    return { records: last.records, rowStart: span.rowStart };
  };
}

function rowGroups({ row_groups }: FileMetaData): Span[] {
  let rowStart = 0;
  return row_groups.map(({ num_rows }) => {
    const span = { rowStart, rowEnd: rowStart + Number(num_rows) };
    rowStart = span.rowEnd;
    return span;
  });
}

/** A Parquet file over bytes of ours; what its decoder throws becomes messages for people. */
class ParquetFile {
  readonly #bytes: StoredBytes;
  readonly #parquet: ThreadedParquet;

  constructor(bytes: StoredBytes) {
    this.#bytes = bytes;
    this.#parquet = new ThreadedParquet(bytes.size);
  }

  metadata(): Promise<FileMetaData> {
    return this.#with((open) => this.#parquet.metadata(open));
  }

  /** Some rows as objects, some at a time: the given columns, or all, of which some may hold no text. */
  objects({ rowStart, rowEnd }: Span, columns?: readonly string[]): AsyncGenerator<object[]> {
    const values = columns === undefined ? 'texts or bytes' : 'texts';
    return this.#parquet.objects({ rowStart, rowEnd, columns, values }, (work) => this.#with(work));
  }

  async #with<T>(work: (open: OpenBytes) => Promise<T>): Promise<T> {
    return whileOpen(this.#bytes, async (open) => {
      try {
        return await work(open);
      } catch (cause) {
        if (cause instanceof UserError) throw cause;
        const { message, code } = cause as Error & { code?: string };
        if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA') throw errors.parquetNotUtf8(this.#bytes.file);
        throw isStumble(cause) || /PAR1|too short|metadata length|offset|range|bounds/i.test(message)
          ? errors.parquetCutOff(this.#bytes.file)
          : errors.parquetDamaged(this.#bytes.file, message);
      }
    });
  }
}
