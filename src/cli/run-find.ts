import { formatUnclear, optionIgnored } from '../errors.js';
import { findLabelErrorsByProbabilities } from '../find-in-probabilities.js';
import { type Findings, findLabelErrorsInFile } from '../find-label-errors.js';
import { rankAllRows, rankCandidates } from '../report/choose-rows.js';
import { FORMATS, type Format, formatOfName } from '../report/formats.js';
import { makeRecords } from '../report/record.js';
import type { ReportContext } from '../report/reporter.js';
import { REPORTERS } from '../report/reporters.js';
import { describeFindings, describeMatrices, describeReading, documentOf } from '../report/summary.js';
import { dataOptions } from './data-options.js';
import { methodOptions } from './method.js';
import type { FindFlags } from './options.js';
import { writeToFile, writeToStream } from './output.js';
import {
  checkOutputs,
  checkProbabilityFlags,
  givenMethodOptions,
  givenSource,
  saveProbabilities,
} from './probabilities.js';
import { showProgress } from './progress.js';
import { tableWidth, tellUser, useColour } from './terminal.js';
import { vectorizerOptions } from './word-options.js';

/** A table of more rows than this is not read but scrolled through. */
const TABLE_ROWS = 20;

/** Finds the label errors of a data set, or by other models' probabilities, and reports them as the flags say. */
export async function find(files: readonly string[], flags: FindFlags): Promise<void> {
  const byProbabilities = checkProbabilityFlags(files, flags);
  const options = methodOptions(flags, flags.train !== undefined);
  const format = chooseFormat(flags);
  await checkOutputs(files, flags);
  const data = await dataOptions(flags);
  const vectorizer = await vectorizerOptions(flags);
  const progress = showProgress(process.stderr);
  const finding = byProbabilities
    ? findLabelErrorsByProbabilities(
        givenSource(files[0], flags, data),
        givenMethodOptions(options),
        progress.report,
      )
    : findLabelErrorsInFile({ files, train: flags.train, data, vectorizer }, options, progress.report);
  const findings = await finding.finally(progress.clear);

  if (!flags.quiet) {
    if (findings.training !== null) tellUser(describeReading(findings.training));
    tellUser(describeReading(findings.dataset));
    tellUser(findings.notes.map((note) => `${findings.dataset.source}: ${note}`));
  }
  if (flags.saveProbabilities !== undefined)
    await saveProbabilities(flags.saveProbabilities, findings, flags);
  await writeReport(findings, { ...flags, format }, documentOf(findings, { ...options, ...vectorizer }));
  if (!flags.quiet) tellUser(describeFindings(findings));
  if (flags.verbose) tellUser(describeMatrices(findings));
}

/** The format asked for, else the one that the output's name or the terminal asks for. */
function chooseFormat({ format, output, withProbabilities, color }: FindFlags): Format {
  const byPlace = () => {
    if (output === undefined) return process.stdout.isTTY ? 'table' : 'jsonl';
    const named = formatOfName(output);
    if (named === undefined) throw formatUnclear(output, FORMATS);
    return named;
  };
  const chosen = format ?? byPlace();
  if (chosen === 'table' && withProbabilities) {
    throw optionIgnored(
      '--with-probabilities',
      'a table has no room for them',
      'Add --format jsonl, or leave it out.',
    );
  }
  if (chosen !== 'table' && color === true) {
    throw optionIgnored('--color', `${chosen} has no colours`, 'Add --format table, or leave it out.');
  }
  return chosen;
}

async function writeReport(
  findings: Findings,
  flags: FindFlags & { readonly format: Format },
  document: ReportContext['document'],
): Promise<void> {
  const { format, output, all = false, noText = false, withProbabilities = false } = flags;
  const ranked = all ? rankAllRows(findings.judgement) : rankCandidates(findings.judgement);
  const rows = ranked.subarray(0, flags.top ?? (format === 'table' ? TABLE_ROWS : ranked.length));
  const terminal = output === undefined ? process.stdout : undefined;
  const context: ReportContext = {
    width: tableWidth(terminal),
    colour: useColour(flags.color, terminal),
    classes: findings.dataset.classes,
    more: ranked.length - rows.length,
    document,
  };
  const records = makeRecords(findings, rows, { text: !noText, probabilities: withProbabilities });
  const pieces = REPORTERS[format](records, context);
  await (output === undefined ? writeToStream(process.stdout, pieces) : writeToFile(output, pieces));
}
