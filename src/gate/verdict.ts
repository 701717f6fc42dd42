import { counted } from '../errors/wording.js';
import { describeShare } from '../report/describe-record.js';
import type { Kind } from '../report/kinds.js';
import type { Verdict } from '../report/reporter.js';
import type { ClassTally } from '../report/summary.js';
import type { AuditFindings } from '../types.js';

/** Limits for candidates; undefined for no limit. */
export interface Limits {
  /** Candidates in all. */
  readonly maxErrors?: number | undefined;
  /** Percent of the judged rows. */
  readonly maxRate?: number | undefined;
  /** Percent of the judged rows of each class. */
  readonly maxClassRate?: number | undefined;
  /** Percent of the rows of an audit that are wrong at least, with 90 % confidence, and not decided about. */
  readonly maxAuditedRate?: number | undefined;
}

/** Input of the gate. */
export interface GateCase {
  /** Rows that count, by class. */
  readonly classes: readonly ClassTally[];
  readonly limits: Limits;
  /** Whether there is a baseline: it implies a limit of 0 where no limit is set. */
  readonly hasBaseline: boolean;
  /** Entries of the baseline whose rows are gone or were corrected. */
  readonly stale: number;
  /** Only candidates below this quality are counted; undefined for all. */
  readonly below?: number | undefined;
  /** Only rows of these kinds are counted; undefined for the candidates. */
  readonly kinds?: readonly Kind[] | undefined;
  /** What an audit says; needed for `maxAuditedRate`. */
  readonly audit?: AuditFindings | undefined;
}

/** Decides whether a data set passes. A limit is exceeded by more than its value. */
export function applyLimits({ classes, limits, hasBaseline, stale, below, kinds, audit }: GateCase): Verdict {
  const sum = (key: 'judged' | 'candidates') => classes.reduce((total, tally) => total + tally[key], 0);
  const [candidates, judged] = [sum('candidates'), sum('judged')];
  const { maxErrors, maxRate, maxClassRate, maxAuditedRate } = limits;
  const exceeds = (part: ClassTally, percent: number) => 100 * part.candidates > percent * part.judged;
  const unlimited =
    maxErrors === undefined &&
    maxRate === undefined &&
    maxClassRate === undefined &&
    maxAuditedRate === undefined;
  const whole = [
    ...(maxErrors !== undefined && candidates > maxErrors ? [`more than --max-errors ${maxErrors}`] : []),
    ...(maxRate !== undefined && exceeds({ name: '', candidates, judged }, maxRate)
      ? [`${percentAbove(candidates, judged, maxRate)} is more than --max-rate ${maxRate}`]
      : []),
    ...(unlimited && hasBaseline && candidates > 0 ? ['not in the baseline, which allows no others'] : []),
  ];
  const byClass = classes.filter((tally) => maxClassRate !== undefined && exceeds(tally, maxClassRate));
  const broken = [
    ...whole,
    ...byClass.map(
      ({ name, candidates: some, judged: all }) =>
        `class "${name}": ${some} of ${all}, ${percentAbove(some, all, maxClassRate!)} is more than --max-class-rate ${maxClassRate}`,
    ),
    ...(audit === undefined || maxAuditedRate === undefined ? [] : auditBroken(audit, maxAuditedRate)),
    ...(stale > 0 ? [`the baseline has ${counted(stale, 'stale row')}`] : []),
  ];
  const passed = broken.length === 0;
  const share =
    kinds === undefined ? describeShare(candidates, judged) : describeKinds(kinds, candidates, judged);
  const figures = `${share}${judged === 0 ? '' : ` (${percentage(candidates, judged, 3)})`}`;
  const only = below === undefined ? '' : `, counting quality below ${below}`;
  const allowed = describeLimits(limits, unlimited);
  return {
    passed,
    sentence: `check ${passed ? 'passed' : 'failed'}: ${figures}${only}; ${passed ? allowed : broken.join('; ')}`,
    classFailed: classes.map(
      (tally) => (whole.length > 0 && tally.candidates > 0) || byClass.includes(tally),
    ),
  };
}

/** How an audit exceeds a limit: only where even the lower end of the interval does. */
function auditBroken({ left, population }: AuditFindings, limit: number): string[] {
  if (100 * left.low <= limit * population) return [];
  return [
    `by the audit at least ${counted(left.low, 'label')} of ${counted(population, 'row')} are wrong, ${percentAbove(left.low, population, limit)} is more than --max-audited-rate ${limit}`,
  ];
}

function describeLimits(
  { maxErrors, maxRate, maxClassRate, maxAuditedRate }: Limits,
  unlimited: boolean,
): string {
  if (unlimited) return 'none but those in the baseline';
  return [
    ...(maxErrors === undefined ? [] : [`--max-errors ${maxErrors}`]),
    ...(maxRate === undefined ? [] : [`--max-rate ${maxRate}`]),
    ...(maxClassRate === undefined ? [] : [`--max-class-rate ${maxClassRate}`]),
    ...(maxAuditedRate === undefined ? [] : [`--max-audited-rate ${maxAuditedRate}`]),
  ].join(', ');
}

function describeKinds(kinds: readonly Kind[], rows: number, judged: number): string {
  const named = kinds.length === 1 ? `kind ${kinds[0]}` : `the kinds ${kinds.join(', ')}`;
  return `${counted(rows, 'row')} of ${named} among ${counted(judged, 'judged row')}`;
}

function percentage(part: number, all: number, digits: number): string {
  return `${Number(((100 * part) / all).toPrecision(digits))} %`;
}

/** A percentage with enough digits to show that it is above a limit. */
function percentAbove(part: number, all: number, limit: number): string {
  let digits = 3;
  while (digits < 15 && Number(((100 * part) / all).toPrecision(digits)) <= limit) digits++;
  return percentage(part, all, digits);
}
