/** The sentences of a health report, shared by all formats. */
import { counted, percent, withCommas } from '../../errors/wording.js';
import type { HealthReport } from './health-report.js';

/** From this share on (lower end of its interval), the report warns that the noise may depend on the text. */
const WORTH_TELLING = 0.1;

const whole = (value: number) => withCommas(Math.round(value));

/** The data set in one line. */
export function describeHealth({ summary, classes }: HealthReport): string {
  const { rows, accuracy, not_judged, decided = 0 } = summary;
  const held = decided === 0 ? '' : `, ${withCommas(decided)} decided and held fixed`;
  const unjudged = `${held}${not_judged === 0 ? '' : `, ${withCommas(not_judged)} not judged`}`;
  return `${counted(rows, 'row')} in ${classes.length} classes${unjudged}; the model agrees with ${percent(accuracy)} of the labels`;
}

/** The number of errors that are expected. */
export function describeExpected({ expected_errors: expected }: HealthReport): string {
  const { count, share, low, high, confidence } = expected;
  const range = `${whole(low)} to ${whole(high)} with ${percent(confidence, 0)} confidence`;
  const about = Math.round(count) === 1 ? '1 label is' : `${whole(count)} labels are`;
  return `about ${about} wrong (${percent(share)}); ${range}${maybeMore(expected)}`;
}

/** A warning where the noise may depend on the text; empty elsewhere. */
export function maybeMore({ text_dependent_low: low }: HealthReport['expected_errors']): string {
  return low !== null && low >= WORTH_TELLING ? ', or more if annotators were misled by texts' : '';
}

/** What the expected number does not cover, as far as it applies to this data set. */
export function describeLimits({ expected_errors: expected }: HealthReport): string[] {
  const { text_dependent_share: share, text_dependent_low: low } = expected;
  const general =
    'Not counted: errors that annotators made because of the text. To the model they look right.';
  if (share === null || low === null) {
    return [
      general,
      'Without words it cannot be told from hard texts what is an error: all of what contradicts is counted.',
    ];
  }
  if (low < WORTH_TELLING) return [general];
  return [
    `About ${percent(Math.max(share, low), 0)} of the labels that contradict their words go with certain texts, not with any: hard texts, or annotators misled by them. How many of these are errors cannot be known from the data; most are not counted. If crowd workers made the labels, expect more errors than this says.`,
    general,
  ];
}
