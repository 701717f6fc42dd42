import { counted, percent, withCommas } from '../../errors/wording.js';
import { budgetCurve, expectOfFirst, reviewBudget } from '../../expectations/review-budget.js';
import type { BorderWords, BudgetStep, ExpectedErrors } from '../../types.js';
import { type AuditReport, auditReport, describeAudit } from '../describe-audit.js';
import { countClasses, documentOf, type SummarySource, summarize } from '../summary.js';

/** Pairs of classes whose border is described. */
const PAIRS_DESCRIBED = 5;
/** Points of the curve of the review budget. */
const CURVE_POINTS = 100;
/** Bars of the distribution of label quality. */
const QUALITY_BARS = 20;
const CONFIDENCE = 0.9;

/** Input of a health report. */
export interface HealthSource extends SummarySource {
  expectErrors(): ExpectedErrors;
  borderWordsOf(pairs: readonly (readonly [number, number])[]): readonly BorderWords[];
}

/** The health of one class. */
export interface ClassHealth {
  readonly name: string;
  readonly rows: number;
  /** Candidates labelled with it, and candidates for which it is suggested. */
  readonly candidates: number;
  readonly suggested: number;
  /** P(true class | labelled with it), by the confident joint; null where no row was judged. */
  readonly label_quality: number | null;
  /** P(labelled with another class | true class). */
  readonly missed: number | null;
}

/** A pair of classes that are confused with each other. */
export interface Overlap {
  readonly classes: readonly [string, string];
  /** Estimated number of rows labelled with one and truly of the other. */
  readonly rows: number;
  /** Words that separate the two classes; only for the pairs with most rows. */
  readonly border_words: readonly [readonly string[], readonly string[]] | null;
}

/** The health of a data set, as plain data: the JSON format writes it unchanged. */
export interface HealthReport {
  readonly settings: Readonly<Record<string, unknown>>;
  readonly summary: ReturnType<typeof summarize>;
  readonly expected_errors: {
    readonly count: number;
    /** As a share of the judged rows. */
    readonly share: number;
    /** Interval; null where `is_known` is false. */
    readonly low: number | null;
    readonly high: number | null;
    readonly confidence: number;
    /** False where the data do not tell the number: then `count` is a lower bound, and only of random slips. */
    readonly is_known: boolean;
    /** Whether contradicted labels went with certain texts before labels were corrected. */
    readonly was_text_dependent: boolean;
    /** Share of the contradicted labels that depend on the text and are not counted; null where unknown. */
    readonly text_dependent_share: number | null;
    readonly text_dependent_low: number | null;
  };
  /** What a sample that was read says; null where there is none. */
  readonly audit: AuditReport | null;
  /** Expected errors among the candidates; null where there are no candidates, or their number is not known. */
  readonly candidates: BudgetStep | null;
  readonly review_budget: readonly BudgetStep[];
  readonly classes: readonly ClassHealth[];
  readonly overlapping_classes: readonly Overlap[];
  /** Rows by given (outer) and true label, in class order. */
  readonly confident_joint: readonly (readonly number[])[];
  readonly noise_matrix: readonly (readonly number[])[] | null;
  readonly review_curve: readonly BudgetStep[];
  /** Judged rows by label quality, in bars of equal width from 0 to 1. */
  readonly label_quality_histogram: readonly number[];
}

/**
 * Computes the health of a data set.
 *
 * @param source the data set and what was found in it
 * @param ranked all rows, worst first; those that were not judged last
 * @param settings the options of the run
 */
