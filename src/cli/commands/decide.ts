/** Records decisions. */

import { createInterface } from 'node:readline/promises';
import { acceptSuggestions } from '../../corrections/accept.js';
import { latestBackup } from '../../corrections/backup.js';
import { entriesFromCandidates, readCandidates } from '../../corrections/candidates-file.js';
import { type Decision, makeUndo, type NewEntry } from '../../corrections/decision.js';
import { readDecisionFileIfAny } from '../../corrections/decision-file.js';
import { openDecisionLog } from '../../corrections/decision-log.js';
import { Decisions } from '../../corrections/decisions.js';
import { appliedAlready } from '../../corrections/match-rows.js';
import { type DataOptions, readDataset } from '../../dataset/read-dataset.js';
import { counted } from '../../errors/wording.js';
import { describeReading } from '../../report/describe-findings.js';
import { dependsOnText } from '../../report/health/health-report.js';
import { describeEntry, describeRepair } from '../decisions/known-decisions.js';
import { judgeRead, readTexts } from '../judge.js';
import type { DecideAction, DecideRequest } from '../request/correct.js';
import { cannotAsk } from '../terminal/errors.js';
import type { Io } from '../terminal/io.js';
import { surroundings } from '../terminal/this-process.js';
import { classNamed, decideRows, type Step } from './decide-rows.js';
import { nothingToUndo } from './errors.js';

/** Decisions that are listed before the confirmation. */
const LISTED = 10;

/** Records decisions about rows of a file. */
export async function decide(request: DecideRequest, io: Io): Promise<void> {
  const { decisionsFile, quiet } = request;
  const before = (await readDecisionFileIfAny(decisionsFile))?.decisions ?? new Decisions();
  const step = await makeStep(request, before, io);
  const say = (lines: readonly string[]) => {
    if (!quiet) io.tell(lines);
  };
  say(step.lines);
  if (step.entries.length === 0) return;
  if (step.question !== undefined && request.asks && !(await askYesNo(step.question, io))) {
    io.tell(['nothing was recorded']);
    return;
  }
  const log = await openDecisionLog(decisionsFile, surroundings(io));
  try {
    io.tell(describeRepair(decisionsFile, log.repaired, 'removed'));
    // On its own, so that to take the decisions back leaves it.
    if (step.isTextDependent === true && !log.decisions.isTextDependent) {
      await log.append([{ what: 'note', text_dependent: true }]);
    }
    await log.append(step.entries);
    say([`saved in ${decisionsFile}, which now holds ${counted(log.decisions.size, 'decision')}`]);
  } finally {
    await log.close();
  }
}

async function makeStep(request: DecideRequest, before: Decisions, io: Io): Promise<Step> {
  const { file, action, quiet } = request;
  if (action.what === 'undo last step') return undoLastStep(before, request, action.data);
  if (action.what === 'accept') return acceptBelow(action, quiet, before, io);
  const filled = action.what === 'import' ? await readCandidates(action.report) : undefined;
  const dataset = await readDataset(file, action.data, () => {});
  if (!quiet) io.tell(describeReading(dataset));
  if (action.what === 'rows') return decideRows(dataset, action, before);
  const entries = await entriesFromCandidates(dataset, filled!, action.report);
  return { entries, lines: summary(entries, `${action.report}: nothing is filled in under new_label`) };
}

async function acceptBelow(
  { below, from, to, texts, method }: Extract<DecideAction, { what: 'accept' }>,
  quiet: boolean,
  before: Decisions,
  io: Io,
): Promise<Step> {
  const findings = await judgeRead(await readTexts(texts, quiet, io), method, null, io);
  const named = (name: string | undefined, option: string) =>
    name === undefined ? undefined : classNamed(findings.dataset, name, option);
  const limits = { below, from: named(from, '--from'), to: named(to, '--to') };
  const { entries, decided } = await acceptSuggestions(findings, before, limits);
  const lines = summary(entries, 'no candidate that is open is that suspicious');
  const { textDependence } = findings.expectErrors();
  return {
    entries,
    isTextDependent: textDependence !== null && dependsOnText(textDependence),
    lines:
      decided === 0 ? lines : [...lines, `${decided} of the candidates are decided already, and stay so`],
    question: `Record ${entries.length === 1 ? 'this decision' : `these ${entries.length} decisions`}?`,
  };
}

/** Counts of rows by old and new class, and the first of the rows. */
function summary(entries: readonly NewEntry[], none: string): string[] {
  if (entries.length === 0) return [none];
  const pairs = new Map<string, number>();
  for (const entry of entries) {
    const pair = describeEntry(entry, 1).replace(/^row \d+: /, '');
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
  }
  const shown = entries.slice(0, LISTED).map((entry) => `  ${describeEntry(entry, 1)}`);
  const more = entries.length - shown.length;
  return [
    ...[...pairs].map(([pair, count]) => `${count} × ${pair}`),
    ...shown,
    ...(more > 0 ? [`  … and ${more} more`] : []),
  ];
}

async function undoLastStep(
  before: Decisions,
  { file, decisionsFile }: DecideRequest,
  data: DataOptions,
): Promise<Step> {
  const last = before.lastStep();
  if (last.length === 0) throw nothingToUndo(`any row in ${decisionsFile}`);
  const entries = last.map((decision) => makeUndo(decision.fingerprint, decision.index));
  const step = {
    entries,
    lines: [
      'takes back the last step:',
      ...last.slice(0, LISTED).map((decision) => `  ${describeEntry(decision, 1)}`),
      ...(last.length > LISTED ? [`  … and ${last.length - LISTED} more`] : []),
      ...(await describeApplied(file, last, data)),
    ],
  };
  return last.length === 1 ? step : { ...step, question: `Take back these ${last.length} decisions?` };
}

/** That changes which are in the file by now stay there, and where the file as it was is. */
async function describeApplied(
  file: string,
  last: readonly Decision[],
  data: DataOptions,
): Promise<string[]> {
  // Decisions can be taken back where the file has gone, too.
  const dataset = await readDataset(file, data, () => {}).catch(() => undefined);
  if (dataset === undefined) return [];
  const { length } = await appliedAlready(dataset, last);
  if (length === 0) return [];
  const backup = await latestBackup(dataset.parts[0]!.file);
  return [
    `${length === 1 ? '1 of these changes is' : `${length} of these changes are`} in ${file} already, and will stay there: only the decisions are taken back`,
    ...(backup === undefined ? [] : [`the file as it was before it was changed last is ${backup}`]),
  ];
}

/**
 * Asks the user on the terminal; any answer but yes is no. Ctrl-C ends the program.
 *
 * @throws UserError where there is no terminal
 */
async function askYesNo(question: string, io: Io): Promise<boolean> {
  if (!io.stdin.isTTY || !io.stderr.isTTY) throw cannotAsk();
  const lines = createInterface({ input: io.stdin, output: io.stderr });
  // End of input (Ctrl-D) means no.
  const ended = new Promise<string>((resolve) => lines.once('close', () => resolve('')));
  // Readline catches Ctrl-C: the signal is raised again, so that it has its usual effect.
  lines.once('SIGINT', () => {
    lines.close();
    io.stderr.write('\n');
    io.process.raise('SIGINT');
  });
  const answer = await Promise.race([lines.question(`${question} [y/N] `), ended]);
  lines.close();
  return /^\s*y(es)?\s*$/i.test(answer);
}
