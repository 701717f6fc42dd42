/** Records decisions. */
import { acceptSuggestions } from '../corrections/accept.js';
import { entriesFromCandidates, readCandidates } from '../corrections/candidates-file.js';
import type { NewEntry } from '../corrections/decision.js';
import { decisionsFileOf, readDecisionFileIfAny } from '../corrections/decision-file.js';
import { openDecisionLog } from '../corrections/decision-log.js';
import { Decisions } from '../corrections/decisions.js';
import { makeUndo } from '../corrections/make-entry.js';
import { readDataset } from '../dataset/read-dataset.js';
import { describeReading } from '../report/describe-findings.js';
import { askYesNo } from './ask.js';
import { dataOptions } from './data-options.js';
import { decideAction } from './decide-action.js';
import { classNamed, decideRows, type Step } from './decide-rows.js';
import type { DecideFlags } from './decision-flags.js';
import { describeEntry, describeRepair } from './describe-decisions.js';
import * as errors from './errors.js';
import { methodOptions } from './method.js';
import { findAsFlagsSay } from './read-source.js';
import { tellUser } from './terminal.js';
import { surroundings } from './this-process.js';
import { vectorizerOptions } from './word-options.js';

/** Decisions that are listed before it is asked whether to record them. */
const LISTED = 10;

/** Records what the flags say about rows of a file. */
export async function decide(file: string, flags: DecideFlags): Promise<void> {
  const action = decideAction(flags);
  const decisionsFile = flags.decisions ?? decisionsFileOf(file);
  const before = (await readDecisionFileIfAny(decisionsFile))?.decisions ?? new Decisions();
  const step =
    action === 'undo' && flags.index === undefined && flags.line === undefined
      ? undoLastStep(before, decisionsFile)
      : await makeStep(file, flags, before);
  const say = (lines: readonly string[]) => {
    if (!flags.quiet) tellUser(lines);
  };
  say(step.lines);
  if (step.entries.length === 0) return;
  if (step.question !== undefined && !flags.yes && !(await askYesNo(step.question))) {
    tellUser(['nothing was recorded']);
    return;
  }
  const log = await openDecisionLog(decisionsFile, surroundings);
  try {
    tellUser(describeRepair(decisionsFile, log.repaired, 'removed'));
    await log.append(step.entries);
    say([`saved in ${decisionsFile}, where ${countOf(log.decisions.size)} now`]);
  } finally {
    await log.close();
  }
}

async function makeStep(file: string, flags: DecideFlags, before: Decisions): Promise<Step> {
  if (flags.acceptBelow !== undefined) return acceptBelow(file, flags, before);
  const data = await dataOptions({ ...flags, label: flags.labelColumn });
  const filled = flags.import === undefined ? undefined : await readCandidates(flags.import);
  const dataset = await readDataset(file, data, () => {});
  if (!flags.quiet) tellUser(describeReading(dataset));
  if (filled === undefined) return decideRows(dataset, flags, before);
  const entries = await entriesFromCandidates(dataset, filled, flags.import!);
  return { entries, lines: summary(entries, `${flags.import}: nothing is filled in under new_label`) };
}

async function acceptBelow(file: string, flags: DecideFlags, before: Decisions): Promise<Step> {
  const options = methodOptions(flags, flags.train !== undefined);
  const columns = { ...flags, label: flags.labelColumn };
  const findings = await findAsFlagsSay([file], columns, options, await vectorizerOptions(flags));
  const named = (name: string | undefined, option: string) =>
    name === undefined ? undefined : classNamed(findings.dataset, name, option);
  const { entries, decided } = await acceptSuggestions(findings, before, {
    below: flags.acceptBelow!,
    from: named(flags.from, '--from'),
    to: named(flags.to, '--to'),
  });
  const lines = summary(entries, 'no candidate that is open is that suspicious');
  return {
    entries,
    lines:
      decided === 0 ? lines : [...lines, `${decided} of the candidates are decided already, and stay so`],
    question: `Record ${entries.length === 1 ? 'this decision' : `these ${entries.length} decisions`}?`,
  };
}

/** How many rows go from which class to which, and the first of them. */
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

function undoLastStep(before: Decisions, file: string): Step {
  const last = before.lastStep();
  if (last.length === 0) throw errors.nothingToUndo(`any row in ${file}`);
  const entries = last.map((decision) => makeUndo(decision.fingerprint, decision.index));
  const step = {
    entries,
    lines: [
      'takes back the last step:',
      ...last.slice(0, LISTED).map((decision) => `  ${describeEntry(decision, 1)}`),
      ...(last.length > LISTED ? [`  … and ${last.length - LISTED} more`] : []),
    ],
  };
  return last.length === 1 ? step : { ...step, question: `Take back these ${last.length} decisions?` };
}

function countOf(decisions: number): string {
  return decisions === 1 ? '1 decision stands' : `${decisions} decisions stand`;
}
