import { type EngineFindings, findInEngine } from '../../engines/find-in-engine.js';
import { recordsOf } from '../../engines/records.js';
import { withCommas } from '../../errors/wording.js';
import { describeMatrices, describeTotals } from '../../report/describe-findings.js';
import { FORMAT_TRAITS } from '../../report/formats.js';
import type { Listing } from '../../report/kinds.js';
import { documentOfTotals } from '../../report/summary.js';
import { dataOptions } from '../data-options.js';
import { engineOptionIgnored } from '../errors.js';
import type { FindFlags } from '../flags.js';
import { checkOutput } from '../output.js';
import { inputsOf } from '../read-source.js';
import { reportTargets } from '../report-targets.js';
import { tellUser, terminalWidth } from '../terminal.js';
import { type Report, writeReports } from '../write-reports.js';
import { checkEngineFlags, requireNoDecisions } from './check-flags.js';
import type { EngineFlags } from './options.js';
import { showStatements } from './progress.js';
import { startEngine } from './start.js';

/** Finds label errors with an engine, and reports them as the flags say. */
export async function findWithEngine(
  files: readonly string[],
  flags: FindFlags & EngineFlags,
): Promise<void> {
  const method = checkEngineFlags(flags);
  requireNoDecisions(files, flags);
  const targets = reportTargets(flags, process.stdout.isTTY ? 'table' : 'jsonl');
  if (targets.some(({ format }) => FORMAT_TRAITS[format].page)) {
    throw engineOptionIgnored('--format html', 'its page shows rows that are not read here');
  }
  for (const { file } of targets) {
    if (file !== undefined) await checkOutput(file, inputsOf(files, flags));
  }
  const data = await dataOptions(flags);
  const progress = showStatements(process.stderr, flags.engine!);
  const { engine, input, prefix } = await startEngine(files, flags, data);
  try {
    const job = {
      ...{ input, prefix, classes: data, keepsTables: flags.keepTables !== undefined },
      ...{ ...method, onStatement: progress.report },
    };
    const findings = await findInEngine(engine, job).finally(progress.clear);
    if (!flags.quiet) tellUser(describeInput(findings));
    const { summary, classCounts, health, classes } = findings;
    await writeReports(reportOf(findings, { engine: flags.engine, ...method }), targets, flags);
    if (!flags.quiet) tellUser(describeTotals({ summary, classes: classCounts, health }, terminalWidth()));
    if (flags.verbose)
      tellUser(describeMatrices({ dataset: { classes: classes.names }, health }, terminalWidth()));
  } finally {
    progress.clear();
    await engine.close();
  }
}

function reportOf(findings: EngineFindings, settings: object): Report {
  const { input, summary, classCounts, judgedRows, health } = findings;
  const rows = Uint32Array.from({ length: summary.candidates }, (_, at) => at);
  const listing: Listing = { rows, noteOf: () => ({ kind: 'label_error' }) };
  return {
    findings: null,
    source: input.source,
    // Rows are asked for from the first on: they are ranked already.
    records: ({ length }, { text, probabilities }) =>
      recordsOf(findings, { most: length < rows.length ? length : undefined, text, probabilities }),
    candidates: listing,
    ranked: listing,
    fields: new Set([
      ...(input.hasSeveralFiles ? (['file'] as const) : []),
      ...(input.hasIds ? (['id'] as const) : []),
    ]),
    classes: classCounts.map(({ name, candidates }, k) => ({ name, judged: judgedRows[k]!, candidates })),
    verdict: null,
    document: () =>
      documentOfTotals({ summary, classes: classCounts, health }, { source: input.source, ...settings }),
  };
}

function describeInput({ input, classes }: EngineFindings): string[] {
  const { blankText, blankLabel } = classes.leftOut;
  const leftOut = (count: number, what: string) =>
    count === 0
      ? []
      : [`left out ${count === 1 ? '1 row' : `${withCommas(count)} rows`} with a blank ${what}`];
  return [
    ...input.notes,
    ...classes.notes,
    ...leftOut(blankText, 'text'),
    ...leftOut(blankLabel, 'label'),
  ].map((note) => `${input.source}: ${note}`);
}
