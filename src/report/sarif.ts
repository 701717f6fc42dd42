import { safeJson, sarifText, shorten } from './escape.js';
import { Occurrences } from './occurrences.js';
import type { RowRecord } from './record.js';
import type { Reporter } from './reporter.js';
import { counted, describeLabel } from './wording.js';

const TEXT_LENGTH = 200;
const RULE = {
  id: 'label-error',
  name: 'LabelError',
  shortDescription: { text: 'The label of this row is probably wrong.' },
  fullDescription: {
    text: 'A model that never saw this row is confident that its text belongs to another class than the given label.',
  },
  help: { text: 'Read the row. Correct its label, or accept it into the baseline with --update-baseline.' },
  defaultConfiguration: { level: 'warning' },
} as const;

/** SARIF 2.1.0, as code scanning reads it. A region is the record's lines; fingerprints survive moved rows. */
export const sarif: Reporter = async function* (records, { file, version, more }) {
  const driver = { name: 'find-label-errors', version, rules: [RULE] };
  yield '{"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [{\n';
  yield `"tool": ${safeJson({ driver })},\n"columnKind": "utf16CodeUnits",\n"results": [`;
  const occurrences = new Occurrences();
  let separator = '\n';
  for await (const record of records) {
    yield separator +
      safeJson(toResult(record, toUri(record.file ?? file), occurrences.next(record.fingerprint)));
    separator = ',\n';
  }
  const left = `${counted(more, 'more row')} whose label is probably wrong, not among the results`;
  const toolExecutionNotifications = more === 0 ? [] : [{ level: 'note', message: { text: left } }];
  const invocation = { executionSuccessful: true, toolExecutionNotifications };
  yield `\n],\n"invocations": [${safeJson(invocation)}],\n"properties": ${safeJson({ resultsLeftOut: more })}\n}]}\n`;
};

function toResult(record: RowRecord, uri: string, nth: number) {
  const { line, end_line = line, fingerprint, label_quality, text } = record;
  const region = line === null ? {} : { region: { startLine: line, endLine: end_line } };
  const said = text === undefined ? '' : `: ${shorten(text, TEXT_LENGTH)}`;
  return {
    ruleId: RULE.id,
    ruleIndex: 0,
    level: 'warning',
    message: { text: sarifText(`${describeLabel(record)}${said}`) },
    locations: [{ physicalLocation: { artifactLocation: { uri }, ...region } }],
    partialFingerprints: {
      primaryLocationLineHash: `${fingerprint}:${nth}`,
      'labelAndText/v1': fingerprint,
    },
    rank: 100 * (1 - (label_quality ?? 1)),
  };
}

/** A path with slashes as a URI: relative, or of a file where the path begins at the root. */
function toUri(file: string): string {
  const encoded = file.split('/').map(encodeURIComponent).join('/');
  return file.startsWith('/') ? `file://${encoded}` : encoded;
}
