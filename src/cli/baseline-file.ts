import { readFile } from 'node:fs/promises';
import { type Baseline, formatBaseline, parseBaseline } from '../gate/baseline.js';
import { baselineMissing, baselineUnreadable } from './errors.js';
import { writeToFile } from './output.js';

/**
 * Reads a baseline.
 *
 * @param makeCommand the command that makes it, for the message where it is missing
 * @returns undefined where there is no such file and `mayBeMissing`
 */
export async function readBaseline(
  file: string,
  { mayBeMissing, makeCommand }: { readonly mayBeMissing: boolean; readonly makeCommand: string },
): Promise<Baseline | undefined> {
  try {
    return parseBaseline(file, await readFile(file, 'utf8'));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    if (code !== 'ENOENT') throw baselineUnreadable(file, code);
    if (mayBeMissing) return undefined;
    throw baselineMissing(file, makeCommand);
  }
}

/** Writes a baseline beside its file, then in its place. */
export async function writeBaseline(file: string, baseline: Baseline): Promise<void> {
  const text = formatBaseline(baseline);
  await writeToFile(
    file,
    (async function* () {
      yield text;
    })(),
  );
}
