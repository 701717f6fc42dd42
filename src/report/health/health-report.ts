import { counted, percent, withCommas } from '../../errors/wording.js';
import { budgetCurve, expectOfFirst, reviewBudget } from '../../expectations/review-budget.js';
import type { BorderWords, BudgetStep, ExpectedErrors } from '../../types.js';
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
    readonly low: number;
    readonly high: number;
    readonly confidence: number;
    /** Share of the contradicted labels that depend on the text and are not counted; null where unknown. */
    readonly text_dependent_share: number | null;
    readonly text_dependent_low: number | null;
  };
  /** Expected errors among the candidates; null where there are no candidates. */
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
  // Some methods flag rows that are not the first of the ranking: the review budget puts candidates first.
  const order = new Uint32Array(judged.length);
  order.set(candidates);
  order.set(others, candidates.length);
  const flagged = expectOfFirst(order, probabilities, candidates.length);
  return {
    settings: document.settings as HealthReport['settings'],
    summary,
    expected_errors: {
      count: rounded(expected.count),
      share: expected.count / judged.length,
      low: rounded(expected.low),
      high: rounded(expected.high),
      confidence: CONFIDENCE,
      text_dependent_share: textDependence?.share ?? null,
      text_dependent_low: textDependence?.low ?? null,
    },
    candidates: flagged === null ? null : roundedStep(flagged),
    review_budget: reviewBudget(order, probabilities).map(roundedStep),
    classes: classHealths(source),
    overlapping_classes: overlaps(source),
    confident_joint: document.confident_joint as number[][],
    noise_matrix: document.noise_matrix as number[][] | null,
    review_curve: budgetCurve(order, probabilities, CURVE_POINTS).map(roundedStep),
    label_quality_histogram: histogram(source, judged),
  };
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
      'Without words, errors cannot be distinguished from hard texts: all labels that contradict are counted.',
    ];
  }
  if (low < WORTH_TELLING) return [general];
  return [
    `About ${percent(Math.max(share, low), 0)} of the labels that contradict their words go with certain texts, not with any: hard texts, or annotators misled by them. How many of these are errors cannot be known from the data; most are not counted. If crowd workers made the labels, expect more errors than this says.`,
    general,
  ];
}
