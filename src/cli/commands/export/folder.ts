/** The folder of an export: complete, or unchanged. */

import { rmSync } from 'node:fs';
import { mkdir, open, readdir, realpath, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { readWholeFile } from '../../../dataset/bytes/bytes.js';
import type { StoredFile } from '../../../export/hugging-face/other-files.js';
import type { ExportFile, Target } from '../../../export/targets.js';
import { outputFailed, outputFolderMissing } from '../../errors.js';
import type { Io } from '../../terminal/io.js';
import { reasonOf, removeWhenInterrupted, writePieces } from '../../terminal/output.js';
import { nameBeside } from '../../terminal/replace-file.js';
import { exportFolderTaken, exportOntoFile, exportOntoInput } from '../errors.js';

/**
 * Checks before any work that an export can be written to a folder.
 *
 * @param inputs files that are read
 * @throws UserError if it is a file, is not empty and may not be changed, or contains an input
 */
export async function checkFolder(
  folder: string,
  { inputs, force }: { readonly inputs: readonly string[]; readonly force: boolean },
): Promise<void> {
  const existing = await stat(folder).catch(() => undefined);
  if (existing === undefined) {
    const parent = await stat(path.dirname(path.resolve(folder))).catch(() => undefined);
    if (!parent?.isDirectory()) throw outputFolderMissing(folder);
    return;
  }
  if (!existing.isDirectory()) throw exportOntoFile(folder);
  const place = await realpath(folder);
  for (const input of inputs) {
    const file = await realpath(input).catch(() => undefined);
    if (file === place || file?.startsWith(place + path.sep)) throw exportOntoInput(folder, input);
  }
  const entries = await readdir(folder).catch((cause) => fail(folder, cause));
  if (entries.length > 0 && !force) throw exportFolderTaken(folder);
}

/** Reads a folder that an export may be written to: the card, and the data files. */
export async function lookAtFolder(
  folder: string,
): Promise<{ readonly card: string | null; readonly files: readonly StoredFile[] }> {
  const card = await readWholeFile(path.join(folder, 'README.md')).then(String, () => null);
  const names = await readdir(path.join(folder, 'data')).catch(() => []);
  const files: StoredFile[] = [];
  for (const name of names.sort()) {
    const { size } = await stat(path.join(folder, 'data', name));
    files.push({ name: `data/${name}`, size });
  }
  return { card, files };
}

/**
 * Writes files beside the folder first, then moves them in.
 *
 * @param isStale whether an existing file is of an older export, and is deleted
 * @returns the names of the files, in the order in which they were written
 * @throws UserError if one cannot be written; the folder is then unchanged, unless moving itself fails
 */
export async function writeFolder(
  folder: string,
  files: Iterable<ExportFile> | AsyncIterable<ExportFile>,
  isStale: (name: string) => boolean,
  { process: running }: Io,
): Promise<string[]> {
  const target = await realpath(folder).catch(() => path.resolve(folder));
  const beside = nameBeside(target);
  const removeOnSignal = removeWhenInterrupted(beside, running);
  try {
    await mkdir(beside).catch((cause) => fail(folder, cause));
    const names: string[] = [];
    for await (const { name, pieces } of files) {
      const shown = path.join(folder, name);
      const file = path.join(beside, name);
      await mkdir(path.dirname(file), { recursive: true }).catch((cause) => fail(shown, cause));
      const handle = await open(file, 'wx').catch((cause) => fail(shown, cause));
      await writePieces(handle, pieces, shown);
      names.push(name);
    }
    await moveIn(beside, target, names).catch((cause) => fail(folder, cause));
    await removeStale(target, (name) => isStale(name) && !names.includes(name));
    return names;
  } finally {
    rmSync(beside, { recursive: true, force: true });
    removeOnSignal();
  }
}

async function moveIn(beside: string, target: string, names: readonly string[]): Promise<void> {
  const exists = await stat(target).then(
    () => true,
    () => false,
  );
  if (!exists) return rename(beside, target);
  for (const name of names) {
    await mkdir(path.dirname(path.join(target, name)), { recursive: true });
    await rename(path.join(beside, name), path.join(target, name));
  }
}

async function removeStale(folder: string, isStale: (name: string) => boolean): Promise<void> {
  for (const below of ['', 'data']) {
    const names = await readdir(path.join(folder, below)).catch(() => []);
    for (const name of names) {
      const whole = below === '' ? name : `${below}/${name}`;
      if (isStale(whole)) await rm(path.join(folder, whole), { force: true });
    }
  }
}

function fail(place: string, cause: NodeJS.ErrnoException): never {
  throw outputFailed(place, reasonOf(cause));
}

/** The next step for a folder; file names are not escaped. */
export const NEXT_STEPS: Readonly<Record<Target, (folder: string) => string>> = {
  huggingface: (folder) => `Load it with datasets.load_dataset("${folder}").`,
  argilla: (folder) => `Load it with rg.Dataset.from_disk("${folder}").`,
  'argilla-v1': () =>
    'Load the file with datasets.load_dataset, then rg.read_datasets(…, task="TextClassification").',
  'label-studio': () =>
    'In a project, paste label_config.xml under Settings, Labeling Interface, Code; then import the tasks.',
};
