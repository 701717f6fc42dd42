/** The requests of commands that judge rows and report on them. */
import { existsSync } from 'node:fs';
import type { DataOptions } from '../../dataset/read-dataset.js';
import { TABLE } from '../../engines/tables.js';
import { tableFormatUnclear } from '../../given-probabilities/errors.js';
import { HEALTH_FORMATS, type HealthFormat, healthFormatOfName } from '../../report/health/formats.js';
import { USUAL_KINDS } from '../../report/kinds.js';
import { optionIgnored, outputIsInput, rowsWithoutTexts } from '../errors.js';
import type { CheckFlags, ExplainFlags, FindFlags, HealthFlags } from '../options/commands.js';
import { firstGiven } from '../options/conflicts.js';
import { ENGINE } from '../options/engine.js';
import type { Io } from '../terminal/io.js';
import { formatUnclear, noFile, noLimit, tableNeedsEngine, withoutEngine } from './errors.js';
import { dataRequest, type JudgeRequest, judgeRequest } from './judge.js';
import { type KindsRequest, kindsRequest, type OutputRequest, outputRequest } from './report.js';

/** Request of `find`. */
export interface FindRequest extends JudgeRequest {
  readonly kinds: KindsRequest;
  readonly output: OutputRequest;
  /** Output file of all rows' probabilities. */
  readonly savedProbabilities: string | undefined;
  readonly verbose: boolean;
}

const { engine: _, ...NEED_ENGINE } = ENGINE;

/** @throws UserError for a table, or an option of engines only, where no engine is named */
function requireEngine(files: readonly string[], flags: FindFlags): void {
  const table = files.find((file) => file.startsWith(TABLE) && !existsSync(file));
  if (table !== undefined) throw tableNeedsEngine(table);
  const option = firstGiven(flags, NEED_ENGINE);
  if (option !== undefined) throw withoutEngine(option);
}

/** @throws UserError if an option is wrong, or would be ignored */
export async function findRequest(files: readonly string[], flags: FindFlags, io: Io): Promise<FindRequest> {
  if (files.length === 0 && flags.probabilities === undefined) throw noFile();
  requireEngine(files, flags);
  const judging = await judgeRequest(files, flags);
  const output = outputRequest(flags, io.stdout.isTTY ? 'table' : 'jsonl');
  const { saveProbabilities: saved } = flags;
  if (saved !== undefined) await requireSavable(saved, flags, output);
  return {
    ...judging,
    kinds: kindsRequest(flags, USUAL_KINDS),
    output,
    savedProbabilities: saved,
    verbose: flags.verbose === true,
  };
}

async function requireSavable(
  file: string,
  { useDecisions }: FindFlags,
  { targets }: OutputRequest,
): Promise<void> {
  if (useDecisions) {
    throw optionIgnored(
      '--save-probabilities',
      '--use-decisions leaves decided rows without any',
      'Leave out one of the two.',
    );
  }
  const { SAVED_ENDINGS, savedEnding } = await import('../../given-probabilities/write-table.js');
  if (savedEnding(file) === undefined) throw tableFormatUnclear(file, SAVED_ENDINGS);
  if (targets.some((target) => target.file === file)) throw outputIsInput(file);
}

/** The rows that count for a gate, and their limits. */
export interface GateRequest {
  readonly limits: {
    readonly maxErrors: number | undefined;
    readonly maxRate: number | undefined;
    readonly maxClassRate: number | undefined;
    readonly maxAuditedRate: number | undefined;
  };
  /** Only candidates below this quality count. */
  readonly below: number | undefined;
  /** The older file, whose rows do not count, and its data options. */
  readonly since: { readonly file: string; readonly data: DataOptions } | null;
  readonly baseline: BaselineRequest | null;
}

/** The baseline. */
export interface BaselineRequest {
  readonly file: string;
  readonly change: 'update' | 'prune' | null;
  readonly allowStale: boolean;
}

/** Request of `check`. */
export interface CheckRequest extends JudgeRequest {
  readonly kinds: KindsRequest;
  readonly output: OutputRequest;
  readonly gate: GateRequest;
  readonly verbose: boolean;
  /** Number of folds, to which rows are assigned by order, so that moved rows may be judged differently; null without. */
  readonly foldsByOrder: number | null;
}

