import { counted } from '../errors/wording.js';
import { describeLabel } from './describe-record.js';
import { safeJson, sarifText, shorten } from './escape.js';
import type { Kind } from './kinds.js';
import type { RowRecord } from './record.js';
import { Occurrences, type Reporter } from './reporter.js';

const TEXT_LENGTH = 200;
const rule = (id: string, name: string, [short, full, help]: readonly [string, string, string]) => ({
  id,
  name,
  shortDescription: { text: short },
  fullDescription: { text: full },
  help: { text: help },
  defaultConfiguration: { level: 'warning' },
});

const LABEL_ERROR = rule('label-error', 'LabelError', [
  'The label of this row is probably wrong.',
  'A model that never saw this row is confident that its text belongs to another class than the given label.',
  'Read the row. Correct its label, or accept it into the baseline with --update-baseline.',
]);

/** Rules for kinds that are not found by a model; each is listed only if there are such rows. */
const OTHER_RULES = {
  conflicting_duplicate: rule('conflicting-duplicate', 'ConflictingDuplicate', [
    'Another row has the same text and another label.',
    'Rows whose texts differ in case and white space at most have different labels.',
    'Read the rows of the group, and give them one label, or delete what is superfluous.',
  ]),
  near_duplicate: rule('near-duplicate', 'NearDuplicate', [
    'Another row has nearly the same text and another label.',
    'Four fifths or more of the runs of three words are common to both rows, and their labels differ.',
    'Read the rows of the group, and see whether one label is right for all.',
  ]),
  duplicate: rule('duplicate', 'Duplicate', [
    'Another row has the same text and the same label.',
    'Rows whose texts differ in case and white space at most have the same label.',
    'Keep one row of the group, unless the repetition is meant.',
  ]),
  rare_class: rule('rare-class', 'RareClass', [
    'The class of this row has too few examples to tell an error from them.',
    'A model that leaves the row out knows nothing, or next to nothing, of its class.',
    'Check that the class is meant; give the row its right label, or add examples.',
  ]),
  leakage: rule('leakage', 'Leakage', [
    'This row is also in the training file.',
    'The probabilities of a row that the model was trained on are not out of sample.',
    'Take the row out of one of the two files.',
  ]),
} as const;

function rulesOf(kinds: ReadonlySet<Kind>) {
  const others = Object.entries(OTHER_RULES).filter(([kind]) => kinds.has(kind as Kind));
  return [LABEL_ERROR, ...others.map(([, made]) => made)];
}

/** SARIF 2.1.0, as code scanning reads it. A region is the record's lines; fingerprints stay the same when rows move. */
export const sarif: Reporter = async function* (records, { file, version, more, kinds }) {
  const rules = rulesOf(kinds);
  const driver = { name: 'find-label-errors', version, rules };
  yield '{"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [{\n';
  yield `"tool": ${safeJson({ driver })},\n"columnKind": "utf16CodeUnits",\n"results": [`;
  const occurrences = new Occurrences();
  let separator = '\n';
  for await (const record of records) {
    yield separator +
      safeJson(toResult(record, rules, [toUri(record.file ?? file), occurrences.next(record.fingerprint)]));
    separator = ',\n';
  }
  const left = `${counted(more, 'more row')} whose label is probably wrong, not among the results`;
  const toolExecutionNotifications = more === 0 ? [] : [{ level: 'note', message: { text: left } }];
  const invocation = { executionSuccessful: true, toolExecutionNotifications };
  yield `\n],\n"invocations": [${safeJson(invocation)}],\n"properties": ${safeJson({ resultsLeftOut: more })}\n}]}\n`;
};

function toResult(
  record: RowRecord,
  rules: ReturnType<typeof rulesOf>,
  [uri, nth]: readonly [string, number],
) {
  const id = OTHER_RULES[record.kind as keyof typeof OTHER_RULES]?.id ?? LABEL_ERROR.id;
  const { line, end_line = line, fingerprint, label_quality, text } = record;
  const region = line === null ? {} : { region: { startLine: line, endLine: end_line } };
  const said = text === undefined ? '' : `: ${shorten(text, TEXT_LENGTH)}`;
  return {
    ruleId: id,
    ruleIndex: rules.findIndex((one) => one.id === id),
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
