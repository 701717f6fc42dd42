/** A data set as a whole, in numbers. */
import type { AuditFindings, Dataset, DecidedRows, Judgement, LabelHealth } from '../types.js';

/** Rows and candidates of one class, among the rows of the report. */
export interface ClassTally {
  readonly name: string;
  /** Judged rows with this given label. */
  readonly judged: number;
  /** Rows whose label is probably wrong. */
  readonly candidates: number;
}

/** Input of a summary. */
export interface SummarySource {
  readonly dataset: Dataset;
  readonly judgement: Judgement;
  readonly health: LabelHealth;
  /** The decided rows, where decisions are used. */
  readonly decided?: DecidedRows | undefined;
  /** What a sample that was read says; absent where there is none. */
  readonly audit?: AuditFindings | undefined;
  /** Whether earlier decisions say that contradicted labels went with certain texts: see `textDependence`. */
  readonly wasTextDependent?: boolean | undefined;
}

/** Rows and candidates of one class. */
export interface ClassCounts {
  readonly name: string;
  readonly rows: number;
  /** Candidates that are labelled with this class. */
  readonly candidates: number;
  /** Candidates for which this class is suggested. */
  readonly suggested: number;
}

/** The data set in numbers, as in the JSON format. */
export interface Summary {
  readonly rows: number;
  readonly left_out: number;
  readonly not_judged: number;
  /** Rows that were not judged because they are decided; only where decisions are used. */
  readonly decided?: number;
  readonly candidates: number;
  /** Candidates among the judged rows, 0 to 1. */
  readonly candidate_share: number;
  readonly accuracy: number;
  readonly overall_label_health: number;
}

export function summarize({ dataset, judgement, health, decided }: SummarySource): Summary {
  const judged = countOnes(judgement.judged);
  const isDecided = decided?.isHeld.map(
    (is, row) => (is | decided.isDeleted[row]!) & (1 - judgement.judged[row]!),
  );
  const decidedRows = isDecided === undefined ? 0 : countOnes(isDecided);
  const candidates = countOnes(judgement.isIssue);
  return {
    rows: dataset.labels.length,
    left_out: dataset.leftOut.reduce((sum, { count }) => sum + count, 0),
    not_judged: dataset.labels.length - judged - decidedRows,
    ...(decided === undefined ? {} : { decided: decidedRows }),
    candidates,
    candidate_share: candidates / judged,
    accuracy: health.accuracy,
    overall_label_health: health.overallHealth,
  };
}

/** A data set in numbers, class by class, and how healthy its labels are. */
export interface Totals {
  readonly summary: Summary;
  /** In class order. */
  readonly classes: readonly ClassCounts[];
  readonly health: LabelHealth;
}

/** Counts a data set. */
export function totalsOf(source: SummarySource): Totals {
  return { summary: summarize(source), classes: countClasses(source), health: source.health };
}

/** Settings, summary, classes and matrices as plain data, for formats that are one document. */
export function documentOf(source: SummarySource, settings: object): Record<string, unknown> {
  return documentOfTotals(totalsOf(source), { source: source.dataset.source, ...settings });
}

/** The same, from counts that are known. */
export function documentOfTotals(totals: Totals, settings: object): Record<string, unknown> {
  const classes = totals.classes.map(({ name }) => name);
  const { confidentJoint, noiseMatrix, overlaps } = totals.health;
  return {
    settings,
    summary: totals.summary,
    classes: totals.classes,
    overlapping_classes: overlaps
      .filter(({ overlappingRows }) => overlappingRows > 0)
      .map(({ classA, classB, overlappingRows }) => ({
        classes: [classes[classA]!, classes[classB]!],
        rows: overlappingRows,
      })),
    confident_joint: toRows(confidentJoint, classes.length),
    noise_matrix: noiseMatrix === null ? null : toRows(noiseMatrix, classes.length),
  };
}

function toRows(matrix: Float64Array, K: number): number[][] {
  return Array.from({ length: K }, (_, k) => Array.from(matrix.subarray(k * K, (k + 1) * K)));
}

/** Counts rows and candidates of every class, in class order. */
export function countClasses({ dataset, judgement }: SummarySource): ClassCounts[] {
  const rows = new Uint32Array(dataset.classes.length);
  const candidates = new Uint32Array(rows.length);
  const suggested = new Uint32Array(rows.length);
  for (let row = 0; row < dataset.labels.length; row++) {
    rows[dataset.labels[row]!]!++;
    if (judgement.isIssue[row] === 0) continue;
    candidates[dataset.labels[row]!]!++;
    suggested[judgement.suggested[row]!]!++;
  }
  return dataset.classes.map((name, k) => ({
    name,
    rows: rows[k]!,
    candidates: candidates[k]!,
    suggested: suggested[k]!,
  }));
}

/** Counts marked rows by given label, in class order; each mask has length n. */
export function tallyClasses(
  { labels, classes }: Pick<Dataset, 'labels' | 'classes'>,
  judged: Uint8Array,
  isCandidate: Uint8Array,
): ClassTally[] {
  const tallies = classes.map((name) => ({ name, judged: 0, candidates: 0 }));
  for (let row = 0; row < labels.length; row++) {
    const tally = tallies[labels[row]!]!;
    tally.judged += judged[row]!;
    tally.candidates += isCandidate[row]!;
  }
  return tallies;
}

function countOnes(mask: Uint8Array): number {
  return mask.reduce((sum, value) => sum + value, 0);
}
