/** Has Parquet decoded by a thread of its own, which is ended where it makes no progress. */
import { getHeapStatistics } from 'node:v8';
import { Worker } from 'node:worker_threads';
import type { FileMetaData } from 'hyparquet';
import type { FromThread, Job, JobOnFile, ObjectsJob, RowsByColumn, ToThread } from './parquet-job.js';

/** Without any progress for so long, a file is taken for damaged. */
const DEADLINE_SECONDS = 10;

/** What can be read of a file while a job on it runs. */
export interface Readable {
  read(start: number, end: number): Promise<Uint8Array>;
}

interface Pending {
  readonly readable: Readable;
  resolve(result: never): void;
  reject(cause: unknown): void;
}

/** A thread, started when it is needed and again after it was ended. It does not keep the process alive. */
export class ParquetThread {
  readonly #deadline: number;
  readonly #beats = new Int32Array(new SharedArrayBuffer(4));
  readonly #pending = new Map<number, Pending>();
  #worker: Worker | undefined;
  #timer: NodeJS.Timeout | undefined;
  #jobs = 0;
  #reading = 0;

  /** @param deadline seconds without progress */
  constructor(deadline = DEADLINE_SECONDS) {
    this.#deadline = deadline;
  }

  /**
   * Does a job.
   *
   * @throws Error if the file is damaged; its name and code are those that the decoder has thrown
   * @throws whatever reading throws
   */
  run(job: JobOnFile & { job: { kind: 'metadata' } }, readable: Readable): Promise<FileMetaData>;
  run<T>(job: JobOnFile, readable: Readable): Promise<T>;
  run(job: JobOnFile, readable: Readable): Promise<unknown> {
    const id = this.#jobs++;
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { readable, resolve, reject });
      this.#start().postMessage({ id, ...job } satisfies ToThread);
      this.#watch();
    });
  }

  #start(): Worker {
    if (this.#worker !== undefined) {
      this.#worker.ref();
      return this.#worker;
    }
    const worker = new Worker(WORKER, {
      workerData: this.#beats.buffer,
      // As much as this thread has, which did the work before.
      resourceLimits: { maxOldGenerationSizeMb: Math.ceil(getHeapStatistics().heap_size_limit / 2 ** 20) },
    });
    worker.on('message', (message: FromThread) => this.#take(message));
    worker.on('error', (cause: NodeJS.ErrnoException) => {
      const isFull = cause.code === 'ERR_WORKER_OUT_OF_MEMORY';
      this.#end(isFull ? new Error('it takes more memory than there is') : cause);
    });
    this.#worker = worker;
    return worker;
  }

  #take(message: FromThread): void {
    const pending = this.#pending.get(message.id);
    if (pending === undefined) return;
    if ('piece' in message) {
      this.#read(message, pending);
      return;
    }
    this.#settle(message.id);
    if ('result' in message) pending.resolve(message.result as never);
    else pending.reject(Object.assign(new Error(message.error.message), message.error));
  }

  #read({ id, piece, start, end }: Extract<FromThread, { piece: number }>, pending: Pending): void {
    this.#reading++;
    pending.readable.read(start, end).then(
      (found) => {
        this.#reading--;
        const bytes = found.buffer.slice(found.byteOffset, found.byteOffset + found.length) as ArrayBuffer;
        this.#worker?.postMessage({ piece, bytes } satisfies ToThread, [bytes]);
      },
      (cause) => {
        this.#reading--;
        this.#worker?.postMessage({ forget: id } satisfies ToThread);
        this.#settle(id);
        pending.reject(cause);
      },
    );
  }

  #settle(id: number): void {
    this.#pending.delete(id);
    if (this.#pending.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#worker?.unref();
  }

  /** Counts seconds in which this thread was free to see progress, not those in which it was busy itself. */
  #watch(): void {
    if (this.#timer !== undefined) return;
    let [seen, idle] = [this.#beats[0], 0];
    this.#timer = setInterval(() => {
      const isBusy = this.#reading > 0 || this.#beats[0] !== seen;
      [seen, idle] = [this.#beats[0], isBusy ? 0 : idle + 1];
      if (idle >= this.#deadline) this.#end(new Error('it is damaged: decoding does not come to an end'));
    }, 1000);
  }

  /** Ends the thread with all jobs; the next one starts another. */
  #end(cause: Error): void {
    const worker = this.#worker;
    this.#worker = undefined;
    worker?.removeAllListeners();
    worker?.terminate();
    for (const [id, { reject }] of [...this.#pending]) {
      this.#settle(id);
      reject(cause);
    }
  }
}

/** As it was built, also where this file is part of a bundle, or is read as TypeScript by tests. */
const PACKAGE = /^.*\/(?=(?:src|dist)\/)/.exec(import.meta.url)![0];
const WORKER = new URL('dist/program/parquet-worker.js', PACKAGE);

const thread = new ParquetThread();
let files = 0;
let holds = 0;

/** Rows that are passed from thread to thread at once. */
const ROWS_AT_ONCE = 5000;

/** For jobs on what is decoded already. */
const NO_FILE: Readable = { read: () => Promise.reject(new TypeError('the file is not read any more')) };

function toObjects({ rowCount, columns }: RowsByColumn): Record<string, unknown>[] {
  const rows = Array.from({ length: rowCount }, (): Record<string, unknown> => ({}));
  for (const [name, values] of columns) for (let at = 0; at < rowCount; at++) rows[at]![name] = values[at];
  return rows;
}

/** A Parquet file, decoded by the thread that all of them share. */
export class ThreadedParquet {
  readonly #file = files++;
  readonly #byteLength: number;

  constructor(byteLength: number) {
    this.#byteLength = byteLength;
  }

  metadata(readable: Readable): Promise<FileMetaData> {
    return this.run({ kind: 'metadata' }, readable);
  }

  /**
   * Decodes rows, and gives some thousands at a time: until they have come, and while they are used, this thread does
   * nothing else, and sees no signal.
   *
   * @param withFile calls its argument with the file, which is open meanwhile
   * @throws as `ParquetThread.run`
   */
  async *objects<T extends object>(
    job: Omit<ObjectsJob, 'kind' | 'held'>,
    withFile: <R>(work: (open: Readable) => Promise<R>) => Promise<R>,
  ): AsyncGenerator<T[]> {
    const held = holds++;
    const rowCount = await withFile((open) => this.run<number>({ kind: 'objects', held, ...job }, open));
    let fetched = 0;
    const fetch = (from: number, to: number) =>
      this.run<RowsByColumn>({ kind: 'held', held, from, to }, NO_FILE);
    try {
      while (fetched < rowCount) {
        const rows = await fetch(fetched, Math.min(fetched + ROWS_AT_ONCE, rowCount));
        fetched += rows.rowCount;
        yield toObjects(rows) as T[];
      }
    } finally {
      if (fetched < rowCount) fetch(fetched, fetched).catch(() => {}); // only to have them forgotten
    }
  }

  /** @throws as `ParquetThread.run` */
  run<T>(job: Job, readable: Readable): Promise<T> {
    return thread.run<T>({ file: this.#file, byteLength: this.#byteLength, job }, readable);
  }
}
