/** The thread that decodes Parquet: hyparquet may go on for ever on a damaged file, and then only it is ended. */
import { parentPort, workerData } from 'node:worker_threads';
import type { AsyncBuffer, ColumnData, Compressors, FileMetaData } from 'hyparquet';
import { parquetMetadataAsync, parquetRead, parquetReadObjects, parquetSchema } from 'hyparquet';
import { loadCodecs } from './codecs.js';
import type {
  ColumnPieces,
  FromThread,
  HeldJob,
  JobOnFile,
  ObjectsJob,
  RowsByColumn,
  ToThread,
} from './parquet-job.js';
import { withoutMeaning } from './stored-schema.js';

/** Files whose metadata are kept: a data set is read file by file. */
const MOST_FILES = 8;

/** Counts whatever is done, so that the other side sees that something is. */
const beats = new Int32Array(workerData as SharedArrayBuffer);
const beat = () => {
  beats[0]!++;
};
const port = parentPort!;
const send = (message: FromThread) => port.postMessage(message);

/** Jobs that wait for bytes of their file, by the number of the piece. */
const waiting = new Map<number, { readonly id: number; take(bytes: ArrayBuffer): void }>();
const known = new Map<number, Promise<FileMetaData>>();
/** Rows that were decoded and not fetched yet. */
const held = new Map<number, Record<string, unknown>[]>();
let pieces = 0;
let codecs: Promise<Compressors> | undefined;

port.on('message', (message: ToThread) => {
  if ('bytes' in message) {
    waiting.get(message.piece)?.take(message.bytes);
    waiting.delete(message.piece);
  } else if ('forget' in message) {
    for (const [piece, { id }] of waiting) if (id === message.forget) waiting.delete(piece);
  } else {
    run(message, fileOf(message.id, message.byteLength)).then(
      (result) => send({ id: message.id, result }),
      (cause: Partial<Error> & { code?: unknown }) => {
        const { name = 'TypeError', message: text = String(cause), code } = cause;
        send({ id: message.id, error: { name, message: text, code } });
      },
    );
  }
});

/** A file whose bytes the other side reads; a piece that it cannot read never comes. */
function fileOf(id: number, byteLength: number): AsyncBuffer {
  return {
    byteLength,
    slice: (start, end = byteLength) =>
      new Promise((take) => {
        beat();
        const piece = pieces++;
        waiting.set(piece, { id, take });
        send({ id, piece, start, end: Math.min(end, byteLength) });
      }),
  };
}

async function run({ file: number, job }: JobOnFile, file: AsyncBuffer): Promise<unknown> {
  if (job.kind === 'held') return fetchHeld(job);
  const metadata = await metadataOf(number, file);
  codecs ??= loadCodecs().then(withBeats);
  switch (job.kind) {
    case 'metadata':
      return metadata;
    case 'columns':
      return columnsOf(file, metadata, await codecs);
    default:
      return hold(job.held, await objectsOf(job, file, metadata, await codecs));
  }
}

function metadataOf(number: number, file: AsyncBuffer): Promise<FileMetaData> {
  const found = known.get(number) ?? parquetMetadataAsync(file, { geoparquet: false });
  known.set(number, found);
  found.catch(() => known.delete(number));
  const [oldest] = known.keys();
  if (known.size > MOST_FILES) known.delete(oldest!);
  return found;
}

function withBeats(compressors: Compressors): Compressors {
  return Object.fromEntries(
    Object.entries(compressors).map(([name, decode]) => [
      name,
      (bytes: Uint8Array, size: number) => {
        beat();
        return decode(bytes, size);
      },
    ]),
  );
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** The text of a cell of a column that is read as text. */
const textOf = (value: Uint8Array) => {
  beat();
  return value && utf8.decode(value);
};

/** The same where it is not known yet which columns are text: pictures and sounds stay bytes. */
const textOrBytesOf = (value: Uint8Array) => {
  try {
    return textOf(value);
  } catch {
    return value;
  }
};

function objectsOf(
  { rowStart, rowEnd, columns, values }: ObjectsJob,
  file: AsyncBuffer,
  metadata: FileMetaData,
  compressors: Compressors,
): Promise<Record<string, unknown>[]> {
  const common = {
    file,
    rowStart,
    rowEnd,
    compressors,
    ...(columns === undefined ? {} : { columns: [...columns] }),
  };
  if (values === 'stored') {
    const schema = metadata.schema.map(withoutMeaning);
    return parquetReadObjects({
      ...common,
      metadata: { ...metadata, schema },
      utf8: false,
      geoparquet: false,
    });
  }
  const stringFromBytes = values === 'texts' ? textOf : textOrBytesOf;
  return parquetReadObjects({ ...common, metadata, parsers: { stringFromBytes } });
}

function hold(number: number, rows: Record<string, unknown>[]): number {
  if (rows.length > 0) held.set(number, rows);
  return rows.length;
}

function fetchHeld({ held: number, from, to }: HeldJob): RowsByColumn {
  const rows = held.get(number) ?? [];
  if (from === to || to >= rows.length) held.delete(number);
  return byColumn(rows.slice(from, to));
}

/** @param rows all with the same keys */
function byColumn(rows: readonly Record<string, unknown>[]): RowsByColumn {
  const names = Object.keys(rows[0] ?? {});
  return { rowCount: rows.length, columns: names.map((name) => [name, rows.map((row) => row[name])]) };
}

/** The columns in the order of the file. */
async function columnsOf(
  file: AsyncBuffer,
  metadata: FileMetaData,
  compressors: Compressors,
): Promise<ColumnPieces> {
  const chunks: ColumnData[] = [];
  await parquetRead({
    file,
    metadata,
    compressors,
    onChunk: (chunk) => {
      beat();
      chunks.push(chunk);
    },
  });
  // Chunks come as the disk gives them, not in the order of rows or columns.
  chunks.sort((a, b) => a.rowStart - b.rowStart);
  const names = parquetSchema(metadata).children.map(({ element }) => element.name);
  const piecesOf = new Map(names.map((name): [string, ArrayLike<unknown>[]] => [name, []]));
  for (const { columnName, columnData } of chunks) piecesOf.get(columnName)!.push(columnData);
  return [...piecesOf].map(([name, pieces]) => ({ name, pieces }));
}
