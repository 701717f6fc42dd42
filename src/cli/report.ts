/** Writes reports of rows, in any format, to standard output and to files. */
import { appendFile, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Findings } from '../judge/findings.js';
import { FORMAT_TRAITS, type Format } from '../report/formats.js';
import { healthReport } from '../report/health/health-report.js';
import type { Kind, Listing } from '../report/kinds.js';
import { makeRecords, type RecordFields, type RowRecord } from '../report/record.js';
import { optionalFields, type PageParts, type ReportContext } from '../report/reporter.js';
import { REPORTERS } from '../report/reporters.js';
import { maskOf, rankAllRows } from '../report/row-kinds.js';
import { type ClassTally, documentOf, tallyClasses } from '../report/summary.js';
import { PACKAGE, packageVersion } from './package.js';
import type { OutputRequest, ReportTarget } from './request/report.js';
import type { Io, OutputStream } from './terminal/io.js';
import { checkOutput, writeToFile, writeToStream } from './terminal/output.js';
import { type Progress, showProgress } from './terminal/progress.js';
import { tableWidth, useColour } from './terminal/terminal.js';

/** GitHub limits the summary of a step to a megabyte; these rows fit, and are enough to see what is wrong. */
const SUMMARY_ROWS = 100;

/** No progress is shown where rows go to the terminal, or to a pipe whose reader may write to it. */
const NOWHERE = { write: () => {} };

/** Input of reports. */
export interface Report {
  /** The findings for pages; null where the rows are in an engine, so that no page can be made. */
  readonly findings: Findings | null;
  /** Name of the data set. */
  readonly source: string;
  /** The records of some rows, in the given order, that of ranks. */
  readonly records: (rows: Uint32Array, fields: RecordFields) => AsyncIterable<RowRecord>;
  /** Candidates to report, worst first. */
  readonly candidates: Listing;
  /** Rows for formats that can hold any row, worst first; the candidates unless all are requested. */
  readonly ranked: Listing;
  /** The optional fields of records, except texts and probabilities. */
  readonly fields: ReportContext['fields'];
  readonly classes: ReportContext['classes'];
  readonly verdict: ReportContext['verdict'];
  readonly document: ReportContext['document'];
  /** Parts of a page, if one is among the reports. */
  readonly page?: ReportContext['page'];
}

/** What a report includes besides the findings. */
export interface Reported {
  readonly candidates: Listing;
  /** Default: the candidates. */
  readonly ranked?: Listing;
  /** Kinds that were searched for. */
  readonly wanted: ReadonlySet<Kind>;
  /** Method and options. */
  readonly settings: object;
  /** Candidates of each class; default: those of the listing. */
  readonly classes?: readonly ClassTally[];
  readonly verdict?: ReportContext['verdict'];
  /** Further keys of the JSON document. */
  readonly more?: () => object;
}

/** The report on rows that were judged here. */
export function reportOf(findings: Findings, reported: Reported): Report {
  const { dataset, judgement } = findings;
  const { candidates, wanted, settings, verdict = null, more } = reported;
  const isCandidate = () => maskOf(candidates.rows, dataset.labels.length);
  return {
    findings,
    source: dataset.source,
    records: (rows, fields) => makeRecords(findings, rows, fields),
    candidates,
    ranked: reported.ranked ?? candidates,
    fields: optionalFields(findings, wanted),
    classes: reported.classes ?? tallyClasses(dataset, judgement.judged, isCandidate()),
    verdict,
    document: () => ({ ...documentOf(findings, settings), ...more?.() }),
  };
}

/**
 * Checks before any work that reports can be written.
 *
 * @throws UserError if a file cannot be written, or is an input
 */
export async function checkTargets(
  targets: readonly ReportTarget[],
  inputs: readonly string[],
): Promise<void> {
  for (const { file } of targets) if (file !== undefined) await checkOutput(file, inputs);
}

/** Writes reports one after the other; each reads the texts again. */
export async function writeReports(report: Report, output: OutputRequest, io: Io): Promise<void> {
  // Files first, so that they are written even if standard output is a closed pipe.
  const ordered = [...output.targets].sort(
    (a, b) => Number(a.file === undefined) - Number(b.file === undefined),
  );
  const needsPage = ordered.some(({ format }) => FORMAT_TRAITS[format].page);
  const { findings, document } = report;
  const page =
    needsPage && findings !== null ? await pageParts(findings, document().settings as object) : undefined;
  for (const { format, file } of ordered) {
    const terminal = file === undefined ? io.stdout : undefined;
    const progress = showProgress(file === undefined ? NOWHERE : io.stderr, io);
    progress.report('writing');
    const pieces = await makeReport({ ...report, page }, format, output, { io, terminal, progress });
    await (file === undefined
      ? writeToStream(io.stdout, pieces)
      : writeToFile(file, pieces, io.process)
    ).finally(progress.clear);
  }
  const { GITHUB_STEP_SUMMARY: summary } = io.env;
  if (output.targets.some(({ format }) => format === 'github') && summary) {
    await appendSummary(summary, report, output, io);
  }
}

