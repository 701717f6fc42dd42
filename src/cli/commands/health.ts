import { safeJson } from '../../report/escape.js';
import { type HealthReport, healthReport } from '../../report/health/health-report.js';
import { healthTable } from '../../report/health/health-table.js';
import { concatenate, USUAL_KINDS } from '../../report/kinds.js';
import { listingApart, rankAllRows, rankCandidates, rankedListing } from '../../report/row-kinds.js';
import { tallyClasses } from '../../report/summary.js';
import { type Judged, judge, settingsOf } from '../judge.js';
import { reportOf, writeReports } from '../report.js';
import type { HealthRequest } from '../request/commands.js';
import type { Io } from '../terminal/io.js';
import { checkOutput, writeToFile, writeToStream } from '../terminal/output.js';
import { tableWidth, useColour, usesUnicode } from '../terminal/terminal.js';
import { findKinds } from './kinds.js';

/** Reports the health of a data set. */
export async function health(request: HealthRequest, io: Io): Promise<void> {
  const { file, format, inputs } = request;
  if (file !== undefined) await checkOutput(file, inputs);
  const findings = await judge(request, io);
  if (format === 'html') return writePage(findings, request, io);
  const report = healthReport(findings, rankAllRows(findings.judgement), settingsOf(request));
  const pieces = toPieces(format === 'json' ? healthJson(report) : healthText(report, request, io));
  await (file === undefined ? writeToStream(io.stdout, pieces) : writeToFile(file, pieces, io.process));
}

/** The page is that of `find`, with all candidates. */
async function writePage(findings: Judged, request: HealthRequest, io: Io): Promise<void> {
  const { dataset, judgement, training } = findings;
  const { method, withTexts, file, colour } = request;
  const wanted = new Set(USUAL_KINDS);
  const found = await findKinds(findings, wanted, { method, about: 'candidates' });
  const ranked = rankedListing(rankCandidates(judgement), judgement, found);
  const candidates = concatenate(ranked, listingApart(found, dataset, training));
  const classes = tallyClasses(dataset, judgement.judged, judgement.isIssue);
  const report = reportOf(findings, { candidates, wanted, settings: settingsOf(request), classes });
  const targets = [{ format: 'html' as const, file }];
  await writeReports(
    report,
    { targets, top: undefined, withTexts, withProbabilities: false, all: false, colour },
    io,
  );
}

function healthText(report: HealthReport, { colour, file }: HealthRequest, io: Io): Iterable<string> {
  const terminal = file === undefined ? io.stdout : undefined;
  return healthTable(report, {
    width: tableWidth(terminal, io),
    colour: useColour(colour, terminal, io),
    // A file is for unknown readers, and UTF-8 is the usual encoding.
    unicode: file !== undefined || usesUnicode(io),
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
