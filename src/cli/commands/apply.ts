/** Writes the corrected file. */
import { rm } from 'node:fs/promises';
import { keepBackup } from '../../corrections/backup.js';
import { findPatches } from '../../corrections/corrected-bytes.js';
import { correctedFile, requireCorrectable } from '../../corrections/corrected-file.js';
import { readDecisionFile } from '../../corrections/decision-file.js';
import { rowDiff, unifiedDiff } from '../../corrections/diff.js';
import { matchRows, requireOwnDecisions } from '../../corrections/match-rows.js';
import { type Plan, planEdits } from '../../corrections/plan.js';
import { compressionOfName } from '../../dataset/bytes/compression.js';
import { formatOfExtension } from '../../dataset/format.js';
import { readDataset } from '../../dataset/read-dataset.js';
import { counted, withCommas } from '../../errors/wording.js';
import { describeReading } from '../../report/describe-findings.js';
import type { Dataset, Layout } from '../../types.js';
import { describeLost, describeRepair } from '../decisions/known-decisions.js';
import { outputFailed } from '../errors.js';
import type { ApplyRequest } from '../request/correct.js';
import type { Io } from '../terminal/io.js';
import { checkOutput, reasonOf, writeToFile, writeToStream } from '../terminal/output.js';
import { requireWritable } from '../terminal/replace-file.js';
import { useColour } from '../terminal/terminal.js';
import { otherFormat } from './errors.js';

/** Writes a data file with the decisions applied. */
export async function apply(request: ApplyRequest, io: Io): Promise<void> {
  const { file, decisionsFile, to, force, quiet } = request;
  if (to.what === 'file') {
    await checkOutput(to.file, [file, decisionsFile]);
    if (!force) await requireWritable(to.file);
  }
  const say = (lines: readonly string[]) => {
    if (!quiet) io.tell(lines);
  };
  const { decisions, halfLine } = await readDecisionFile(decisionsFile);
  io.tell(describeRepair(decisionsFile, halfLine, 'passed over'));
  const dataset = await readDataset(file, request.data, () => {});
  say(describeReading(dataset));
  requireCorrectable(dataset);
  const written = compressionOf(request, dataset);
  const matched = await matchRows(dataset, decisions);
  requireOwnDecisions(matched, dataset, decisionsFile);
  const plan = planEdits(dataset, matched, decisionsFile);
  io.tell(describeLost(plan.lost, dataset));
  if (to.what === 'dry run')
    await writeToStream(io.stdout, diffOf(dataset, plan, useColour(to.colour, io.stdout, io)));
  else if (to.what === 'file') {
    await writeToFile(to.file, correctedFile(dataset, plan.edits, written), io.process);
  } else if (plan.edits.length > 0) {
    const replaced = dataset.parts[0]!.file; // a folder has only one file here
    if (!force) await requireWritable(replaced);
    say(await replace(dataset, plan, io));
  }
  say([...describeCompanions(dataset, plan), describePlan(plan, to.what === 'dry run')]);
}

/**
 * The compression of the corrected file, by its name.
 *
 * @throws UserError if that cannot be written, or if its name implies another format
 */
function compressionOf({ to }: ApplyRequest, dataset: Dataset): Layout['compression'] {
  const { format, compression } = dataset.parts[0]!.layout;
  const written = to.what === 'file' ? compressionOfName(to.file) : compression;
  if (to.what === 'file') requireFormat(to.file, format);
  return written;
}

function diffOf(dataset: Dataset, { edits }: Plan, colour: boolean) {
  return dataset.parts[0]!.layout.format === 'parquet'
    ? rowDiff(dataset, edits, colour)
    : unifiedDiff(dataset, findPatches(dataset, edits), colour);
}

/** @throws UserError if the extension of a file is that of another format */
function requireFormat(output: string, format: Layout['format']): void {
  const named = formatOfExtension(output.replace(/\.(gz|gzip|zst|zstd)$/i, ''));
  const isJson = (name: string) => name.startsWith('json');
  const isTable = (name: string) => name === 'csv' || name === 'tsv';
  if (named === undefined || named === format) return;
  if ((isJson(named) && isJson(format)) || (isTable(named) && isTable(format))) return;
  throw otherFormat(output, format);
}

/** Overwrites the input, after a backup. */
async function replace(dataset: Dataset, plan: Plan, io: Io): Promise<string[]> {
  // A folder has only one file here.
  const { file, layout } = dataset.parts[0]!;
  const backup = await keepBackup(file, (name, cause) => outputFailed(name, reasonOf(cause)));
  try {
    await writeToFile(file, correctedFile(dataset, plan.edits, layout.compression), io.process);
  } catch (error) {
    await rm(backup, { force: true });
    throw error;
  }
  return [`${file}: the file as it was is kept as ${backup}`];
}

/** That columns which say the same as the label keep what they say. */
function describeCompanions({ source, parts }: Dataset, { relabelled }: Plan): string[] {
  const { label, companions = [] } = parts[0]!.layout;
  if (relabelled === 0) return [];
  return companions.map((column) => {
    const [own, other] = [label, column].map(({ name, number }) => name ?? `number ${number + 1}`);
    return `${source}: only the column ${own} is corrected; ${other} said the same, and does not in these rows`;
  });
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
