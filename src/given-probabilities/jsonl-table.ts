/** Probabilities in JSON Lines: on each line an array, an object by class name, or a record of our own report. */

import { growingFloat64, growingUint32 } from '../dataset/bytes/bytes.js';
import { openFile, readChunks } from '../dataset/bytes/stored-bytes.js';
import { fileIsEmpty, fileIsNotUtf8 } from '../dataset/errors.js';
import { isIdName, mayBeOther, notesOnColumns, withoutPrefix } from './class-columns.js';
import * as errors from './errors.js';
import type { NumberTable } from './number-table.js';

/**
 * Reads a table of numbers. Records that `--all --with-probabilities` wrote are in order of rank: they are put
 * back into the order of their `index`.
 *
 * @throws UserError with the line of the first thing that is wrong
 */
export async function readJsonlTable(file: string): Promise<NumberTable> {
  const collector = new LineCollector(file);
  for await (const { text, line } of readLines(file)) {
    if (text.trim() !== '') collector.add(text, line);
  }
  return collector.finish();
}

async function* readLines(file: string): AsyncGenerator<{ text: string; line: number }> {
  const { handle } = await openFile(file);
  try {
    const decoder = new TextDecoder('utf-8', { fatal: true });
    let rest = '';
    let line = 1;
    const decode = (chunk?: Buffer) => {
      try {
        return decoder.decode(chunk, { stream: chunk !== undefined });
      } catch {
        throw fileIsNotUtf8(file, line);
      }
    };
    for await (const chunk of readChunks(file, handle)) {
      const lines = (rest + decode(chunk)).split('\n');
      rest = lines.pop()!;
      for (const text of lines) yield { text, line: line++ };
    }
    yield { text: rest + decode(), line };
  } finally {
    await handle.close();
  }
}

/** Takes lines one by one; all must look like the first. */
export class LineCollector {
  readonly #file: string;
  readonly #values = growingFloat64();
  readonly #lines = growingUint32();
  readonly #indexes: unknown[] = [];
  #kind: 'array' | 'object' | 'record' | undefined;
  #names: ReadonlySet<string> = new Set<string>();
  #columnCount = 0;
  #others: { readonly name: string; readonly cells: string[] }[] = [];

  constructor(file: string) {
    this.#file = file;
  }

