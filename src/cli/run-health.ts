import { safeJson } from '../report/escape.js';
import { HEALTH_FORMATS, type HealthFormat, healthFormatOfName } from '../report/health/formats.js';
import { type HealthReport, healthReport } from '../report/health/health-report.js';
import { healthTable } from '../report/health/health-table.js';
import { concatenate, KINDS } from '../report/kinds.js';
import { makeRecords, type RecordFields } from '../report/record.js';
import { optionalFields } from '../report/reporter.js';
import { listingApart, rankAllRows, rankCandidates, rankedListing } from '../report/row-kinds.js';
import { documentOf, tallyClasses } from '../report/summary.js';
import { formatUnclear, optionIgnored } from './errors.js';
import { findKinds } from './find-kinds.js';
import type { HealthFlags } from './flags.js';
import { type Judged, judgeAsFlagsSay } from './judge-as-flags-say.js';
import { checkOutput, writeToFile, writeToStream } from './output.js';
import { inputsWithProbabilities } from './probabilities.js';
import { tableWidth, useColour, usesUnicode } from './terminal.js';
import { writeReports } from './write-reports.js';

/** Says how healthy a data set is. */
export async function health(files: readonly string[], flags: HealthFlags): Promise<void> {
  const format = formatOf(flags);
  refuseIgnored(format, flags);
  const { output } = flags;
  if (output !== undefined) await checkOutput(output, inputsWithProbabilities(files, flags));
  const judged = await judgeAsFlagsSay(files, flags);
  if (format === 'html') return writePage(judged, flags);
  const { findings, settings } = judged;
  const report = healthReport(findings, rankAllRows(findings.judgement), settings);
  const pieces = toPieces(format === 'json' ? healthJson(report) : healthText(report, flags));
  await (output === undefined ? writeToStream(process.stdout, pieces) : writeToFile(output, pieces));
}

/** The page is the one that `find` writes, with all candidates. */
async function writePage(
  { findings, settings, options }: Judged,
  { output, noText }: HealthFlags,
): Promise<void> {
  const { dataset, judgement } = findings;
  const lookedFor = new Set(KINDS.filter((kind) => kind !== 'near_duplicate'));
  const found = await findKinds(findings, lookedFor, {
    isNoiseAware: options.method === 'noise-aware',
    about: 'candidates',
  });
  const ranked = rankedListing(rankCandidates(judgement), judgement, found);
  const candidates = concatenate(ranked, listingApart(found, dataset, findings.training));
  const report = {
    findings,
    source: dataset.source,
    records: (rows: Uint32Array, fields: RecordFields) => makeRecords(findings, rows, fields),
    candidates,
    ranked: candidates,
    fields: optionalFields(findings, lookedFor),
    classes: tallyClasses(dataset, judgement.judged, judgement.isIssue),
    verdict: null,
    document: () => documentOf(findings, settings),
  };
  await writeReports(report, [{ format: 'html', file: output }], noText ? { noText } : {});
}

function formatOf({ format, output }: HealthFlags): HealthFormat {
  if (format !== undefined) return format;
  if (output === undefined) return 'table';
  const named = healthFormatOfName(output);
  if (named === undefined) throw formatUnclear(output, HEALTH_FORMATS);
  return named;
}

function refuseIgnored(format: HealthFormat, { color, noText }: HealthFlags): void {
  if (color === true && format !== 'table') {
    throw optionIgnored('--color', `${format} has no such colours`, 'Leave it out.');
  }
  if (noText && format !== 'html') {
    throw optionIgnored('--no-text', `a ${format} of the health holds no texts`, 'Leave it out.');
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
