import path from 'node:path';
import { decodeText, readWholeFile } from '../../../dataset/bytes/bytes.js';
import { type Baseline, formatBaseline, parseBaseline } from '../../../gate/baseline.js';
import { outputIsInput } from '../../errors.js';
import type { BaselineRequest } from '../../request/commands.js';
import type { ReportTarget } from '../../request/report.js';
import type { Io } from '../../terminal/io.js';
import { checkOutput, writeToFile } from '../../terminal/output.js';
import { baselineMissing, baselineUnreadable } from '../errors.js';

/**
 * Reads a baseline.
 *
 * @param makeCommand the command that creates it, for the message where it is missing
 * @returns undefined where there is no such file and `mayBeMissing`
 */
export async function readBaseline(
  file: string,
  { mayBeMissing, makeCommand }: { readonly mayBeMissing: boolean; readonly makeCommand: string },
): Promise<Baseline | undefined> {
  try {
    return parseBaseline(file, decodeText(file, await readWholeFile(file)));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    if (code !== 'ENOENT') throw baselineUnreadable(file, code);
    if (mayBeMissing) return undefined;
    throw baselineMissing(file, makeCommand);
  }
}

/** Writes a baseline to a temporary file, then renames that. */
export async function writeBaseline(file: string, baseline: Baseline, io: Io): Promise<void> {
  const text = formatBaseline(baseline);
  await writeToFile(
    file,
    (async function* () {
      yield text;
    })(),
    io.process,
  );
}

/**
 * Checks before any work that the baseline can be written where that is needed, and that no report overwrites it.
 *
 * @throws UserError otherwise
 */
export async function checkBaseline(
  { file, change }: BaselineRequest,
  targets: readonly ReportTarget[],
  inputs: readonly string[],
): Promise<void> {
  // The baseline may not exist yet, so names are compared.
  const place = path.resolve(file);
  const taken = targets.find((target) => target.file !== undefined && path.resolve(target.file) === place);
  if (taken !== undefined) throw outputIsInput(taken.file!);
  if (change === null) return;
  await checkOutput(
    file,
    inputs.filter((input) => input !== file),
  );
}
