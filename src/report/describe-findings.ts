/** The description of a whole data set, in lines for people. */
import stringWidth from 'string-width';
import { counted, percent, withCommas } from '../errors/wording.js';
import type { LabelDoubt } from '../judge/label-doubts.js';
import type { Dataset, LabelHealth } from '../types.js';
import { auditReport, describeAudit } from './describe-audit.js';
import { columns, cutTo } from './layout.js';
import { type ClassCounts, type SummarySource, type Totals, totalsOf } from './summary.js';

/** With more classes than this, not each is listed. */
const CLASSES_LISTED = 30;

/** Pairs of classes that are listed. */
const PAIRS_SHOWN = 5;

/** How the data were read: what was detected, and which rows were left out. */
export function describeReading({ notes, leftOut }: Dataset): string[] {
  const filesOf = new Map<string, string[]>();
  for (const { file, text } of notes) filesOf.set(text, [...(filesOf.get(text) ?? []), file]);
  return [
    ...[...filesOf].map(([text, [first, ...more]]) => {
      const others = more.length === 1 ? `, ${more[0]}` : ` and ${more.length} more files`;
      if (first === '') return text;
      return `${first}${more.length === 0 ? '' : others}: ${text}`;
    }),
    ...leftOut.map(({ file, reason, count, firstLines, unit }) => {
      const more = count > firstLines.length ? ', …' : '';
      return `${file}: left out ${counted(count, 'row')} with a ${reason} (${unit} ${firstLines.join(', ')}${more})`;
    }),
  ];
}

/** Doubts about the labels as warnings. */
export function describeDoubts(doubts: readonly LabelDoubt[]): string[] {
  return doubts.flatMap(({ problem, fix }) => [`warning: ${problem}`, `  ${fix}`]);
}

/**
 * What was found: rows, candidates, health, and a table of the classes.
 *
 * @param width widest line, in columns; default no limit
 */
export function describeFindings(source: SummarySource, width?: number): string[] {
  const audited = source.audit === undefined ? [] : describeAudit(auditReport(source.audit));
  return [...describeTotals(totalsOf(source), width), ...audited];
}

/** The same, from counts that are known. */
export function describeTotals({ summary, classes, health }: Totals, width?: number): string[] {
  const { rows, candidates, candidate_share, accuracy, not_judged, overall_label_health } = summary;
  return [
    ...(not_judged === 0
      ? []
      : [
          `${counted(not_judged, 'row')} not judged: ${health.noiseMatrix === null ? 'no other row of the class to learn from' : 'none of their words is known from another row'}`,
        ]),
    `${counted(rows, 'row')} in ${withCommas(classes.length)} classes; the model agrees with ${percent(accuracy)} of the labels`,
    `candidates: ${counted(candidates, 'label')} (${percent(candidate_share)}) ${candidates === 1 ? 'contradicts' : 'contradict'} the model; label health, which is agreement with it, ${overall_label_health.toFixed(3)}`,
    ...classTable(classes, width),
  ];
}

/**
 * The matrices behind the findings.
 *
 * @param width widest line, in columns; default no limit
 */
export function describeMatrices(
  { dataset, health }: { readonly dataset: Pick<Dataset, 'classes'>; readonly health: LabelHealth },
  width = Number.POSITIVE_INFINITY,
): string[] {
  if (dataset.classes.length > CLASSES_LISTED) {
    return [`matrices of ${dataset.classes.length} classes are not shown; --format json has them`];
  }
  const { confidentJoint, noiseMatrix, overlaps } = health;
  const { classes } = dataset;
  const pairs = overlaps.filter(({ overlappingRows }) => overlappingRows > 0).slice(0, PAIRS_SHOWN);
  const matrices = [
    'confident joint: rows by given label (down) and true label (across)',
    ...matrix(classes, confidentJoint, (count) => withCommas(count)),
    ...(noiseMatrix === null
      ? []
      : [
          'noise matrix: P(given label across | true label down)',
          ...matrix(classes, noiseMatrix, (p) => p.toFixed(4)),
        ]),
  ];
  // Lines of a matrix are indented; a matrix with wrapped rows cannot be read.
  const fits = matrices.every((line) => !line.startsWith(' ') || stringWidth(line) <= width);
  return [
    'classes that are taken for one another most often, with the rows estimated',
    ...pairs.map(({ classA, classB, overlappingRows }) =>
      cutTo(`  ${classes[classA]} – ${classes[classB]}: ${withCommas(overlappingRows)}`, width),
    ),
    ...(fits ? matrices : ['the matrices are wider than this terminal; --format json has them']),
  ];
}

function classTable(classes: readonly ClassCounts[], width: number | undefined): string[] {
  const listed = [...classes].sort((a, b) => b.candidates - a.candidates).slice(0, CLASSES_LISTED);
  const shown = classes.length > CLASSES_LISTED ? listed : classes;
  const cells = shown.map(({ name, rows, candidates, suggested }) => [
    name,
    withCommas(rows),
    withCommas(candidates),
    withCommas(suggested),
  ]);
  const heads = ['class', 'rows', 'candidates', 'suggested'];
  const lines = columns([heads, ...cells], { width, goFirst: ['suggested', 'rows'] });
  const more = classes.length - shown.length;
  return more === 0
    ? lines
    : [...lines, `  and ${counted(more, 'more class', 'more classes')} with fewer candidates`];
}

function matrix(classes: readonly string[], values: Float64Array, show: (value: number) => string): string[] {
  const K = classes.length;
  return columns([
    ['', ...classes],
    ...classes.map((name, k) => [name, ...Array.from(values.subarray(k * K, (k + 1) * K), show)]),
  ]);
}
