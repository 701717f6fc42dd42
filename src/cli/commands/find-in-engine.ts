import { existsSync } from 'node:fs';
import { openDuckDb } from '../../engines/duckdb.js';
import { duckDbInput, isRemote } from '../../engines/duckdb-input.js';
import type { Engine, EngineInput } from '../../engines/engine.js';
import { type EngineFindings, findInEngine } from '../../engines/find-in-engine.js';
import { recordsOf } from '../../engines/records.js';
import { newPrefix, openSpark } from '../../engines/spark.js';
import { sparkInput } from '../../engines/spark-input.js';
import { withCommas } from '../../errors/wording.js';
import { doubtClasses } from '../../judge/label-doubts.js';
import { describeDoubts, describeMatrices, describeTotals } from '../../report/describe-findings.js';
import type { Listing } from '../../report/kinds.js';
import { documentOfTotals } from '../../report/summary.js';
import { checkTargets, type Report, writeReports } from '../report.js';
import type { EngineRequest } from '../request/engine.js';
import type { Io } from '../terminal/io.js';
import { terminalWidth } from '../terminal/terminal.js';
import { databaseMissing } from './errors.js';

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

/** Prefix of tables that are dropped at the end. */
const PREFIX = 'fle_';

/** A running engine, and its input. */
interface Started {
  readonly engine: Engine;
  readonly input: EngineInput;
  readonly prefix: string;
}

/**
 * Starts the engine of a request, and lets it examine the input.
 *
 * @throws UserError if it is not installed, or cannot read the input
 */
async function startEngine(request: EngineRequest): Promise<Started> {
  if (request.engine === 'spark') return startSpark(request);
  const { database, files, data, memory } = request;
  if (database !== undefined && !isRemote(database) && !existsSync(database)) throw databaseMissing(database);
  const remote = [...files, database ?? ''].some(isRemote);
  const engine = await openDuckDb({ memory, database, remote });
  try {
    const input = await duckDbInput(engine, files, data, PREFIX);
    return { engine, input, prefix: PREFIX };
  } catch (error) {
    await engine.close();
    throw error;
  }
}

async function startSpark({ files, data, command, keptPrefix }: EngineRequest): Promise<Started> {
  const prefix = keptPrefix ?? newPrefix();
  const engine = await openSpark({ command, keepsTables: keptPrefix !== undefined });
  try {
    return { engine, input: await sparkInput(engine, files, data, prefix), prefix };
  } catch (error) {
    await engine.close();
    throw error;
  }
}

const CLEAR_LINE = '\r\x1b[K';

/** On a terminal, shows the statement that an engine is running. */
function showStatements(
  { stderr: stream, env, process: running }: Io,
  engine: string,
): { readonly report: (name: string) => void; readonly clear: () => void } {
  if (!stream.isTTY || env.TERM === 'dumb') return { report: () => {}, clear: () => {} };
  let shown = false;
  const clear = () => {
    if (shown) stream.write(CLEAR_LINE);
    shown = false;
  };
  // Signals end the process through its exit, since engines have to clean up.
  running.onExit(clear);
  return {
    report(name) {
      stream.write(`${CLEAR_LINE}${engine}: ${name} …`);
      shown = true;
    },
    clear,
  };
}
