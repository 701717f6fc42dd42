import { counted } from '../errors/wording.js';
import { describeLabel, describeShare, placeOf } from './describe-record.js';
import { shorten, xmlText } from './escape.js';
import type { RowRecord } from './record.js';
import type { ReportContext, Reporter } from './reporter.js';
import type { ClassTally } from './summary.js';

const TEXT_LENGTH = 100;
/** Rows listed of each class; the rest are counted. */
const ROWS_A_CLASS = 20;

/**
 * JUnit XML with a test case for each class. It fails where a label of the class is probably wrong or, with a gate,
 * where the class contributes to its failure. The gate has a test case too.
 */
export const junit: Reporter = async function* (records, context) {
  const { file, classes, verdict } = context;
  const listed = await listByClass(records);
  const failed = classes.map(({ candidates }, k) => (verdict ? verdict.classFailed[k]! : candidates > 0));
  const gateFailed = verdict !== null && !verdict.passed;
  const failures = failed.filter(Boolean).length + Number(gateFailed);
  const totals = `tests="${classes.length + Number(verdict !== null)}" failures="${failures}" errors="0"`;
  yield `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="find-label-errors" ${totals}>\n`;
  yield `<testsuite name="${xmlText(file)}" ${totals} skipped="0">\n`;
  if (verdict !== null) yield gateCase(context, verdict.sentence, gateFailed);
  for (const [k, counts] of classes.entries()) {
    yield classCase(counts, { file, failed: failed[k]!, listed: listed.get(counts.name) ?? [] });
  }
  yield '</testsuite>\n</testsuites>\n';
};

/** Lines about the records of each class, the first so many. */
async function listByClass(records: AsyncIterable<RowRecord>): Promise<Map<string, string[]>> {
  const listed = new Map<string, string[]>();
  for await (const record of records) {
    const lines = listed.get(record.given_label) ?? [];
    if (lines.length === 0) listed.set(record.given_label, lines);
    if (lines.length === ROWS_A_CLASS) continue;
    const text = record.text === undefined ? '' : `: ${shorten(record.text, TEXT_LENGTH)}`;
    lines.push(xmlText(`${placeOf(record)}: ${describeLabel(record)}${text}`));
  }
  return listed;
}

function gateCase({ file }: ReportContext, sentence: string, failed: boolean): string {
  const body = failed
    ? `<failure message="${xmlText(sentence)}" type="label-check"/>`
    : `<system-out>${xmlText(sentence)}</system-out>`;
  return testCase('the whole data set', file, body);
}

function classCase(
  { name, judged, candidates }: ClassTally,
  { file, failed, listed }: { file: string; failed: boolean; listed: readonly string[] },
): string {
  if (candidates === 0) return testCase(`class ${name}`, file, '');
  const more = candidates - listed.length;
  const lines = [...listed, ...(more <= 0 ? [] : [`… and ${counted(more, 'more row')}`])].join('\n');
  const body = failed
    ? `<failure message="${xmlText(describeShare(candidates, judged))}" type="label-error">${lines}</failure>`
    : `<system-out>${lines}</system-out>`;
  return testCase(`class ${name}`, file, body);
}

function testCase(name: string, file: string, body: string): string {
  return `<testcase classname="${xmlText(file)}" name="${xmlText(name)}">${body}</testcase>\n`;
}
