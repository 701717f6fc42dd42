import { styleText } from 'node:util';
import stringWidth from 'string-width';
import { counted, percent, withCommas } from '../../errors/wording.js';
import type { BudgetStep } from '../../types.js';
import { visible } from '../escape.js';
import { columns, cutTo, wrap } from '../layout.js';
import {
  type ClassHealth,
  describeExpected,
  describeHealth,
  describeLimits,
  type HealthReport,
  type Overlap,
} from './health-report.js';

/** What a terminal can display. */
export interface TerminalTraits {
  readonly width: number;
  readonly colour: boolean;
  /** Whether it displays more than ASCII. */
  readonly unicode: boolean;
}

/** Characters for charts; the last shade is for the largest value. */
const DRAWING = {
  unicode: { bar: '█', rest: '░', shades: ['', '░', '▒', '▓', '█'], dash: '–' },
  plain: { bar: '#', rest: '.', shades: ['', '.', ':', '*', '#'], dash: '-' },
} as const;

const BAR_WIDTH = 20;
/** A heat map of more classes is wider than a terminal; the worst classes and pairs are listed instead. */
const MOST_IN_MAP = 12;
const CLASSES_LISTED = 30;
/** From this width on, the headings of the review budget fit. */
const BUDGET_WIDTH = 58;
const PAIRS_LISTED = 5;

/** A health report for people: sections of a title and lines, as wide as the terminal. */
export function* healthTable(report: HealthReport, traits: TerminalTraits): Generator<string> {
  const { summary, expected_errors: expected } = report;
  const health = summary.overall_label_health;
  yield* section(`Agreement with the model (label health) ${health.toFixed(3)}`, traits, [
    `${bar(health, traits)} ${describeHealth(report)}`,
  ]);
  yield* section(report.audit === null ? 'Expected label errors' : 'Label errors', traits, [
    ...describeExpected(report),
    ...describeLimits(report),
  ]);
  if (report.review_budget.length > 0) {
    const rows = report.review_budget.map((step) => [
      `${percent(step.share, 0)} of them`,
      ...stepCells(step),
    ]);
    const flagged = report.candidates;
    const own =
      flagged === null ? [] : [[`all candidates (${percent(flagged.share, 0)})`, ...stepCells(flagged)]];
    const heads =
      traits.width < BUDGET_WIDTH
        ? ['to find', 'read', 'wrong']
        : ['to find', 'read the first', 'of which wrong'];
    yield* section('Review budget', traits, columns([heads, ...rows, ...own], { width: traits.width }));
  }
  yield* section('Classes', traits, classLines(report.classes, traits));
  if (report.overlapping_classes.length > 0) {
    yield* section(
      'Classes that are taken for one another',
      traits,
      overlapLines(report.overlapping_classes, traits),
    );
  }
  if (report.classes.length <= MOST_IN_MAP && expected.count >= 0) {
    const title = 'Estimated rows by given label (down) and true label (across)';
    yield* section(title, traits, heatMap(report, traits));
  }
}

function* section(
  title: string,
  { colour, unicode, width }: TerminalTraits,
  lines: readonly string[],
): Generator<string> {
  for (const part of wrap(title, width)) {
    yield `${colour ? styleText('bold', part, { validateStream: false }) : part}\n`;
  }
  for (const line of lines) {
    // Lines of tables are indented and never wrapped: their cells were cut to fit.
    const parts = line.startsWith(' ') ? [line] : wrap(line, width - 2).map((part) => `  ${part}`);
    for (const part of parts) yield `${unicode ? part : part.replaceAll('…', '...')}\n`;
  }
  yield '\n';
}

function stepCells({ rows, precision }: BudgetStep): string[] {
  return [counted(rows, 'row'), percent(precision, 0)];
}

function classLines(classes: readonly ClassHealth[], traits: TerminalTraits): string[] {
  const listed = [...classes]
    .sort((a, b) => (a.label_quality ?? 1) - (b.label_quality ?? 1))
    .slice(0, CLASSES_LISTED);
  const withBars = classColumns(listed, traits, true);
  const lines = withBars.some((line) => stringWidth(line) > traits.width)
    ? classColumns(listed, traits, false)
    : withBars;
  const more = classes.length - listed.length;
  return more === 0
    ? lines
    : [...lines, `  and ${counted(more, 'more class', 'more classes')} with better labels`];
}