  add(text: string, line: number): void {
    this.addValue(this.#parse(text, line), line);
  }

  /** Takes a line that is parsed already. */
  addValue(written: unknown, line: number): void {
    const value = fromScores(written) ?? written;
    if (isBestOnly(value)) throw errors.onlyBestClass(this.#file, line);
    const kind = kindOf(value);
    if (this.#kind === undefined) this.#begin(kind, value);
    if (kind !== this.#kind || kind === undefined) {
      const wanted = {
        array: 'an array',
        object: 'an object of numbers',
        record: 'a record with probabilities',
      };
      throw errors.lineNotProbabilities(this.#file, line, wanted[this.#kind ?? 'array']);
    }
    this.#lines.push(line);
    if (kind === 'array') this.#addArray(value as unknown[], line);
    else if (kind === 'object') this.#addObject(value as Record<string, unknown>, line);
    else {
      const { probabilities, index } = value as { probabilities: Record<string, unknown>; index: unknown };
      this.#indexes.push(index);
      this.#addObject(probabilities, line);
    }
  }

  #parse(text: string, line: number): unknown {
    try {
      return JSON.parse(text);
    } catch {
      return this.#parseQuoting(text, line);
    }
  }

  /** Python writes NaN and infinities, which are no JSON: as texts they are refused where they are. */
  #parseQuoting(text: string, line: number): unknown {
    try {
      return JSON.parse(text.replace(/(?<=[[,:]\s*)(?:NaN|-?Infinity)(?=\s*[,\]}])/g, '"$&"'));
    } catch {
      throw errors.lineNotJson(this.#file, line);
    }
  }

  #begin(kind: 'array' | 'object' | 'record' | undefined, first: unknown): void {
    this.#kind = kind;
    if (kind === 'array') this.#columnCount = (first as unknown[]).length;
    if (kind === 'object') {
      const all = Object.entries(first as object);
      this.#names = new Set(all.filter(([name, value]) => !isOtherValue(name, value)).map(([name]) => name));
      const names = Object.keys(first as object).filter((name) => !this.#names.has(name));
      this.#others = names.map((name) => ({ name, cells: [] }));
    }
    if (kind === 'record') {
      this.#names = new Set(Object.keys((first as { probabilities: object }).probabilities));
    }
    if (kind !== 'array') this.#columnCount = this.#names.size;
  }

  #addArray(numbers: readonly unknown[], line: number): void {
    if (numbers.length !== this.#columnCount) {
      throw errors.lineWrongLength(this.#file, line, numbers.length, this.#columnCount);
    }
    numbers.forEach((number, at) => {
      this.#addNumber(number, `${this.#file}:${line}: number ${at + 1}`);
    });
  }

  #addObject(numbers: Readonly<Record<string, unknown>>, line: number): void {
    for (const { name, cells } of this.#others) cells.push(String(numbers[name] ?? ''));
    const isKnown = (name: string) => this.#names.has(name) || this.#others.some((one) => one.name === name);
    const stranger = Object.keys(numbers).find((name) => !isKnown(name));
    if (stranger !== undefined) throw errors.lineHasStranger(this.#file, line, stranger);
    for (const name of this.#names) {
      if (!Object.hasOwn(numbers, name)) throw errors.lineLacksClass(this.#file, line, name);
      this.#addNumber(numbers[name], `${this.#file}:${line}: column ${JSON.stringify(name)}`);
    }
  }

  #addNumber(number: unknown, where: string): void {
    if (typeof number !== 'number') throw errors.notAProbability(where, JSON.stringify(number).slice(0, 40));
    this.#values.push(number);
  }

  finish(): NumberTable {
    const written = [...this.#names];
    const read = withoutPrefix(written);
    const table = {
      file: this.#file,
      names: this.#kind === 'array' ? null : read,
      others: this.#others,
      notes: notesOnColumns(
        this.#file,
        this.#others.map(({ name }) => name),
        { written, read },
      ),
      rowCount: this.#lines.length,
      columnCount: this.#columnCount,
      values: this.#values.finish(),
      lines: this.#lines.finish(),
    };
    if (table.rowCount === 0) throw fileIsEmpty(this.#file);
    return this.#kind === 'record' ? inOrderOfIndex(table, this.#indexes) : table;
  }
}

/** Whether a value goes along with the probabilities, by its name and what it is on the first line. */
function isOtherValue(name: string, value: unknown): boolean {
  if (!mayBeOther(name)) return false;
  return typeof value !== 'number' || (Number.isInteger(value) && isIdName(name));
}

/** What `pipeline` of transformers returns for a text, as an object by class name: [{"label": "pos", "score": 0.9}, …]. */
function fromScores(value: unknown): Record<string, unknown> | undefined {
  if (!Array.isArray(value) || value.length === 0) return undefined;
  const pairs = value.map((item) => item as { label?: unknown; score?: unknown } | null);
  if (!pairs.every((pair) => typeof pair?.label === 'string' && 'score' in pair)) return undefined;
  return Object.fromEntries(pairs.map((pair) => [pair!.label as string, pair!.score]));
}

/** What it returns for a text where only the best class is asked for. */
function isBestOnly(value: unknown): boolean {
  const { label, score, ...more } = (value ?? {}) as { label?: unknown; score?: unknown };
  return typeof label === 'string' && typeof score === 'number' && Object.keys(more).length === 0;
}

function kindOf(value: unknown): 'array' | 'object' | 'record' | undefined {
  if (Array.isArray(value)) return 'array';
  if (typeof value !== 'object' || value === null) return undefined;
  const { probabilities } = value as { probabilities?: unknown };
  return typeof probabilities === 'object' && probabilities !== null ? 'record' : 'object';
}

function inOrderOfIndex(
  table: NumberTable & { readonly lines: Uint32Array },
  indexes: readonly unknown[],
): NumberTable {
  const { columnCount, rowCount, file } = table;
  const values = new Float64Array(table.values.length);
  const lines = new Uint32Array(rowCount);
  indexes.forEach((index, row) => {
    const isFree = typeof index === 'number' && index in lines && lines[index] === 0;
    if (!isFree) throw errors.indexNotOnce(file, table.lines[row]!, index);
    lines[index] = table.lines[row]!;
    values.set(table.values.subarray(row * columnCount, (row + 1) * columnCount), index * columnCount);
  });
  return { ...table, values, lines };
}
