/** The reports of a request: rows, formats and outputs. */
import path from 'node:path';
import { FORMAT_TRAITS, FORMATS, type Format, formatOfName } from '../../report/formats.js';
import { type Kind, LISTED_APART } from '../../report/kinds.js';
import { optionIgnored } from '../errors.js';
import type { JudgeFlags } from '../options/commands.js';
import type { FlagsOf } from '../options/option.js';
import type { KINDS_OF_ROWS, OUTPUT, ROWS } from '../options/report.js';
import { formatUnclear, outputTwice, severalOutputs } from './errors.js';

/** A report: its format, and its file, or none for standard output. */
export interface ReportTarget {
  readonly format: Format;
  readonly file: string | undefined;
}

/** The reports to write, and what is in them. */
export interface OutputRequest {
  readonly targets: readonly ReportTarget[];
  /** Number of rows at most; undefined for the default of the format. */
  readonly top: number | undefined;
  readonly withTexts: boolean;
  readonly withProbabilities: boolean;
  /** Whether to report every row instead of the candidates, in formats that can hold them. */
  readonly all: boolean;
  /** Undefined to decide by environment and stream. */
  readonly colour: boolean | undefined;
}

type OutputFlags = FlagsOf<typeof OUTPUT & typeof ROWS>;

/**
 * The reports for the flags.
 *
 * @param usual the default format of standard output
 * @throws UserError if two of them have the same output, or all would ignore an option
 */
export function outputRequest(flags: OutputFlags, usual: Format): OutputRequest {
  const targets = targetsOf(flags, usual);
  refuseUnshown(targets, flags);
  return {
    targets,
    top: flags.top,
    withTexts: flags.noText !== true,
    withProbabilities: flags.withProbabilities === true,
    all: flags.all === true,
    colour: flags.color,
  };
}

function targetsOf({ format, output }: OutputFlags, usual: Format): ReportTarget[] {
  const chosen = format ?? [{ format: formatOf(output, usual), file: undefined }];
  const withoutFile = chosen.filter(({ file }) => file === undefined);
  if (withoutFile.length > 1) throw severalOutputs(withoutFile.map((one) => one.format));
  if (withoutFile.length === 0 && output !== undefined) {
    throw optionIgnored('--output', 'each format names a file of its own', 'Leave it out.');
  }
  const targets = chosen.map((one) => ({ format: one.format, file: one.file ?? output }));
  const places = targets.map(({ file }) => file && path.resolve(file));
  const twice = targets.find((_, at) => places[at] !== undefined && places.indexOf(places[at]) !== at)?.file;
  if (twice !== undefined) throw outputTwice(twice);
  return targets;
}

function formatOf(output: string | undefined, usual: Format): Format {
  if (output === undefined) return usual;
  const named = formatOfName(output);
  if (named === undefined) throw formatUnclear(output, FORMATS);
  return named;
}

function refuseUnshown(
  targets: readonly ReportTarget[],
  { color, withProbabilities, all }: OutputFlags,
): void {
  const formats = targets.map(({ format }) => format);
  const [first] = formats;
  if (withProbabilities && !formats.some((format) => FORMAT_TRAITS[format].probabilities)) {
    const why = `a ${first} report has no room for them`;
    throw optionIgnored('--with-probabilities', why, 'Add --format jsonl, or leave it out.');
  }
  if (color === true && !formats.includes('table')) {
    throw optionIgnored('--color', `${first} has no colours`, 'Add --format table, or leave it out.');
  }
  if (all && !formats.some((format) => FORMAT_TRAITS[format].anyRow)) {
    throw optionIgnored('--all', `${first} tells only of candidates`, 'Add --format jsonl, or leave it out.');
  }
}

/** The kinds of findings to search for. */
export interface KindsRequest {
  readonly wanted: ReadonlySet<Kind>;
  /** Whether the user has chosen them, so that all rows of these kinds are reported, candidates or not. */
  readonly areChosen: boolean;
}

type KindFlags = JudgeFlags & FlagsOf<typeof KINDS_OF_ROWS> & { readonly all?: true | undefined };

/**
 * The kinds to search for.
 *
 * @param usual the default kinds
 * @throws UserError if an option would be ignored
 */
export function kindsRequest(flags: KindFlags, usual: readonly Kind[]): KindsRequest {
  const { kinds, nearDuplicates, all, train } = flags;
  refuseKinds(flags);
  const areChosen = kinds !== undefined;
  if (kinds?.includes('near_duplicate') && !nearDuplicates) return { wanted: new Set(kinds), areChosen };
  const possible = usual.filter((kind) => kind !== 'leakage' || train !== undefined);
  const chosen = kinds ?? [...possible, ...(nearDuplicates ? ['near_duplicate' as const] : [])];
  return { wanted: new Set(all ? chosen.filter((kind) => !isApart(kind)) : chosen), areChosen };
}

function isApart(kind: Kind): boolean {
  return (LISTED_APART as readonly Kind[]).includes(kind);
}

function refuseKinds({ kinds, nearDuplicates, all, train, labels }: KindFlags): void {
  const apart = kinds?.find(isApart);
  if (all && apart !== undefined) {
    throw optionIgnored(`--kinds ${apart}`, '--all ranks every row once', 'Leave out --all.');
  }
  if (kinds?.includes('leakage') && train === undefined) {
    const fix = 'Add --train <file>, or leave it out.';
    throw optionIgnored('--kinds leakage', 'no training file is given', fix);
  }
  if (labels !== undefined && (apart !== undefined || nearDuplicates)) {
    throw optionIgnored(
      nearDuplicates ? '--near-duplicates' : `--kinds ${apart}`,
      'without a data file there are no texts to compare',
      'Name the data file, or leave it out.',
    );
  }
  if (nearDuplicates && (all || (kinds !== undefined && !kinds.includes('near_duplicate')))) {
    const why = all ? '--all ranks every row once' : '--kinds leaves them out';
    throw optionIgnored('--near-duplicates', why, 'Leave it out, or add near_duplicate to --kinds.');
  }
}
