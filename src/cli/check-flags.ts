/** What the options of `check` need: limits that say something, and places that can be written. */
import path from 'node:path';
import { noLimit, optionIgnored, outputIsInput } from './errors.js';
import type { CheckFlags } from './flags.js';
import { checkOutput } from './output.js';
import type { ReportTarget } from './report-targets.js';

/** @throws UserError if an option would be ignored, or if there is neither a limit nor a baseline */
export function refuseUnclear(flags: CheckFlags): void {
  const { maxErrors, maxRate, maxClassRate, baseline, updateBaseline, pruneBaseline, allowStale } = flags;
  if (baseline === undefined) {
    const options = {
      '--update-baseline': updateBaseline,
      '--prune-baseline': pruneBaseline,
      '--allow-stale': allowStale,
    };
    for (const [option, given] of Object.entries(options)) {
      if (given)
        throw optionIgnored(option, 'no baseline is named', 'Add --baseline label-errors.baseline.json.');
    }
    if (maxErrors === undefined && maxRate === undefined && maxClassRate === undefined) throw noLimit();
  }
  if (updateBaseline && pruneBaseline) {
    throw optionIgnored('--prune-baseline', '--update-baseline takes stale rows out too', 'Leave it out.');
  }
  if (allowStale && (updateBaseline || pruneBaseline)) {
    throw optionIgnored('--allow-stale', 'stale rows are taken out', 'Leave it out.');
  }
}

/** Checks before any work that what is to be written can be, and that no two things go to one place. */
export async function checkOutputs(
  targets: readonly ReportTarget[],
  inputs: readonly string[],
  { baseline, updateBaseline, pruneBaseline }: CheckFlags,
): Promise<void> {
  for (const { file } of targets) {
    if (file === undefined) continue;
    // The baseline may not be there yet, so that only its name tells.
    if (baseline !== undefined && path.resolve(file) === path.resolve(baseline)) throw outputIsInput(file);
    await checkOutput(file, inputs);
  }
  if (!updateBaseline && !pruneBaseline) return;
  await checkOutput(
    baseline!,
    inputs.filter((input) => input !== baseline),
  );
}
