/** Writes the corrected file. */
import { constants, copyFile, rm } from 'node:fs/promises';
import { findPatches } from '../corrections/corrected-bytes.js';
import { correctedFile, requireCorrectable } from '../corrections/corrected-file.js';
import { decisionsFileOf, readDecisionFile } from '../corrections/decision-file.js';
import { rowDiff, unifiedDiff } from '../corrections/diff.js';
import { matchRows, requireOwnDecisions } from '../corrections/match-rows.js';
import { type Plan, planEdits } from '../corrections/plan.js';
import { compressionOfName, requireCompression } from '../dataset/bytes/compression.js';
import { STANDARD_INPUT } from '../dataset/bytes/input.js';
import { formatOfExtension } from '../dataset/format.js';
import { readDataset } from '../dataset/read-dataset.js';
import { counted, withCommas } from '../errors/wording.js';
import { describeReading } from '../report/describe-findings.js';
import type { Dataset, Layout } from '../types.js';
import { dataOptions } from './data-options.js';
import type { ApplyFlags } from './decision-flags.js';
import { describeLost, describeRepair } from './describe-decisions.js';
import { applyWhere, optionIgnored, otherFormat, outputFailed } from './errors.js';
import { checkOutput, reasonOf, writeToFile, writeToStream } from './output.js';
import { tellUser, useColour } from './terminal.js';

/** Writes a data file with the decisions about it, as the flags say. */
export async function apply(file: string, flags: ApplyFlags): Promise<void> {
  const { output, inPlace = false, dryRun = false, quiet = false } = flags;
  if (output === undefined && !inPlace && !dryRun) throw applyWhere();
  if (inPlace && file === STANDARD_INPUT)
    throw optionIgnored('--in-place', 'standard input is no file', 'Name a file with -o <file>.');
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
  requireCorrectable(dataset);
  const { format, compression } = dataset.parts[0]!.layout;
  const written = output === undefined ? compression : compressionOfName(output);
  if (!dryRun) requireCompression(output ?? file, written);
  if (output !== undefined) requireFormat(output, format);
  const matched = await matchRows(dataset, decisions);
  requireOwnDecisions(matched, dataset, decisionsFile);
  const plan = planEdits(dataset, matched, decisionsFile);
  tellUser(describeLost(plan.lost, dataset));

  if (dryRun) {
    const colour = useColour(flags.color, process.stdout);
    const diff =
      format === 'parquet'
        ? rowDiff(dataset, plan.edits, colour)
        : unifiedDiff(dataset, findPatches(dataset, plan.edits), colour);
    await writeToStream(process.stdout, diff);
  } else if (output !== undefined) await writeToFile(output, correctedFile(dataset, plan.edits, written));
  else if (plan.edits.length > 0) say(await replace(dataset, plan));
  say([describePlan(plan, dryRun)]);
}

/** @throws UserError if a name says that a file is of another format than it will be */
function requireFormat(output: string, format: Layout['format']): void {
  const named = formatOfExtension(output.replace(/\.(gz|gzip|zst|zstd)$/i, ''));
  const isJson = (name: string) => name.startsWith('json');
  const isTable = (name: string) => name === 'csv' || name === 'tsv';
  if (named === undefined || named === format) return;
  if ((isJson(named) && isJson(format)) || (isTable(named) && isTable(format))) return;
  throw otherFormat(output, format);
}

/** Writes over the input, which is copied first. */
async function replace(dataset: Dataset, plan: Plan): Promise<string[]> {
  // Of a folder, its only file.
  const { file, layout } = dataset.parts[0]!;
  const backup = await keepBackup(file);
  try {
    await writeToFile(file, correctedFile(dataset, plan.edits, layout.compression));
  } catch (error) {
    await rm(backup, { force: true });
    throw error;
  }
  return [`${file}: the file as it was is kept as ${backup}`];
}

/** Copies a file to the first free name: an older backup is never written over. */
async function keepBackup(file: string): Promise<string> {
  for (let number = 1; ; number++) {
    const backup = number === 1 ? `${file}.bak` : `${file}.bak${number}`;
    try {
      await copyFile(file, backup, constants.COPYFILE_EXCL);
      return backup;
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code === 'EEXIST') continue;
      await rm(backup, { force: true });
      throw outputFailed(backup, reasonOf(cause as NodeJS.ErrnoException));
    }
  }
}

function describePlan({ relabelled, deleted, done, kept, skipped, lost }: Plan, dryRun: boolean): string {
  const would = dryRun ? 'would change' : 'changed';
  const parts = [
    `${would} ${counted(relabelled, 'label')} and ${dryRun ? 'delete' : 'deleted'} ${counted(deleted, 'row')}`,
    ...(done === 0 ? [] : [`${withCommas(done)} done before`]),
    ...(kept === 0 ? [] : [`${withCommas(kept)} kept as ${kept === 1 ? 'it is' : 'they are'}`]),
    ...(skipped === 0 ? [] : [`${withCommas(skipped)} skipped`]),
    ...(lost.length === 0 ? [] : [`${withCommas(lost.length)} not applied, see above`]),
  ];
  return parts.join('; ');
}
