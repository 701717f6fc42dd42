import { readCandidates } from '../../../corrections/candidates-file.js';
import type { NewEntry } from '../../../corrections/decision.js';
import { type DecisionLog, openDecisionLog } from '../../../corrections/decision-log.js';
import { counted, shellWord } from '../../../errors/wording.js';
import { describeRepair } from '../../decisions/known-decisions.js';
import type { AuditRequest } from '../../request/audit.js';
import type { Io } from '../../terminal/io.js';
import { checkOutput, writeToFile } from '../../terminal/output.js';
import { surroundings } from '../../terminal/this-process.js';
import { describeAnswers, marking } from './answers.js';
import { askReader } from './ask-reader.js';
import { type OpenAudit, openAudit } from './draw.js';
import { answersFrom, sampleFile } from './sample-file.js';

/** Runs an audit, and reports what it says so far. */
export async function audit(request: AuditRequest, io: Io): Promise<void> {
  const { decisionsFile, action, file } = request;
  if (action.what === 'write') await checkOutput(action.file, [file, decisionsFile]);
  const filled = action.what === 'import' ? await readCandidates(action.file) : [];
  const log = await openDecisionLog(decisionsFile, surroundings(io));
  try {
    io.tell(describeRepair(decisionsFile, log.repaired, 'removed'));
    const opened = await openAudit(request, log, io);
    const say = (lines: readonly string[]) => {
      if (!request.quiet) io.tell(lines);
    };
    if (action.what === 'write') {
      await writeToFile(action.file, sampleFile(opened), io.process);
      say([
        `${action.file}: ${counted(opened.drawn.open.length, 'row')} to read; fill in new_label with the class that is right, the given one where it is, then: find-label-errors audit ${shellWord(file)} --import ${shellWord(action.file)}`,
      ]);
      return;
    }
    if (action.what === 'import') say(await importAnswers(opened, filled, action.file, log));
    else if (action.what === 'browser') await readInBrowser(opened, request, log, io);
    else await askReader(opened, marking(opened, log), io);
    io.tell(await describeAnswers(opened.dataset, log.decisions));
  } finally {
    await log.close();
  }
}

async function readInBrowser(
  opened: OpenAudit,
  request: AuditRequest,
  log: DecisionLog,
  io: Io,
): Promise<void> {
  const { auditInBrowser } = await import('./in-browser.js');
  await auditInBrowser(opened, request, marking(opened, log), io);
}

/** Records the answers of a file that was filled in, and says what they change. */
async function importAnswers(
  opened: OpenAudit,
  filled: Awaited<ReturnType<typeof readCandidates>>,
  file: string,
  log: DecisionLog,
): Promise<string[]> {
  const { entries, gone } = await answersFrom(opened, filled, file);
  const { draw } = opened.drawn.draw;
  const isSame = (entry: NewEntry) => {
    const before = log.decisions.answer(entry.fingerprint, draw);
    return before?.what === entry.what && (!('new_label' in entry) || before.new_label === entry.new_label);
  };
  const fresh = entries.filter((entry) => !isSame(entry));
  const changed = fresh.filter((entry) => log.decisions.answer(entry.fingerprint, draw) !== undefined);
  await marking(opened, log).append(fresh);
  return [
    `${file}: ${counted(fresh.length - changed.length, 'answer')} recorded, ${entries.length - fresh.length} known already`,
    ...(changed.length === 0
      ? []
      : [
          `${file}: ${counted(changed.length, 'answer')} of another reader ${changed.length === 1 ? 'is' : 'are'} replaced (row ${changed
            .slice(0, 10)
            .map(({ index }) => index)
            .join(', ')}${changed.length > 10 ? ', …' : ''})`,
        ]),
    ...(gone === 0 ? [] : [`${file}: ${counted(gone, 'row')} of it left out: not in the data any more`]),
  ];
}
