/** Which reports are to be written, and where. */
import path from 'node:path';
import { FORMAT_TRAITS, FORMATS, type Format, formatOfName } from '../report/formats.js';
import { formatUnclear, optionIgnored, outputTwice, severalOutputs } from './errors.js';
import type { OutputFlags, RowFlags } from './flags.js';

/** A report: its format, and the file that it goes to, or none for standard output. */
export interface ReportTarget {
  readonly format: Format;
  readonly file: string | undefined;
}

/**
 * The reports that the flags ask for.
 *
 * @param byPlace the format of standard output where none is asked for
 * @throws UserError if two of them would go to the same place, or an option would be ignored by all of them
 */
export function reportTargets(flags: OutputFlags & RowFlags, byPlace: Format): ReportTarget[] {
  const chosen = flags.format ?? [{ format: defaultFormat(flags.output, byPlace), file: undefined }];
  const withoutFile = chosen.filter(({ file }) => file === undefined);
  if (withoutFile.length > 1) throw severalOutputs(withoutFile.map(({ format }) => format));
  if (withoutFile.length === 0 && flags.output !== undefined) {
    throw optionIgnored('--output', 'each format names a file of its own', 'Leave it out.');
  }
  const targets = chosen.map(({ format, file }) => ({ format, file: file ?? flags.output }));
  const places = targets.map(({ file }) => file && path.resolve(file));
  const twice = targets.find((_, at) => places[at] !== undefined && places.indexOf(places[at]) !== at)?.file;
  if (twice !== undefined) throw outputTwice(twice);
  refuseIgnored(targets, flags);
  return targets;
}

function defaultFormat(output: string | undefined, byPlace: Format): Format {
  if (output === undefined) return byPlace;
  const named = formatOfName(output);
  if (named === undefined) throw formatUnclear(output, FORMATS);
  return named;
}

function refuseIgnored(
  targets: readonly ReportTarget[],
  { color, withProbabilities, all }: OutputFlags & RowFlags,
) {
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