function classColumns(classes: readonly ClassHealth[], traits: TerminalTraits, hasBars: boolean): string[] {
  const qualityOf = (quality: number) =>
    `${quality.toFixed(3)}${hasBars ? ` ${bar(quality, { ...traits, colour: false }, 12)}` : ''}`;
  return columns(
    [
      ['class', 'rows', 'candidates', 'suggested', 'noise', 'missed', 'label quality'],
      ...classes.map((counts) => [
        counts.name,
        withCommas(counts.rows),
        withCommas(counts.candidates),
        withCommas(counts.suggested),
        counts.label_quality === null ? '' : percent(1 - counts.label_quality),
        counts.missed === null ? '' : percent(counts.missed),
        counts.label_quality === null ? 'not judged' : qualityOf(counts.label_quality),
      ]),
    ],
    hasBars ? {} : { width: traits.width, goFirst: ['missed', 'suggested', 'rows', 'noise'] },
  );
}

function overlapLines(overlaps: readonly Overlap[], traits: TerminalTraits): string[] {
  const { dash } = DRAWING[traits.unicode ? 'unicode' : 'plain'];
  const most = overlaps[0]!.rows;
  return overlaps.slice(0, PAIRS_LISTED).flatMap(({ classes: [a, b], rows, border_words: words }) => {
    const size = bar(rows / most, traits, 10);
    const side = (name: string, some: readonly string[]) =>
      some.length === 0 ? [] : [cutTo(`      ${visible(name)}: ${visible(some.join(', '))}`, traits.width)];
    return [
      cutTo(`  ${visible(a)} ${dash} ${visible(b)}: ${counted(rows, 'row')}  ${size}`, traits.width),
      ...(words === null ? [] : [...side(a, words[0]), ...side(b, words[1])]),
    ];
  });
}

/** Numbers with a shade after each; the diagonal has none, since it counts correct labels. */
function heatMap({ classes, confident_joint: joint }: HealthReport, traits: TerminalTraits): string[] {
  const { shades } = DRAWING[traits.unicode ? 'unicode' : 'plain'];
  const wrong = joint.flatMap((row, given) => row.filter((_, truly) => truly !== given));
  const most = Math.max(1, ...wrong);
  const shadeOf = (rows: number, diagonal: boolean) => {
    const at = diagonal || rows === 0 ? 0 : Math.ceil((rows / most) * (shades.length - 1));
    return (shades[at] ?? '').padEnd(1);
  };
  const names = classes.map(({ name }) => name);
  const lines = columns([
    ['', ...names.map((name) => `${name}  `)],
    ...joint.map((row, given) => [
      names[given]!,
      ...row.map((rows, truly) => `${withCommas(rows)} ${shadeOf(rows, given === truly)}`),
    ]),
  ]);
  const tooWide = lines.some((line) => stringWidth(line) > traits.width);
  if (tooWide) return ['the map is wider than this terminal; --format html draws it, --format json has it'];
  return traits.colour ? lines.map((line) => paintShades(line, shades)) : lines;
}

const SHADE_STYLES = [null, 'dim', 'yellow', 'red', 'red'] as const;

function paintShades(line: string, shades: readonly string[]): string {
  return line.replace(/[░▒▓█]/g, (shade) => {
    const style = SHADE_STYLES[shades.indexOf(shade)];
    return style ? styleText(style, shade, { validateStream: false }) : shade;
  });
}

/** A bar for a share from 0 to 1. */
function bar(share: number, { colour, unicode }: TerminalTraits, width = BAR_WIDTH): string {
  const { bar: full, rest } = DRAWING[unicode ? 'unicode' : 'plain'];
  const filled = Math.round(Math.min(1, Math.max(0, share)) * width);
  const [done, open] = [full.repeat(filled), rest.repeat(width - filled)];
  return colour ? styleText('cyan', done, { validateStream: false }) + open : done + open;
}
