/** Writes the corrected file. */
import { constants, copyFile, rm } from 'node:fs/promises';
import { correctedBytes, findPatches, requireLabelCells } from '../corrections/corrected-bytes.js';
import { decisionsFileOf, readDecisionFile } from '../corrections/decision-file.js';
import { unifiedDiff } from '../corrections/diff.js';
import { matchRows, requireOwnDecisions } from '../corrections/match-rows.js';
import { type Plan, planEdits } from '../corrections/plan.js';
import { readDataset } from '../dataset/read-dataset.js';
import { applyWhere, optionIgnored, outputFailed, withCommas } from '../errors.js';
import { describeReading } from '../report/summary.js';
import type { Dataset } from '../types.js';
import { dataOptions } from './data-options.js';
import type { ApplyFlags } from './decision-flags.js';
import { describeLost, describeRepair } from './describe-decisions.js';
import { checkOutput, writeToFile, writeToStream } from './output.js';
import { tellUser, useColour } from './terminal.js';

/** Writes a data file with the decisions about it, as the flags say. */
export async function apply(file: string, flags: ApplyFlags): Promise<void> {
  const { output, inPlace = false, dryRun = false, quiet = false } = flags;
  if (output === undefined && !inPlace && !dryRun) throw applyWhere();
  if (!dryRun && flags.color === true)
    throw optionIgnored('--color', 'only --dry-run has colours', 'Leave it out.');
  const decisionsFile = flags.decisions ?? decisionsFileOf(file);
  if (output !== undefined) await checkOutput(output, [file, decisionsFile]);
  const say = (lines: readonly string[]) => {
    if (!quiet) tellUser(lines);
  };
  const { decisions, halfLine } = await readDecisionFile(decisionsFile);
  tellUser(describeRepair(decisionsFile, halfLine, 'passed over'));
  const dataset = await readDataset(file, await dataOptions(flags), () => {});
  say(describeReading(dataset));
  requireLabelCells(dataset);
  const matched = await matchRows(dataset, decisions);
  requireOwnDecisions(matched, dataset, decisionsFile);
  const plan = planEdits(dataset, matched, decisionsFile);
  tellUser(describeLost(plan.lost, dataset));

  if (dryRun) {
    const diff = unifiedDiff(
      dataset,
      findPatches(dataset, plan.edits),
      useColour(flags.color, process.stdout),
    );
    await writeToStream(process.stdout, diff);
  } else if (output !== undefined) await writeToFile(output, correctedBytes(dataset, plan.edits));
  else if (plan.edits.length > 0) say(await replace(dataset, plan));
  say([describePlan(plan, dryRun)]);
}

/** Writes over the input, which is copied first. */
async function replace(dataset: Dataset, plan: Plan): Promise<string[]> {
  const backup = await keepBackup(dataset.source);
  try {
    await writeToFile(dataset.source, correctedBytes(dataset, plan.edits));
  } catch (error) {
    await rm(backup, { force: true });
    throw error;
  }
  return [`${dataset.source}: the file as it was is kept as ${backup}`];
}

/** Copies a file to the first free name: an older backup is never written over. */
async function keepBackup(file: string): Promise<string> {
  for (let number = 1; ; number++) {
    const backup = number === 1 ? `${file}.bak` : `${file}.bak${number}`;
    try {
      await copyFile(file, backup, constants.COPYFILE_EXCL);
      return backup;
    } catch (cause) {
      const { code, message } = cause as NodeJS.ErrnoException;
      if (code === 'EEXIST') continue;
      await rm(backup, { force: true });
      throw outputFailed(backup, code === 'ENOSPC' ? 'the disk is full' : (code ?? message));
    }
  }
}

function describePlan({ relabelled, deleted, done, kept, skipped, lost }: Plan, dryRun: boolean): string {
  const would = dryRun ? 'would change' : 'changed';
  const parts = [
    `${would} ${count(relabelled, 'label')} and ${dryRun ? 'delete' : 'deleted'} ${count(deleted, 'row')}`,
    ...(done === 0 ? [] : [`${withCommas(done)} done before`]),
    ...(kept === 0 ? [] : [`${withCommas(kept)} kept as they are`]),
    ...(skipped === 0 ? [] : [`${withCommas(skipped)} skipped`]),
    ...(lost.length === 0 ? [] : [`${withCommas(lost.length)} not applied, see above`]),
  ];
  return parts.join('; ');
}

function count(number: number, what: string): string {
  return `${withCommas(number)} ${what}${number === 1 ? '' : 's'}`;
}
