import { appendFile } from 'node:fs/promises';
import path from 'node:path';
import type { Findings } from '../judge/findings.js';
import { FORMAT_TRAITS, type Format } from '../report/formats.js';
import type { Kind, Listing } from '../report/kinds.js';
import type { RecordFields, RowRecord } from '../report/record.js';
import type { ReportContext } from '../report/reporter.js';
import { REPORTERS } from '../report/reporters.js';
import type { OutputFlags, RowFlags } from './flags.js';
import { writeToFile, writeToStream } from './output.js';
import { packageVersion } from './package-version.js';
import { pageParts } from './page-parts.js';
import { type Progress, showProgress } from './progress.js';
import type { ReportTarget } from './report-targets.js';
import { tableWidth, tellUser, useColour } from './terminal.js';

/** GitHub takes a megabyte of summary from each step; these are enough to see what is wrong. */
const SUMMARY_ROWS = 100;

/** Progress is not shown among the rows of a report, nor where the reader of a pipe may be writing to the terminal. */
const NOWHERE = { write: () => {} };

/** What is reported. */
export interface Report {
  /** What pages tell of; null where the rows did not come here, and no page can be made. */
  readonly findings: Findings | null;
  /** What the data set is called. */
  readonly source: string;
  /** The records of some rows, in the order given, which is that of ranks. */
  readonly records: (rows: Uint32Array, fields: RecordFields) => AsyncIterable<RowRecord>;
  /** Candidates that are reported, worst first. */
  readonly candidates: Listing;
  /** Rows that formats show which can tell of any row, worst first; the candidates unless all are asked for. */
  readonly ranked: Listing;
  /** The optional fields that records have, but for texts and probabilities. */
  readonly fields: ReportContext['fields'];
  readonly classes: ReportContext['classes'];
  readonly verdict: ReportContext['verdict'];
  readonly document: ReportContext['document'];
  /** What a page needs, where one is among the reports. */
  readonly page?: ReportContext['page'];
}

/** Writes reports one after the other, each from its own reading of the texts. */
export async function writeReports(
  report: Report,
  targets: readonly ReportTarget[],
  flags: OutputFlags & RowFlags,
): Promise<void> {
  // Files first: whoever closes the pipe of standard output must not keep them from being written.
  const ordered = [...targets].sort((a, b) => Number(a.file === undefined) - Number(b.file === undefined));
  const needsPage = ordered.some(({ format }) => FORMAT_TRAITS[format].page);
  const { findings, document } = report;
  const page =
    needsPage && findings !== null ? await pageParts(findings, document().settings as object) : undefined;
  for (const { format, file } of ordered) {
    const terminal = file === undefined ? process.stdout : undefined;
    const progress = showProgress(file === undefined ? NOWHERE : process.stderr);
    progress.report('writing');
    const pieces = await makeReport({ ...report, page }, format, flags, { terminal, progress });
    await (file === undefined ? writeToStream(process.stdout, pieces) : writeToFile(file, pieces)).finally(
      progress.clear,
    );
  }
  const { GITHUB_STEP_SUMMARY: summary } = process.env;
  if (!targets.some(({ format }) => format === 'github') || !summary) return;
  const pieces = await makeReport(report, 'markdown', { ...flags, top: flags.top ?? SUMMARY_ROWS }, {});
  let text = '';
  for await (const piece of pieces) text += piece;
  await appendFile(summary, `${text}\n`).catch((error: NodeJS.ErrnoException) =>
    tellUser([`the step summary cannot be written: ${summary} (${error.code})`]),
  );
}

async function makeReport(
  report: Report,
  format: Format,
  flags: OutputFlags & RowFlags,
  {
    terminal,
    progress,
  }: { readonly terminal?: NodeJS.WriteStream | undefined; readonly progress?: Progress },
): Promise<AsyncIterable<string>> {
  const { findings, source, classes, verdict, document, page } = report;
  const hasTexts = findings?.dataset.withoutTexts !== true;
  const {
    usualRows,
    mostRows = Number.POSITIVE_INFINITY,
    anyRow,
    endLine = false,
    probabilities,
  } = FORMAT_TRAITS[format];
  const listing = anyRow ? report.ranked : report.candidates;
  const rows = listing.rows.subarray(0, Math.min(mostRows, flags.top ?? usualRows ?? listing.rows.length));
  const withProbabilities = probabilities === true && flags.withProbabilities === true;
  const records = report.records(rows, {
    noteOf: listing.noteOf,
    text: !flags.noText,
    probabilities: withProbabilities,
    endLine,
  });
  const watched = progress?.isShown ? watch(records, rows.length, progress) : records;
  const reporter = await REPORTERS[format]();
  return reporter(watched, {
    width: tableWidth(terminal),
    colour: useColour(flags.color, terminal),
    file: reportedPath(source),
    version: packageVersion(),
    classes,
    kinds: kindsOf(listing, rows.length),
    fields: new Set([
      ...report.fields,
      ...(hasTexts && !flags.noText ? (['text'] as const) : []),
      ...(withProbabilities ? (['probabilities'] as const) : []),
    ]),
    more: listing.rows.length - rows.length,
    verdict,
    document,
    page,
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
function reportedPath(file: string): string {
  const { GITHUB_WORKSPACE, CI_PROJECT_DIR } = process.env;
  const root = GITHUB_WORKSPACE || CI_PROJECT_DIR || process.cwd();
  const relative = path.relative(root, path.resolve(file));
  const outside = relative.startsWith('..') || path.isAbsolute(relative);
  return (outside ? path.resolve(file) : relative).replaceAll(path.sep, '/');
}
