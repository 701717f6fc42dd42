import { counted } from '../errors/wording.js';
import { describeLabel, placeOf, titleOf } from './describe-record.js';
import { shorten, workflowData, workflowProperty } from './escape.js';
import type { Reporter } from './reporter.js';

const TEXT_LENGTH = 200;

/** Workflow commands of GitHub Actions: a warning for each record, and a notice that counts the rest. */
export const github: Reporter = async function* (records, { file, more, verdict }) {
  const command = (kind: string, properties: Readonly<Record<string, string | number>>, message: string) => {
    const list = Object.entries(properties).map(
      ([key, value]) => `${key}=${workflowProperty(String(value))}`,
    );
    return `::${kind} ${list.join(',')}::${workflowData(message)}\n`;
  };
  for await (const record of records) {
    const { line, end_line: endLine = line } = record;
    const of = record.file ?? file;
    const place = line === null || endLine === null ? { file: of } : { file: of, line, endLine };
    const text = record.text === undefined ? '' : `: ${shorten(record.text, TEXT_LENGTH)}`;
    const named = line === null || record.id != null ? `${placeOf(record)}: ` : '';
    const message = `${named}${describeLabel(record)}${text}`;
    yield command('warning', { ...place, title: titleOf(record.kind) }, message);
  }
  if (more > 0) {
    const said = `${counted(more, 'more row')} whose label is probably wrong; GitHub shows only the first of them`;
    yield command('notice', { file, title: 'Probable label errors' }, said);
  }
  if (verdict !== null && !verdict.passed) {
    yield command('error', { file, title: 'Label check' }, verdict.sentence);
  }
};
