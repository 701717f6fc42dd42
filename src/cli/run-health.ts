import { formatUnclear, optionIgnored } from '../errors.js';
import { rankAllRows } from '../report/choose-rows.js';
import { safeJson } from '../report/escape.js';
import { HEALTH_FORMATS, type HealthFormat, healthFormatOfName } from '../report/health/formats.js';
import { type HealthReport, healthReport } from '../report/health/health-report.js';
import { healthTable } from '../report/health/health-table.js';
import { judgeAsFlagsSay } from './judge-as-flags-say.js';
import type { HealthFlags } from './options.js';
import { checkOutput, writeToFile, writeToStream } from './output.js';
import { inputsWithProbabilities } from './probabilities.js';
import { tableWidth, useColour, usesUnicode } from './terminal.js';

/** Says how healthy a data set is. */
export async function health(files: readonly string[], flags: HealthFlags): Promise<void> {
  const format = formatOf(flags);
  refuseIgnored(format, flags);
  const { output } = flags;
  if (output !== undefined) await checkOutput(output, inputsWithProbabilities(files, flags));
  const { findings, settings } = await judgeAsFlagsSay(files, flags);
  const report = healthReport(findings, rankAllRows(findings.judgement), settings);
  const pieces = toPieces(format === 'json' ? healthJson(report) : healthText(report, flags));
  await (output === undefined ? writeToStream(process.stdout, pieces) : writeToFile(output, pieces));
}

function formatOf({ format, output }: HealthFlags): HealthFormat {
  if (format !== undefined) return format;
  if (output === undefined) return 'table';
  const named = healthFormatOfName(output);
  if (named === undefined) throw formatUnclear(output, HEALTH_FORMATS);
  return named;
}

function refuseIgnored(format: HealthFormat, { color }: HealthFlags): void {
  if (color === true && format !== 'table') {
    throw optionIgnored('--color', `${format} has no such colours`, 'Leave it out.');
  }
}

function healthText(report: HealthReport, { color, output }: HealthFlags): Iterable<string> {
  const terminal = output === undefined ? process.stdout : undefined;
  return healthTable(report, {
    width: tableWidth(terminal),
    colour: useColour(color, terminal),
    // What goes into a file is read by who knows where, and files are UTF-8 everywhere else.
    unicode: output !== undefined || usesUnicode(),
  });
}

function* healthJson(report: HealthReport): Generator<string> {
  const entries = Object.entries(report);
  for (const [at, [key, value]] of entries.entries()) {
    yield `${at === 0 ? '{\n' : ''}${safeJson(key)}: ${safeJson(value)}${at === entries.length - 1 ? '\n}\n' : ',\n'}`;
  }
}

async function* toPieces(pieces: Iterable<string>): AsyncGenerator<string> {
  yield* pieces;
}