/** @throws UserError if an option is wrong or would be ignored, or if there is neither a limit nor a baseline */
export async function checkRequest(
  files: readonly string[],
  flags: CheckFlags,
  io: Io,
): Promise<CheckRequest> {
  if (files.length === 0 && flags.probabilities === undefined) throw noFile('check ');
  const judging = await judgeRequest(files, flags);
  const gate = await gateRequest(flags);
  const kinds = kindsRequest(flags, ['label_error', 'ambiguous', 'outlier']);
  const byPlace = io.stdout.isTTY ? 'table' : 'jsonl';
  const output = outputRequest(flags, io.env.GITHUB_ACTIONS === 'true' ? 'github' : byPlace);
  const naming = optionNamingRows(gate);
  if (naming !== undefined && /\.np[yz]$/i.test(flags.labels ?? '')) {
    throw rowsWithoutTexts(naming, flags.labels!);
  }
  const { file: baseline } = gate.baseline ?? {};
  return {
    ...judging,
    inputs: [...judging.inputs, gate.since?.file, baseline].filter((input) => input !== undefined),
    ...{ kinds, output, gate, verbose: flags.verbose === true, foldsByOrder: foldsByOrder(judging) },
  };
}

/** The option that needs fingerprints of rows; decisions may also be found beside the data. */
export function optionNamingRows({ baseline, since }: GateRequest): string | undefined {
  return baseline !== null ? '--baseline' : since !== null ? '--since' : undefined;
}

async function gateRequest(flags: CheckFlags): Promise<GateRequest> {
  const { maxErrors, maxRate, maxClassRate, maxAuditedRate, below, since } = flags;
  const baseline = baselineRequest(flags);
  const limits = { maxErrors, maxRate, maxClassRate, maxAuditedRate };
  if (baseline === null && Object.values(limits).every((limit) => limit === undefined)) throw noLimit();
  // Labels of the old file are compared as written: its classes do not matter.
  const { classes, classBase, ...reading } = since === undefined ? {} : await dataRequest(flags);
  return { limits, below, since: since === undefined ? null : { file: since, data: reading }, baseline };
}

function baselineRequest(flags: CheckFlags): BaselineRequest | null {
  const { baseline: file, updateBaseline, pruneBaseline, allowStale } = flags;
  if (file === undefined) {
    const option = updateBaseline
      ? '--update-baseline'
      : pruneBaseline
        ? '--prune-baseline'
        : allowStale
          ? '--allow-stale'
          : undefined;
    if (option === undefined) return null;
    throw optionIgnored(option, 'no baseline is named', 'Add --baseline label-errors.baseline.json.');
  }
  if (updateBaseline && pruneBaseline) {
    throw optionIgnored('--prune-baseline', '--update-baseline takes stale rows out too', 'Leave it out.');
  }
  if (allowStale && (updateBaseline || pruneBaseline)) {
    throw optionIgnored('--allow-stale', 'stale rows are taken out', 'Leave it out.');
  }
  return {
    file,
    change: updateBaseline ? 'update' : pruneBaseline ? 'prune' : null,
    allowStale: allowStale === true,
  };
}

function foldsByOrder({ source, method }: JudgeRequest): number | null {
  if (method.method === 'noise-aware' || method.method === 'stacked') return null;
  if (source.kind !== 'texts' || source.train !== undefined) return null;
  const { cv = 5 } = method;
  return cv === 'loo' ? null : cv;
}

/** Request of `health`. */
export interface HealthRequest extends JudgeRequest {
  readonly format: HealthFormat;
  readonly file: string | undefined;
  readonly withTexts: boolean;
  readonly colour: boolean | undefined;
}

/** @throws UserError if an option is wrong, or would be ignored */
export async function healthRequest(files: readonly string[], flags: HealthFlags): Promise<HealthRequest> {
  if (files.length === 0 && flags.probabilities === undefined) throw noFile('health ');
  const { output, color, noText } = flags;
  const format = healthFormat(flags);
  if (color === true && format !== 'table') {
    throw optionIgnored('--color', `${format} has no such colours`, 'Leave it out.');
  }
  if (noText && format !== 'html') {
    throw optionIgnored('--no-text', `a ${format} of the health holds no texts`, 'Leave it out.');
  }
  const judging = await judgeRequest(files, flags);
  return { ...judging, format, file: output, withTexts: !noText, colour: color };
}

function healthFormat({ format, output }: HealthFlags): HealthFormat {
  if (format !== undefined) return format;
  if (output === undefined) return 'table';
  const named = healthFormatOfName(output);
  if (named === undefined) throw formatUnclear(output, HEALTH_FORMATS);
  return named;
}

/** Request of `explain`. */
export interface ExplainRequest extends JudgeRequest {
  /** As the user names them. */
  readonly rows: readonly string[];
  readonly format: 'table' | 'json';
  readonly colour: boolean | undefined;
}

/** @throws UserError if an option is wrong, or would be ignored */
export async function explainRequest(files: readonly string[], flags: ExplainFlags): Promise<ExplainRequest> {
  const { row, format = 'table', color } = flags;
  if (color === true && format === 'json') {
    throw optionIgnored('--color', 'json has no colours', 'Leave it out.');
  }
  return { ...(await judgeRequest(files, flags)), rows: row, format, colour: color };
}
