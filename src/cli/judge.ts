/** Judges the data of a request, with progress and notes on how they were read. */
import { countsPerClass } from '../confident-learning/filter/options.js';
import type { ReasonOptions } from '../explain/reason.js';
import type { ReadSource } from '../judge/file.js';
import type { Findings } from '../judge/findings.js';
import { bytesOfRun } from '../judge/memory.js';
import type { MethodOptions } from '../judge/methods.js';
import { describeReading } from '../report/describe-findings.js';
import type { RecordSource } from '../report/record.js';
import { rankAllRows } from '../report/row-kinds.js';
import type { SummarySource } from '../report/summary.js';
import type { Dataset } from '../types.js';
import { findDecisions, type KnownDecisions, matchDecisions } from './decisions/known-decisions.js';
import { hardlyAnyClass, tooLargeForMemory } from './errors.js';
import type { JudgeRequest, ProbabilitySource, TextSource } from './request/judge.js';
import { interruptible } from './terminal/interruptible.js';
import type { Io } from './terminal/io.js';
import { showProgress } from './terminal/progress.js';

/** Findings, and the decisions that were read meanwhile. */
export interface Judged
  extends Findings,
    Pick<RecordSource, 'decisionOf'>,
    Pick<SummarySource, 'audit' | 'wasTextDependent'> {
  /** Null where there are none. */
  readonly known: KnownDecisions | null;
}

/** Judges by our own model, or by the probabilities of others. */
export async function judge(request: JudgeRequest, io: Io): Promise<Judged> {
  const { source, method, decisions, quiet } = request;
  if (!quiet) io.tell(request.notes);
  const found = decisions === null ? null : await findDecisions(decisions, quiet, io);
  const known = async (dataset: Dataset) =>
    found === null ? null : matchDecisions(found, dataset, quiet, io);
  if (source.kind === 'probabilities') return judgeProbabilityFiles(request, source, known, io);
  const read = await readTexts(source, quiet, io);
  const matched = await known(read.dataset);
  return withKnown(await judgeRead(read, method, matched, io), matched);
}

async function judgeProbabilityFiles(
  { method: options, quiet }: JudgeRequest,
  { given: source }: ProbabilitySource,
  known: (dataset: Dataset) => Promise<KnownDecisions | null>,
  io: Io,
): Promise<Judged> {
  if (options.method === 'stacked') throw new TypeError('the stacked method judges texts only');
  const { alpha, ...method } = options;
  const { readGiven } = await import('../given-probabilities/read-given.js');
  const progress = showProgress(io.stderr, io);
  progress.report('reading');
  // Modules are loaded while the system reads the files.
  const [given, { judgeGiven }] = await Promise.all([
    readGiven(source).finally(progress.clear),
    import('../judge/probabilities.js'),
  ]);
  if (!quiet) io.tell(describeReading(given.dataset));
  const matched = source.labels.isData ? await known(given.dataset) : null;
  return withKnown(judgeGiven(given, method, matched?.decided), matched);
}

/** Findings with what is known by decisions: where there is an audit, its numbers take the place of the model's. */
async function withKnown(findings: Findings, known: KnownDecisions | null): Promise<Judged> {
  if (known === null) return { ...findings, known };
  const { decisions, matched } = known;
  const judged = {
    ...findings,
    known,
    decisionOf: (fingerprint: string) => decisions.of(fingerprint),
    wasTextDependent: decisions.isTextDependent,
  };
  if (decisions.draws.length === 0) return judged;
  // Loaded only where there is an audit.
  const [{ auditFindings }, { expectByAudit }] = await Promise.all([
    import('../corrections/audit.js'),
    import('../audit/recalibrate.js'),
  ]);
  const audit = auditFindings(decisions, matched);
  if (audit === null) return judged;
  const { judgement } = findings;
  const isDecided = new Uint8Array(findings.dataset.labels.length);
  for (const { row, verdict } of matched.rows) if (verdict.what !== 'skip') isDecided[row] = 1;
  const expectErrors = () => expectByAudit(rankAllRows(judgement), judgement, isDecided, audit);
  return { ...judged, audit, expectErrors };
}

/** Reads texts as the input of a method. */
export async function readTexts(source: TextSource, quiet: boolean, io: Io): Promise<ReadSource> {
  // Loaded only where a model is trained.
  const { readSource } = await import('../judge/file.js');
  const progress = showProgress(io.stderr, io);
  const read = await readSource(source, progress.report).finally(progress.clear);
  if (!quiet) {
    if (read.training !== null) io.tell(describeReading(read.training));
    io.tell(describeReading(read.dataset));
    io.tell(read.notes.map((note) => `${read.dataset.source}: ${note}`));
  }
  requireClasses(read);
  requireMemory(read, source);
  return read;
}

/** With more labels than this, most of them on one row only, they are not classes. */
const MANY_LABELS = 1000;

/** Rejects labels that are hardly classes. */
function requireClasses({ dataset: { source, labels, classes }, training }: ReadSource): void {
  const rows = labels.length;
  if (training !== null || classes.length <= MANY_LABELS) return;
  const different = new Set(labels).size;
  if (different > MANY_LABELS && different > rows / 2) throw hardlyAnyClass(source, different, rows);
}

/** Node itself and the words of small data take about so many bytes, whatever is allowed. */
const LEAST_MEMORY = 256 * 1024 ** 2;

/** Rejects data for which the method takes more memory than it may, before the system begins to swap. */
function requireMemory(
  { dataset, training }: ReadSource,
  { method, allowed, isMemoryNamed }: TextSource,
): void {
  const size = {
    rows: dataset.labels.length + (training?.labels.length ?? 0),
    classes: dataset.classes.length,
  };
  const needed = bytesOfRun({ ...size, method: method! });
  if (needed <= Math.max(allowed, LEAST_MEMORY)) return;
  const smaller = (['noise-aware', 'prune_by_noise_rate'] as const)
    .map((other) => ({ method: other, bytes: bytesOfRun({ ...size, method: other }) }))
    .find(({ bytes }) => bytes <= allowed && bytes < needed);
  throw tooLargeForMemory(
    dataset.source,
    { ...size, method: method! },
    { needed, allowed, isMemoryNamed, smaller },
  );
}

/** Judges what was read. */
export async function judgeRead(
  read: ReadSource,
  method: MethodOptions,
  known: KnownDecisions | null,
  io: Io,
): Promise<Findings> {
  const { judgeSource } = await import('../judge/file.js');
  const progress = showProgress(io.stderr, io);
  const work = () => judgeSource(read, method, known?.decided, progress.report);
  try {
    return progress.isShown ? interruptible(work, progress.clearInterrupted, io.process) : work();
  } finally {
    await progress.clear();
  }
}

/** The method's options for explanations, with an array of rows to remove. */
export function reasonOptions(
  { method: options }: JudgeRequest,
  { dataset }: Findings,
): MethodOptions & ReasonOptions {
  if (options.method === 'noise-aware' || options.method === 'stacked') return options;
  return countsPerClass(options, dataset.classes.length) as MethodOptions & ReasonOptions;
}

/** The description of method and options in a report. */
export function settingsOf({ source, method }: JudgeRequest): object {
  return source.kind === 'texts' ? { ...method, ...source.words } : method;
}
