import type { RowRecord } from '../../src/report/record.js';
import type { ReportContext } from '../../src/report/reporter.js';
import type { Layout } from '../../src/types.js';

/** A record of a candidate, with whatever matters to a test put in. */
export function someRecord(fields: Partial<RowRecord> = {}): RowRecord {
  return {
    rank: 1,
    index: 0,
    line: 2,
    given_label: 'neg',
    predicted_label: 'pos',
    label_quality: 0.0123,
    given_probability: 0.01,
    predicted_probability: 0.99,
    is_label_issue: true,
    kind: 'label_error',
    evidence: [
      { token: 'good', weight: 2.5 },
      { token: 'film', weight: 0.5 },
    ],
    fingerprint: '0123456789abcdef',
    text: 'a good film',
    ...fields,
  };
}

/** The layout of a CSV file of a text and a label. */
export function someLayout(): Layout {
  return {
    format: 'csv',
    compression: null,
    encoding: 'utf-8',
    delimiter: ',',
    quotes: true,
    header: true,
    text: [{ number: 0, name: 'text', path: null }],
    label: { number: 1, name: 'label', path: null },
    id: null,
    columns: [],
  };
}

/** Hands out values one by one, as a stream of records does. */
export async function* asStream<T>(values: Iterable<T>): AsyncGenerator<T> {
  yield* values;
}

/** All that a reporter yields, as one text. */
export async function textOf(pieces: AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const piece of pieces) text += piece;
  return text;
}

/** What a report says besides its records, with whatever matters to a test put in. */
export function someContext(fields: Partial<ReportContext> = {}): ReportContext {
  return {
    width: 100,
    colour: false,
    file: 'data.csv',
    version: '1.2.3',
    classes: [
      { name: 'neg', judged: 10, candidates: 1 },
      { name: 'pos', judged: 10, candidates: 0 },
    ],
    kinds: new Set(['label_error']),
    fields: new Set(['text']),
    more: 0,
    verdict: null,
    document: () => ({}),
    ...fields,
  };
}
