import { withCommas } from '../errors/wording.js';
import { describeShare, placeOf, showDecision, showNote, showQuality } from './describe-record.js';
import { markdownCell, shorten } from './escape.js';
import type { RowRecord } from './record.js';
import type { ReportContext, Reporter } from './reporter.js';

/** GitHub limits a comment to 65,536 characters; the rest is for the last line. */
const MOST_CHARACTERS = 65_000;
const TEXT_LENGTH = 100;
const NAME_LENGTH = 40;

/** A table for a pull request, with as many rows as fit into a comment. */
export const markdown: Reporter = async function* (records, context) {
  const opening = head(context);
  yield opening;
  let size = opening.length;
  let more = context.more;
  let shown = 0;
  const withNotes = [...context.kinds].some((kind) => kind !== 'label_error');
  for await (const record of records) {
    const row = (shown === 0 ? columnHeads(record, withNotes) : '') + tableRow(record, withNotes);
    size += row.length;
    if (size > MOST_CHARACTERS) {
      more++;
      continue;
    }
    yield row;
    shown++;
  }
  if (more > 0) yield `\n… and ${withCommas(more)} more.\n`;
};

function head({ file, classes, verdict }: ReportContext): string {
  const sum = (key: 'judged' | 'candidates') => classes.reduce((total, counts) => total + counts[key], 0);
  const sign = verdict === null ? '' : verdict.passed ? '✅ ' : '❌ ';
  const sentence = verdict?.sentence ?? describeShare(sum('candidates'), sum('judged'));
  return `### ${sign}Labels of ${markdownCell(shorten(file, 200))}\n\n${markdownCell(sentence)}\n\n`;
}

function columnHeads({ text, decision }: RowRecord, withNotes: boolean): string {
  const heads = [
    ...['place', 'given', 'suggested', 'quality'],
    ...(withNotes ? ['note'] : []),
    ...(decision === undefined ? [] : ['decided']),
    ...(text === undefined ? [] : ['text']),
  ];
  return `| ${heads.join(' | ')} |\n|${'---|'.repeat(heads.length)}\n`;
}

function tableRow(record: RowRecord, withNotes: boolean): string {
  const name = (label: string | null) => markdownCell(shorten(label ?? 'not judged', NAME_LENGTH));
  const cells = [
    markdownCell(shorten(placeOf(record), NAME_LENGTH)),
    name(record.given_label),
    name(record.predicted_label),
    markdownCell(showQuality(record.label_quality)),
    ...(withNotes ? [markdownCell(showNote(record))] : []),
    ...(record.decision === undefined ? [] : [name(showDecision(record))]),
    ...(record.text === undefined ? [] : [markdownCell(shorten(record.text, TEXT_LENGTH))]),
  ];
  return `| ${cells.join(' | ')} |\n`;
}