export function healthReport(source: HealthSource, ranked: Uint32Array, settings: object): HealthReport {
  const document = documentOf(source, settings);
  const summary = summarize(source);
  const expected = source.expectErrors();
  const judged = ranked.filter((row) => source.judgement.judged[row] === 1);
  const candidates = judged.filter((row) => source.judgement.isIssue[row] === 1);
  const others = judged.filter((row) => source.judgement.isIssue[row] === 0);
  const { probabilities, textDependence } = expected;
  // Some methods flag rows that are not the first of the ranking: the review budget puts candidates first. By an audit,
  // rows that were decided about have no error left, and need not be read.
  const isToRead = (row: number) => source.audit === undefined || probabilities[row]! > 0;
  const flaggedToRead = candidates.filter(isToRead);
  const order = Uint32Array.from([...flaggedToRead, ...others.filter(isToRead)]);
  const isKnown = knowsNumber(source, expected, candidates.length);
  const flagged = isKnown ? expectOfFirst(order, probabilities, flaggedToRead.length) : null;
  return {
    settings: document.settings as HealthReport['settings'],
    summary,
    expected_errors: {
      count: rounded(expected.count),
      share: expected.count / judged.length,
      low: isKnown ? rounded(expected.low) : null,
      high: isKnown ? rounded(expected.high) : null,
      confidence: CONFIDENCE,
      is_known: isKnown,
      was_text_dependent: source.wasTextDependent === true,
      text_dependent_share: textDependence?.share ?? null,
      text_dependent_low: textDependence?.low ?? null,
    },
    audit: source.audit === undefined ? null : auditReport(source.audit),
    candidates: flagged === null ? null : roundedStep(flagged),
    review_budget: isKnown ? reviewBudget(order, probabilities).map(roundedStep) : [],
    classes: classHealths(source),
    overlapping_classes: overlaps(source),
    confident_joint: document.confident_joint as number[][],
    noise_matrix: document.noise_matrix as number[][] | null,
    review_curve: isKnown ? budgetCurve(order, probabilities, CURVE_POINTS).map(roundedStep) : [],
    label_quality_histogram: histogram(source, judged),
  };
}

/** From this share on (lower end of its interval), contradicted labels are said to depend on the text. */
const WORTH_TELLING = 0.1;
/** Where fewer of the candidates than this can be errors, model and candidates do not fit together. */
const LEAST_OF_CANDIDATES = 0.5;

/**
 * Whether the number of errors is known: by an audit, or where contradicted labels occur with any text, and not far fewer
 * errors are expected than there are candidates.
 */
function knowsNumber(
  { audit, wasTextDependent }: SummarySource,
  { high, textDependence }: ExpectedErrors,
  candidates: number,
): boolean {
  if (audit !== undefined) return true;
  const depends = wasTextDependent === true || (textDependence !== null && dependsOnText(textDependence));
  return !depends && high >= LEAST_OF_CANDIDATES * candidates;
}

/** Whether contradicted labels go with certain texts, so that only a reader can tell errors from hard texts. */
export function dependsOnText({ low }: { readonly low: number }): boolean {
  return low >= WORTH_TELLING;
}

/** Estimates of rows are not precise beyond three decimals. */
const rounded = (value: number) => Math.round(value * 1000) / 1000;

function roundedStep(step: BudgetStep): BudgetStep {
  return { ...step, errors: rounded(step.errors) };
}

function classHealths(source: HealthSource): ClassHealth[] {
  const { confidentJoint: joint } = source.health;
  const K = source.dataset.classes.length;
  const share = (right: number, all: number) => (all === 0 ? null : right / all);
  return countClasses(source).map((counts, k) => {
    let [labelled, truly] = [0, 0];
    for (let other = 0; other < K; other++) {
      labelled += joint[k * K + other]!;
      truly += joint[other * K + k]!;
    }
    const right = joint[k * K + k]!;
    const missed = share(truly - right, truly);
    return { ...counts, label_quality: share(right, labelled), missed };
  });
}

