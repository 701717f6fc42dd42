/** Asks the reader of an audit about one row after the other on the terminal, one key each. */
import type { NewEntry } from '../../../corrections/decision.js';
import { type ChosenRow, makeEntry, makeUndo, type RowChoice } from '../../../corrections/decision.js';
import type { DecisionLog } from '../../../corrections/decision-log.js';
import { counted } from '../../../errors/wording.js';
import { visible } from '../../../report/escape.js';
import { wrap } from '../../../report/layout.js';
import type { Dataset } from '../../../types.js';
import { cannotRead } from '../../terminal/errors.js';
import type { Io } from '../../terminal/io.js';
import { readKeys } from '../../terminal/keys.js';
import { terminalWidth } from '../../terminal/terminal.js';
import type { OpenAudit } from './draw.js';

/** Longer texts are cut: the reader sees them in the data. */
const MOST_CHARACTERS = 2000;
/** With more classes, a class is named instead of numbered. */
const MOST_NUMBERED = 9;
const USUAL_WIDTH = 100;

/**
 * Asks about the open rows of a sample. Each answer is on the disk before the next row is shown, so that nothing is lost
 * where the process ends.
 *
 * @throws UserError where there is no terminal
 */
export async function askReader(
  { dataset, drawn, rowOf }: OpenAudit,
  log: Pick<DecisionLog, 'append'>,
  io: Io,
): Promise<void> {
  if (!io.stdin.isTTY) throw cannotRead();
  const open = drawn.open.flatMap(([name]) => rowOf.get(name) ?? []);
  const write = (lines: readonly string[]) => io.tell(lines);
  if (open.length === 0) return;
  write([`${counted(open.length, 'row')} to read; Ctrl-C or q ends it, and the next audit goes on here`]);
  const answered: NewEntry[] = [];
  const keys = readKeys(io);
  try {
    for (let at = 0; at < open.length; ) {
      const chosen = await chosenRow(dataset, open[at]!);
      write(question(dataset, chosen, { at, all: open.length, width: terminalWidth(io) ?? USUAL_WIDTH }));
      const answer = await answerOf(dataset, chosen.row, keys, write);
      if (answer === 'quit') return;
      if (answer === 'undo') {
        const last = answered.pop();
        if (last === undefined) continue;
        await log.append([makeUndo(last.fingerprint, last.index)]);
        at--;
        continue;
      }
      const entry = makeEntry(dataset, chosen, answer);
      await log.append([entry]);
      answered.push(entry);
      at++;
    }
  } finally {
    keys.close();
  }
}

async function chosenRow(dataset: Dataset, row: number): Promise<ChosenRow> {
  for await (const rowText of dataset.readTexts([row])) return { row, rowText };
  throw new Error(`row ${row} is not there`);
}

interface Place {
  readonly at: number;
  readonly all: number;
  readonly width: number;
}

function question(
  { classes, labels }: Dataset,
  { row, rowText }: ChosenRow,
  { at, all, width }: Place,
): string[] {
  const text = [...rowText.text];
  const cut = text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS).join('')} …` : rowText.text;
  const numbered = classes.length <= MOST_NUMBERED;
  return [
    '',
    `${at + 1} of ${all}`,
    ...wrap(visible(cut), width - 2).map((line) => `  ${line}`),
    `label: ${visible(classes[labels[row]!]!)}`,
    numbered
      ? `Enter right  ${classes.map((name, k) => `${k + 1} ${visible(name)}`).join('  ')}  d delete  s skip  u undo  q quit`
      : 'Enter right  c another class  d delete  s skip  u undo  q quit',
  ];
}

type Answer = RowChoice | 'quit' | 'undo';

/** Reads keys until one of them is an answer. */
async function answerOf(
  dataset: Dataset,
  row: number,
  keys: ReturnType<typeof readKeys>,
  write: (lines: readonly string[]) => void,
): Promise<Answer> {
  const { classes, labels } = dataset;
  const toClass = (k: number): RowChoice =>
    k === labels[row] ? { what: 'keep' } : { what: 'relabel', newClass: k };
  for (;;) {
    const key = await keys.next();
    if (key === undefined || key === 'q' || key === '\u0003' || key === '\u0004') return 'quit';
    if (key === '\r' || key === '\n' || key === 'y') return { what: 'keep' };
    if (key === 'd') return { what: 'delete' };
    if (key === 's') return { what: 'skip' };
    if (key === 'u' || key === '\u007f') return 'undo';
    const number = Number(key);
    if (classes.length <= MOST_NUMBERED && number >= 1 && number <= classes.length)
      return toClass(number - 1);
    if (key === 'c' && classes.length > MOST_NUMBERED) {
      write(['class (or the beginning of its name), then Enter:']);
      const name = (await keys.line()).trim().toLowerCase();
      const fits = classes.flatMap((each, k) => (each.toLowerCase().startsWith(name) ? [k] : []));
      const exact = fits.filter((k) => classes[k]!.toLowerCase() === name);
      const found = exact.length === 1 ? exact : fits;
      if (name !== '' && found.length === 1) return toClass(found[0]!);
      const names = found.slice(0, 8).map((k) => visible(classes[k]!));
      write([name === '' || found.length === 0 ? 'there is no such class' : `which of ${names.join(', ')}?`]);
    }
  }
}
