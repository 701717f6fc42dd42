import { pathToFileURL } from 'node:url';
import { pageFiles } from '../../src/cli/report.js';
import type { HealthReport } from '../../src/report/health/health-report.js';
import { html } from '../../src/report/html/html.js';
import type { RowRecord } from '../../src/report/record.js';
import { projectRoot } from '../reference-data.js';
import { asStream, someContext, someRecord, textOf } from './records.js';

/** Where the build has put the page's own files. */
const BUILT = pathToFileURL(`${projectRoot}/dist/report/html/page/`);

/** The health of a data set of two classes, with whatever matters to a test put in. */
export function someHealth(fields: Partial<HealthReport> = {}): HealthReport {
  const step = { share: 0.9, rows: 90, errors: 81, precision: 0.9 };
  return {
    settings: {},
    summary: {
      rows: 1000,
      left_out: 0,
      not_judged: 0,
      candidates: 100,
      candidate_share: 0.1,
      accuracy: 0.9,
      overall_label_health: 0.9,
    },
    audit: null,
    expected_errors: {
      count: 90,
      share: 0.09,
      low: 70,
      high: 110,
      confidence: 0.9,
      is_known: true,
      was_text_dependent: false,
      text_dependent_share: 0,
      text_dependent_low: 0,
    },
    candidates: step,
    review_budget: [step],
    classes: [
      { name: 'neg', rows: 500, candidates: 60, suggested: 40, label_quality: 0.9, missed: 0.1 },
      { name: 'pos', rows: 500, candidates: 40, suggested: 60, label_quality: null, missed: null },
    ],
    overlapping_classes: [{ classes: ['neg', 'pos'], rows: 90, border_words: [['bad'], ['good']] }],
    confident_joint: [
      [450, 50],
      [40, 460],
    ],
    noise_matrix: null,
    review_curve: [step, { share: 1, rows: 1000, errors: 90, precision: 0.09 }],
    label_quality_histogram: [90, 10, 0, 900],
    ...fields,
  };
}

/** A whole page of records. */
export async function pageOf(records: Iterable<RowRecord>, health = someHealth()): Promise<string> {
  const page = { health, ...(await pageFiles(BUILT)) };
  return textOf(html(asStream(records), someContext({ file: 'folder/data.csv', page })));
}

/** Many records, each with a text of its own, in two classes. */
export function* manyRecords(count: number): Generator<RowRecord> {
  for (let index = 0; index < count; index++) {
    const isNegative = index % 3 !== 0;
    yield someRecord({
      rank: index + 1,
      index,
      line: index + 2,
      given_label: isNegative ? 'neg' : 'pos',
      predicted_label: isNegative ? 'pos' : 'neg',
      label_quality: index / count / 2,
      text: `Row ${index} tells of a good film, and of a plot that is ${'long '.repeat(20)}winded.`,
    });
  }
}
