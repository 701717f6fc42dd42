/** What an audit says, in lines for people. */
import { counted, percent, withCommas } from '../errors/wording.js';
import type { AuditFindings, Estimate, LabelAudit } from '../types.js';
import { visible } from './escape.js';

/** What an audit says, as plain data. */
export interface AuditReport {
  readonly day: string;
  readonly rows_read: number;
  readonly wrong: number;
  /** Wrong labels that were decided about since the draw. */
  readonly found: number;
  readonly open: number;
  readonly skipped: number;
  readonly gone: number;
  /** Rows that could have been drawn. */
  readonly population: number;
  /** Wrong labels among them at the time of the draw, and those that nothing is decided about by now. */
  readonly errors: Estimate;
  readonly left: Estimate;
  /** Of the candidates, and of all errors those among the candidates: shares. */
  readonly precision: Estimate | null;
  readonly recall: Estimate | null;
  /** By given label, where enough rows were read; the highest share of errors first. */
  readonly labels: readonly LabelAudit[];
}

/** What an audit says, for reports. */
export function auditReport(audit: AuditFindings): AuditReport {
  const { day, read, wrong, found, open, skipped, gone, population, estimate, left } = audit;
  return {
    ...{ day, rows_read: read, wrong, found, open, skipped, gone, population },
    errors: rounded(estimate.errors),
    left: rounded(left),
    precision: estimate.precision && rounded(estimate.precision),
    recall: estimate.recall && rounded(estimate.recall),
    labels: audit.labels.map((each) => ({ ...each, errors: rounded(each.errors) })),
  };
}

function rounded({ mean, low, high }: Estimate): Estimate {
  const [a, b, c] = [mean, low, high].map((value) => Math.round(value * 1000) / 1000);
  return { mean: a!, low: b!, high: c! };
}

const whole = (value: number) => withCommas(Math.round(value));

/** The numbers of an audit: wrong labels, those that are left, and the candidates. */
export function describeAudit(audit: AuditReport): string[] {
  const { day, population, rows_read: read, wrong, errors, precision, recall, found, left } = audit;
  const share = percent(errors.mean / population);
  const range = `${whole(errors.low)} to ${whole(errors.high)} with 90 % confidence`;
  return [
    `audited: ${counted(read, 'row')} on ${day}, ${withCommas(wrong)} of them wrong: about ${whole(errors.mean)} of ${withCommas(population)} labels (${share}) are wrong; ${range}`,
    ...(found === 0 ? [] : [`${withCommas(found)} of these are decided about by now; ${describeLeft(left)}`]),
    ...(precision === null
      ? []
      : [
          `of the candidates about ${percent(precision.mean, 0)} are wrong (${percents(precision)})${recall === null ? '' : `; about ${percent(recall.mean, 0)} of all wrong labels are among them (${percents(recall)})`}`,
        ]),
    ...(audit.labels.length < 2
      ? []
      : [`wrong by given label: ${audit.labels.map(describeLabel).join(', ')}`]),
    ...describeGaps(audit),
  ];
}

function describeLabel({ label, rows, read, errors: { mean, low, high } }: LabelAudit): string {
  const range = percents({ mean, low: low / rows, high: high / rows });
  return `${visible(label)} ${percent(mean / rows, 0)} (${range}; ${counted(read, 'row')} read)`;
}

/** Wrong labels that are left. */
export function describeLeft({ mean, low, high }: Estimate): string {
  return `about ${whole(mean)} are left, ${whole(low)} to ${whole(high)}`;
}

/** Rows of the sample that do not count, and why. */
function describeGaps({ open, skipped, gone }: AuditReport): string[] {
  const is = (count: number) => (count === 1 ? 'is' : 'are');
  return [
    ...(open === 0
      ? []
      : [`${counted(open, 'row')} of the sample ${is(open)} not read yet: the interval narrows with them`]),
    ...(skipped === 0
      ? []
      : [`${counted(skipped, 'row')} of the sample ${is(skipped)} skipped, and not counted`]),
    ...(gone === 0
      ? []
      : [
          `${counted(gone, 'row')} that ${gone === 1 ? 'was' : 'were'} read ${is(gone)} not in the data any more: ${gone === 1 ? 'it is' : 'they are'} not counted, and as large a part of the rows like ${gone === 1 ? 'it' : 'them'} is taken to be gone too`,
        ]),
  ];
}

function percents({ low, high }: Estimate): string {
  return `${Math.round(100 * low)} to ${percent(high, 0)}`;
}
