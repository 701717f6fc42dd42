/** What is said about a data set as a whole, in lines for people. */
import { withCommas } from '../errors.js';
import type { Dataset, DecidedRows, Judgement, LabelHealth } from '../types.js';
import type { ClassTally } from './class-tally.js';
import { columns } from './columns.js';

/** More classes than this are not listed one by one. */
const CLASSES_LISTED = 30;

/** Pairs of classes that are listed. */
const PAIRS_SHOWN = 5;

/** What a summary is made of. */
export interface SummarySource {
  readonly dataset: Dataset;
  readonly judgement: Judgement;
  readonly health: LabelHealth;
  /** What was decided about rows, where that was heeded. */
  readonly decided?: DecidedRows | undefined;
}

/** Rows and candidates of one class. */
export interface ClassCounts {
  readonly name: string;
  readonly rows: number;
  /** Candidates that are labelled with this class. */
  readonly candidates: number;
  /** Candidates that it is suggested for. */
  readonly suggested: number;
}

/** The data set in numbers, as JSON has it too. */
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

function totalsOf(source: SummarySource): Totals {
  return { summary: summarize(source), classes: countClasses(source), health: source.health };
}

/** Settings, summary, classes and matrices as plain data, for formats that hold a whole document. */
export function documentOf(source: SummarySource, settings: object): Record<string, unknown> {
  return documentOfTotals(totalsOf(source), { source: source.dataset.source, ...settings });
}

/** The same, where the rows are counted already. */
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

/** How the data were read: what was detected, and which rows were left out. */
export function describeReading({ parts, notes, leftOut }: Dataset): string[] {
  const filesOf = new Map<string, string[]>();
  for (const { file, text } of notes) filesOf.set(text, [...(filesOf.get(text) ?? []), file]);
  const placeOf = (file: string) =>
    parts.find((part) => part.file === file)?.layout.format === 'parquet' ? 'index' : 'line';
  return [
    ...[...filesOf].map(([text, [first, ...more]]) => {
      const others = more.length === 1 ? ` and ${more[0]}` : ` and ${more.length} more files`;
      if (first === '') return text;
      return `${first}${more.length === 0 ? '' : others}: ${text}`;
    }),
    ...leftOut.map(({ file, reason, count, firstLines }) => {
      const more = count > firstLines.length ? ', …' : '';
      return `${file}: left out ${rowsOf(count)} with a ${reason} (${placeOf(file)} ${firstLines.join(', ')}${more})`;
    }),
  ];
}

/** What was found: rows, candidates, health, and a table of the classes. */
export function describeFindings(source: SummarySource): string[] {
  return describeTotals(totalsOf(source));
}

/** The same, where the rows are counted already. */
export function describeTotals({ summary, classes, health }: Totals): string[] {
  const { rows, candidates, candidate_share, accuracy, not_judged, overall_label_health } = summary;
  return [
    ...(not_judged === 0
      ? []
      : [
          `${rowsOf(not_judged)} not judged: ${health.noiseMatrix === null ? 'no other row of the class to learn from' : 'none of their words is known from another row'}`,
        ]),
    `${withCommas(rows)} rows in ${classes.length} classes; the model agrees with ${percent(accuracy)} of the labels`,
    `probably wrong: ${candidates === 1 ? '1 label' : `${withCommas(candidates)} labels`} (${percent(candidate_share)}); overall label health ${overall_label_health.toFixed(3)}`,
    ...classTable(classes),
  ];
}

/** The matrices behind the findings, for those who want to see them. */
export function describeMatrices({
  dataset,
  health,
}: {
  readonly dataset: Pick<Dataset, 'classes'>;
  readonly health: LabelHealth;
}): string[] {
  if (dataset.classes.length > CLASSES_LISTED) {
    return [`matrices of ${dataset.classes.length} classes are not shown; --format json has them`];
  }
  const { confidentJoint, noiseMatrix, overlaps } = health;
  return [
    'classes that are taken for one another most often, with the rows estimated',
    ...overlaps
      .filter(({ overlappingRows }) => overlappingRows > 0)
      .slice(0, PAIRS_SHOWN)
      .map(({ classA, classB, overlappingRows }) => {
        return `  ${dataset.classes[classA]} – ${dataset.classes[classB]}: ${withCommas(overlappingRows)}`;
      }),
    'confident joint: rows by given label (down) and true label (across)',
    ...matrix(dataset.classes, confidentJoint, (count) => withCommas(count)),
    ...(noiseMatrix === null
      ? []
      : [
          'noise matrix: P(given label across | true label down)',
          ...matrix(dataset.classes, noiseMatrix, (p) => p.toFixed(4)),
        ]),
  ];
}

function classTable(classes: readonly ClassCounts[]): string[] {
  const listed = [...classes].sort((a, b) => b.candidates - a.candidates).slice(0, CLASSES_LISTED);
  const shown = classes.length > CLASSES_LISTED ? listed : classes;
  const lines = columns([
    ['class', 'rows', 'candidates', 'suggested'],
    ...shown.map(({ name, rows, candidates, suggested }) => [
      name,
      withCommas(rows),
      withCommas(candidates),
      withCommas(suggested),
    ]),
  ]);
  const more = classes.length - shown.length;
  return more === 0 ? lines : [...lines, `  and ${more} more classes with fewer candidates`];
}

function matrix(classes: readonly string[], values: Float64Array, show: (value: number) => string): string[] {
  const K = classes.length;
  return columns([
    ['', ...classes],
    ...classes.map((name, k) => [name, ...Array.from(values.subarray(k * K, (k + 1) * K), show)]),
  ]);
}

function rowsOf(count: number): string {
  return count === 1 ? '1 row' : `${withCommas(count)} rows`;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

function countOnes(mask: Uint8Array): number {
  return mask.reduce((sum, value) => sum + value, 0);
}