function overlaps({ dataset, health, borderWordsOf }: HealthSource): Overlap[] {
  const some = health.overlaps.filter(({ overlappingRows }) => overlappingRows > 0);
  const described = some.slice(0, PAIRS_DESCRIBED).map(({ classA, classB }) => [classA, classB] as const);
  const words = borderWordsOf(described);
  return some.map(({ classA, classB, overlappingRows }, at) => ({
    classes: [dataset.classes[classA]!, dataset.classes[classB]!],
    rows: overlappingRows,
    border_words: words[at] === undefined ? null : [words[at].wordsOfA, words[at].wordsOfB],
  }));
}

function histogram({ judgement }: HealthSource, judged: Uint32Array): number[] {
  const bars = Array<number>(QUALITY_BARS).fill(0);
  for (const row of judged) {
    const bar = Math.floor(judgement.quality[row]! * QUALITY_BARS);
    bars[Math.min(QUALITY_BARS - 1, Math.max(0, bar))]!++;
  }
  return bars;
}

const whole = (value: number) => withCommas(Math.round(value));

/** The data set in one line. */
export function describeHealth({ summary, classes }: HealthReport): string {
  const { rows, accuracy, not_judged, decided = 0 } = summary;
  const held = decided === 0 ? '' : `, ${withCommas(decided)} decided and held fixed`;
  const unjudged = `${held}${not_judged === 0 ? '' : `, ${withCommas(not_judged)} not judged`}`;
  return `${counted(rows, 'row')} in ${classes.length} classes${unjudged}; the model agrees with ${percent(accuracy)} of the labels`;
}

/** The number of errors: by an audit, as the model expects it, or as far as it is known. */
export function describeExpected(report: HealthReport): string[] {
  if (report.audit !== null) return describeAudit(report.audit);
  const { count, share, low, high, confidence, is_known: isKnown } = report.expected_errors;
  if (!isKnown || low === null || high === null) return describeUnknown(report);
  const range = `${whole(low)} to ${whole(high)} with ${percent(confidence, 0)} confidence`;
  const about = Math.round(count) === 1 ? '1 label is' : `${whole(count)} labels are`;
  return [`about ${about} wrong (${percent(share)}); ${range}`];
}

function describeUnknown({ summary, expected_errors: { count }, settings }: HealthReport): string[] {
  const { source } = settings;
  const slips = Math.round(count);
  const least =
    slips === 0
      ? 'How many of them are errors'
      : `At least about ${slips === 1 ? '1 is a random slip' : `${whole(count)} are random slips`}; how many of the others are errors`;
  return [
    `${counted(summary.candidates, 'label')} contradict${summary.candidates === 1 ? 's its' : ' their'} text. ${least} only a reader can tell: find-label-errors audit ${typeof source === 'string' ? source : 'FILE'}`,
  ];
}

/** What the expected number does not cover, as far as it applies to this data set. */
export function describeLimits({ expected_errors: expected, audit }: HealthReport): string[] {
  if (audit !== null) {
    return ['The number is that of the reader: it includes errors that annotators made because of the text.'];
  }
  const { text_dependent_share: share, text_dependent_low: low, is_known: isKnown } = expected;
  const general =
    'Not counted: errors that annotators made because of the text. To the model they look right.';
  if (share === null || low === null) {
    return [
      general,
      'Without words, errors cannot be distinguished from hard texts: all labels that contradict are counted.',
    ];
  }
  if (isKnown) return [general];
  const wasDependent = expected.was_text_dependent;
  if (!dependsOnText({ low }) && wasDependent) {
    return [
      'Before labels were corrected, those that contradict their words went with certain texts: hard texts, or annotators misled by them. If crowd workers made the labels, expect more errors than this says.',
      general,
    ];
  }
  if (!dependsOnText({ low })) {
    return [
      'The model expects far fewer errors than there are candidates: it takes most of these for hard texts.',
      general,
    ];
  }
  return [
    `About ${percent(Math.max(share, low), 0)} of the labels that contradict their words go with certain texts, not with any: hard texts, or annotators misled by them. If crowd workers made the labels, expect more errors than this says.`,
    general,
  ];
}
