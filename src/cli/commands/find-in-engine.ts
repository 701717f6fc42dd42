import { type EngineFindings, findInEngine } from '../../engines/find-in-engine.js';
import { recordsOf } from '../../engines/records.js';
import { withCommas } from '../../errors/wording.js';
import { doubtClasses } from '../../judge/label-doubts.js';
import { describeDoubts, describeMatrices, describeTotals } from '../../report/describe-findings.js';
import type { Listing } from '../../report/kinds.js';
import { documentOfTotals } from '../../report/summary.js';
import { checkTargets, type Report, writeReports } from '../report.js';
import type { EngineRequest } from '../request/engine.js';
import { showStatements } from '../terminal/engine-progress.js';
import type { Io } from '../terminal/io.js';
import { terminalWidth } from '../terminal/terminal.js';
import { startEngine } from './start-engine.js';

/** Finds label errors with an engine, and reports them. */
export async function findWithEngine(request: EngineRequest, io: Io): Promise<void> {
  const { output, data, method, quiet } = request;
  await checkTargets(output.targets, request.inputs);
  const progress = showStatements(io, request.engine);
  const { engine, input, prefix } = await startEngine(request);
  if (!quiet && !request.isMethodNamed) {
    io.tell([`the method is ${method.method}, the default with --engine`]);
  }
  try {
    const job = {
      ...{ input, prefix, classes: data, keepsTables: request.keptPrefix !== undefined },
      ...{ ...method, onStatement: progress.report },
    };
    const findings = await findInEngine(engine, job).finally(progress.clear);
    if (!quiet) io.tell(describeInput(findings));
    const { summary, classCounts, health, classes } = findings;
    await writeReports(reportOf(findings, { engine: request.engine, ...method }), output, io);
    if (!quiet) io.tell(describeTotals({ summary, classes: classCounts, health }, terminalWidth(io)));
    if (request.verbose)
      io.tell(describeMatrices({ dataset: { classes: classes.names }, health }, terminalWidth(io)));
    io.tell(describeDoubts(doubtClasses(findings.input.source, classCounts)));
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
    // Rows are ranked already, so records are requested from the first on.
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
  const { blankText, blankLabel, missingLabel } = classes.leftOut;
  const leftOut = (count: number, what: string) =>
    count === 0 ? [] : [`left out ${count === 1 ? '1 row' : `${withCommas(count)} rows`} with a ${what}`];
  return [
    ...input.notes,
    ...classes.notes,
    ...leftOut(blankText, 'blank text'),
    ...leftOut(blankLabel, 'blank label'),
    ...leftOut(missingLabel, 'label of --missing or --leave-out'),
  ].map((note) => `${input.source}: ${note}`);
}
