import { counted } from '../errors/wording.js';
import { describeLabel } from './describe-record.js';
import { safeJson, shorten } from './escape.js';
import { Occurrences, type Reporter } from './reporter.js';

const TEXT_LENGTH = 200;

/** A Code Quality report of GitLab: one JSON array, without byte order mark, each fingerprint once. */
export const gitlab: Reporter = async function* (records, { file, more }) {
  const occurrences = new Occurrences();
  const issue = (description: string, fingerprint: string, begin: { path: string; line: number }) =>
    safeJson({
      description,
      check_name: 'label-error',
      fingerprint,
      severity: 'minor',
      location: { path: begin.path, lines: { begin: begin.line } },
    });
  let separator = '[\n';
  for await (const record of records) {
    const nth = occurrences.next(record.fingerprint);
    const text = record.text === undefined ? '' : `: ${shorten(record.text, TEXT_LENGTH)}`;
    const name = nth === 1 ? record.fingerprint : `${record.fingerprint}-${nth}`;
    yield separator +
      issue(`${describeLabel(record)}${text}`, name, {
        path: record.file ?? file,
        line: record.line ?? 1,
      });
    separator = ',\n';
  }
  if (more > 0) {
    yield separator +
      issue(`${counted(more, 'more row')} whose label is probably wrong`, `more-in-${file}`, {
        path: file,
        line: 1,
      });
    separator = ',\n';
  }
  yield separator === '[\n' ? '[]\n' : '\n]\n';
};