async function appendSummary(file: string, report: Report, output: OutputRequest, io: Io): Promise<void> {
  const shown = { ...output, top: output.top ?? SUMMARY_ROWS };
  const pieces = await makeReport(report, 'markdown', shown, { io });
  let text = '';
  for await (const piece of pieces) text += piece;
  await appendFile(file, `${text}\n`).catch((error: NodeJS.ErrnoException) =>
    io.tell([`the step summary cannot be written: ${file} (${error.code})`]),
  );
}

/** The output of a report, and its progress. */
interface Place {
  readonly io: Io;
  readonly terminal?: OutputStream | undefined;
  readonly progress?: Progress;
}

async function makeReport(
  report: Report,
  format: Format,
  output: OutputRequest,
  { io, terminal, progress }: Place,
): Promise<AsyncIterable<string>> {
  const { findings, source, classes, verdict, document, page } = report;
  const {
    usualRows,
    mostRows = Number.POSITIVE_INFINITY,
    anyRow,
    endLine = false,
    probabilities,
  } = FORMAT_TRAITS[format];
  const listing = anyRow ? report.ranked : report.candidates;
  const rows = listing.rows.subarray(0, Math.min(mostRows, output.top ?? usualRows ?? listing.rows.length));
  const withProbabilities = probabilities === true && output.withProbabilities;
  const withTexts = output.withTexts && findings?.dataset.withoutTexts !== true;
  const { noteOf } = listing;
  const fields = { noteOf, text: output.withTexts, probabilities: withProbabilities, endLine };
  const records = report.records(rows, fields);
  const reporter = await REPORTERS[format]();
  return reporter(progress?.isShown ? watch(records, rows.length, progress) : records, {
    width: tableWidth(terminal, io),
    colour: useColour(output.colour, terminal, io),
    file: reportedPath(source, io),
    version: packageVersion(),
    classes,
    kinds: kindsOf(listing, rows.length),
    fields: new Set([
      ...report.fields,
      ...(withTexts ? (['text'] as const) : []),
      ...(withProbabilities ? (['probabilities'] as const) : []),
    ]),
    more: listing.rows.length - rows.length,
    ...{ verdict, document, page },
  });
}

/** Passes records on, and shows their number as progress. */
async function* watch(records: AsyncIterable<RowRecord>, count: number, progress: Progress) {
  let written = 0;
  for await (const record of records) {
    yield record;
    progress.report('writing', ++written, written / count);
  }
}

/** The kinds among the first rows of a listing. */
function kindsOf({ noteOf }: Listing, shown: number): ReadonlySet<Kind> {
  const kinds = new Set<Kind>();
  for (let place = 0; place < shown; place++) {
    const { kind } = noteOf(place);
    if (kind !== null) kinds.add(kind);
  }
  return kinds;
}

/** A path relative to the root of the repository, where CI sets that, or to the working directory; with slashes. */
function reportedPath(file: string, { env, cwd }: Io): string {
  const { GITHUB_WORKSPACE, CI_PROJECT_DIR } = env;
  const root = GITHUB_WORKSPACE || CI_PROJECT_DIR || cwd();
  const relative = path.relative(root, path.resolve(file));
  const outside = relative.startsWith('..') || path.isAbsolute(relative);
  return (outside ? path.resolve(file) : relative).replaceAll(path.sep, '/');
}

/** The folder of the built page. */
const PAGE_FOLDER = new URL('dist/report/html/page/', PACKAGE);
const SCRIPTS = ['candidates.js', 'controls.js'];
const STYLES = ['colours.css', 'report.css', 'heat-map.css', 'candidates.css', 'narrow.css', 'print.css'];

/** Reads the files of the built page. */
export async function pageFiles(folder = PAGE_FOLDER): Promise<Pick<PageParts, 'style' | 'scripts'>> {
  const read = (name: string) => readFile(new URL(name, folder), 'utf8');
  const [styles, scripts] = await Promise.all([STYLES, SCRIPTS].map((names) => Promise.all(names.map(read))));
  return { style: styles!.join('\n'), scripts: scripts! };
}

/** Reads the files of the built page, and computes the health of the data set. */
async function pageParts(findings: Findings, settings: object): Promise<PageParts> {
  return {
    health: healthReport(findings, rankAllRows(findings.judgement), settings),
    ...(await pageFiles()),
  };
}
