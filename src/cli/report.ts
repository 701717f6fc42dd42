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

/** GitHub takes a megabyte of summary from each step; these are enough to see what is wrong. */
const SUMMARY_ROWS = 100;

/** Progress is not shown among the rows of a report, nor where the reader of a pipe may be writing to the terminal. */
const NOWHERE = { write: () => {} };

/** What is reported. */
export interface Report {
  /** What pages show; null where the rows did not come here, and no page can be made. */
  readonly findings: Findings | null;
  /** What the data set is called. */
  readonly source: string;
  /** The records of some rows, in the order given, which is that of ranks. */
  readonly records: (rows: Uint32Array, fields: RecordFields) => AsyncIterable<RowRecord>;
  /** Candidates that are reported, worst first. */
  readonly candidates: Listing;
  /** Rows that formats list which can show any row, worst first; the candidates unless all are asked for. */
  readonly ranked: Listing;
  /** The optional fields that records have, but for texts and probabilities. */
  readonly fields: ReportContext['fields'];
  readonly classes: ReportContext['classes'];
  readonly verdict: ReportContext['verdict'];
  readonly document: ReportContext['document'];
  /** What a page needs, where one is among the reports. */
  readonly page?: ReportContext['page'];
}

/** What a report says besides the findings themselves. */
export interface Reported {
  readonly candidates: Listing;
  /** Default: the candidates. */
  readonly ranked?: Listing;
  /** Kinds that were looked for. */
  readonly wanted: ReadonlySet<Kind>;
  /** How the rows were judged. */
  readonly settings: object;
  /** Candidates of each class; default: those of the listing. */
  readonly classes?: readonly ClassTally[];
  readonly verdict?: ReportContext['verdict'];
  /** What the JSON document says besides. */
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
 * @throws UserError if a file cannot be made, or is one that is read
 */
export async function checkTargets(
  targets: readonly ReportTarget[],
  inputs: readonly string[],
): Promise<void> {
  for (const { file } of targets) if (file !== undefined) await checkOutput(file, inputs);
}

/** Writes reports one after the other, each from its own reading of the texts. */
export async function writeReports(report: Report, output: OutputRequest, io: Io): Promise<void> {
  // Files first: whoever closes the pipe of standard output must not keep them from being written.
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

/** Where a report goes, and who sees it being written. */
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

/** Hands on records, showing how many there were. */
async function* watch(records: AsyncIterable<RowRecord>, count: number, progress: Progress) {
  let written = 0;
  for await (const record of records) {
    yield record;
    progress.report('writing', ++written, written / count);
  }
}

/** The kinds of the first so many rows. */
function kindsOf({ noteOf }: Listing, shown: number): ReadonlySet<Kind> {
  const kinds = new Set<Kind>();
  for (let place = 0; place < shown; place++) {
    const { kind } = noteOf(place);
    if (kind !== null) kinds.add(kind);
  }
  return kinds;
}

/** A path from the root of the repository, where CI says which that is, or from here; with slashes. */
function reportedPath(file: string, { env, cwd }: Io): string {
  const { GITHUB_WORKSPACE, CI_PROJECT_DIR } = env;
  const root = GITHUB_WORKSPACE || CI_PROJECT_DIR || cwd();
  const relative = path.relative(root, path.resolve(file));
  const outside = relative.startsWith('..') || path.isAbsolute(relative);
  return (outside ? path.resolve(file) : relative).replaceAll(path.sep, '/');
}

/** Where the build has put the files of the page. */
const PAGE_FOLDER = new URL('dist/report/html/page/', PACKAGE);
const SCRIPTS = ['candidates.js', 'controls.js'];
const STYLES = ['colours.css', 'report.css', 'heat-map.css', 'candidates.css', 'narrow.css', 'print.css'];

/** Reads the page's own files from where the build has put them. */
export async function pageFiles(folder = PAGE_FOLDER): Promise<Pick<PageParts, 'style' | 'scripts'>> {
  const read = (name: string) => readFile(new URL(name, folder), 'utf8');
  const [styles, scripts] = await Promise.all([STYLES, SCRIPTS].map((names) => Promise.all(names.map(read))));
  return { style: styles!.join('\n'), scripts: scripts! };
}

/** Reads the page's own files, and works out what it says of the data set as a whole. */
async function pageParts(findings: Findings, settings: object): Promise<PageParts> {
  return {
    health: healthReport(findings, rankAllRows(findings.judgement), settings),
    ...(await pageFiles()),
  };
}
