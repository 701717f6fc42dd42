/** Small files of a test, in a folder of their own that goes away with it. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { type DataOptions, readDataset } from '../../src/dataset/read-dataset.js';
import { UserError } from '../../src/errors/user-error.js';
import type { Dataset, RowText } from '../../src/types.js';

/** Writes files (name: content) and returns their folder. */
export function folderWith(files: Record<string, string | Uint8Array>): string {
  const folder = mkdtempSync(join(tmpdir(), 'find-label-errors-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

/** Writes one file and returns its path. */
export function fileWith(content: string | Uint8Array, name = 'data.csv'): string {
  return join(folderWith({ [name]: content }), name);
}

/** Reads a data set that is written for the purpose, and the texts that it hands on. */
export async function readText(
  content: string | Uint8Array,
  options: DataOptions = {},
): Promise<Omit<Dataset, 'notes'> & { notes: string[]; texts: string[] }> {
  const texts: string[] = [];
  const dataset = await readDataset(fileWith(content), options, (text) => texts.push(text));
  return { ...dataset, notes: notesOf(dataset), texts };
}

/** The labels of all rows by name. */
export function labelNames({ labels, classes }: Pick<Dataset, 'labels' | 'classes'>): string[] {
  return Array.from(labels, (label) => classes[label]!);
}

/** What was detected, without the names of the files. */
export function notesOf({ notes }: Dataset): string[] {
  return notes.map(({ text }) => text);
}

export async function textsOf(
  dataset: Pick<Dataset, 'readTexts'>,
  rows: Iterable<number>,
): Promise<RowText[]> {
  const texts: RowText[] = [];
  for await (const { lineCount: _, ...text } of dataset.readTexts(rows)) texts.push(text);
  return texts;
}

/** The UserError that a promise is rejected with; its file name without the folder. */
export async function problemOf(promise: Promise<unknown>): Promise<UserError> {
  const error = await promise.then(
    () => expect.unreachable('there should be an error'),
    (cause: unknown) => cause,
  );
  expect(error).toBeInstanceOf(UserError);
  const { message, fix } = error as UserError;
  return new UserError(message.replace(/^\S*\//, ''), fix);
}

/** Cuts bytes into chunks of a size. */
export async function* chunksOf(bytes: Uint8Array, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield Buffer.from(bytes.subarray(at, at + size));
}
