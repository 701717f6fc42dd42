/** The sample of an audit as a table for a spreadsheet, and the answers in it. */
import { entriesFromCandidates, type FilledIn } from '../../../corrections/candidates-file.js';
import type { NewEntry } from '../../../corrections/decision.js';
import { csvCell } from '../../../report/escape.js';
import { answersOfOtherDraw } from '../errors.js';
import type { OpenAudit } from './draw.js';

/** The open rows of the sample as CSV, in the order of reading; nothing in it tells the rank of a row. */
export async function* sampleFile({ dataset, drawn, rowOf }: OpenAudit): AsyncGenerator<string> {
  yield 'index,line,given_label,new_label,text,fingerprint\n';
  const open = drawn.open.flatMap(([name]) => (rowOf.has(name) ? [{ name, row: rowOf.get(name)! }] : []));
  let at = 0;
  for await (const { text } of dataset.readTexts(open.map(({ row }) => row))) {
    const { name, row } = open[at++]!;
    const given = dataset.classes[dataset.labels[row]!]!;
    const cells = [dataset.indexes[row], dataset.lines[row] || '', csvCell(given), '', csvCell(text), name];
    yield `${cells.join(',')}\n`;
  }
}

/**
 * The answers of a file that was filled in.
 *
 * @returns the answers, and how many rows of the file are not in the data any more
 * @throws UserError if a row is not of this draw, or if a class does not exist
 */
export async function answersFrom(
  { dataset, drawn, rowOf }: OpenAudit,
  filled: readonly FilledIn[],
  file: string,
): Promise<{ entries: NewEntry[]; gone: number }> {
  const sampled = new Set(drawn.sample.map(([name]) => name));
  const stranger = filled.find(({ fingerprint }) => !sampled.has(fingerprint));
  if (stranger !== undefined) throw answersOfOtherDraw(file, stranger.line);
  const here = filled.filter(({ fingerprint }) => rowOf.has(fingerprint));
  return { entries: await entriesFromCandidates(dataset, here, file), gone: filled.length - here.length };
}
