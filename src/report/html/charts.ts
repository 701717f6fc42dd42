/**
 * The charts of the report, as SVG without styles: the page's style sheet colours them for light, dark and print.
 * The numbers of each are also given in words or in a table beside it.
 */
import { percent, withCommas } from '../../errors/wording.js';
import type { BudgetStep } from '../../types.js';
import { htmlText } from './html-text.js';

const WIDTH = 460;
const HEIGHT = 220;
/** Room for the numbers of the axes. */
const EDGE = { left: 44, right: 12, top: 10, bottom: 34 } as const;
const PLOT = {
  width: WIDTH - EDGE.left - EDGE.right,
  height: HEIGHT - EDGE.top - EDGE.bottom,
} as const;
const QUARTERS = [0, 0.25, 0.5, 0.75, 1] as const;

/** Rounds coordinates: a tenth of a pixel is enough. */
const px = (value: number) => Number(value.toFixed(1));
const xOf = (share: number) => px(EDGE.left + share * PLOT.width);
const yOf = (share: number) => px(EDGE.top + (1 - share) * PLOT.height);

/** The share of the expected errors among the first rows of the ranking; the steps of the budget are marked. */
export function budgetChart(whole: readonly BudgetStep[], steps: readonly BudgetStep[]): string {
  // The last point is all rows, and would squeeze the others together.
  const curve = whole.length > 1 ? whole.slice(0, -1) : whole;
  const most = Math.max(1, ...curve.map(({ rows }) => rows));
  const at = ({ rows, share }: BudgetStep) => `${xOf(rows / most)},${yOf(share)}`;
  const line = [`${xOf(0)},${yOf(0)}`, ...curve.map(at)].join(' ');
  const all = whole.at(-1)!.errors;
  const marks = steps.map((step) => {
    // Rows that hold at least a share of the errors may hold more.
    const y = yOf(step.errors / all);
    const x = xOf(step.rows / most);
    return (
      `<line class="mark" x1="${x}" x2="${x}" y1="${y}" y2="${yOf(0)}"/>` +
      `<circle class="dot" cx="${x}" cy="${y}" r="4"><title>${describeStep(step)}</title></circle>`
    );
  });
  const dots = curve.map(
    (step) =>
      `<rect x="${px(xOf(step.rows / most) - 3)}" y="${EDGE.top}" width="6" height="${PLOT.height}" fill="none" pointer-events="all"><title>${describeStep(step)}</title></rect>`,
  );
  const label = steps.map(describeStep).join('; ');
  return chart(`Review budget: ${label}`, [
    ...shareLines((share) => percent(share, 0)),
    ...rowTicks(most),
    `<polygon class="area" points="${line} ${xOf(1)},${yOf(0)}"/>`,
    `<polyline class="curve" points="${line}"/>`,
    ...dots,
    ...marks,
    axisTitle('rows read, worst first'),
  ]);
}

function describeStep({ share, rows, precision }: BudgetStep): string {
  return `the first ${withCommas(rows)} rows hold ${percent(share, 0)} of the errors; ${percent(precision, 0)} of them are wrong`;
}

/** Rows by label quality; heights are square roots, since nearly all rows are in the last bar. */
export function qualityChart(bars: readonly number[]): string {
  const most = Math.max(1, ...bars);
  const width = PLOT.width / bars.length;
  const heightOf = (rows: number) => Math.sqrt(rows / most);
  const shapes = bars.map((rows, at) => {
    const [from, to] = [at / bars.length, (at + 1) / bars.length];
    const height = rows === 0 ? 0 : Math.max(1, heightOf(rows) * PLOT.height);
    const text = `${withCommas(rows)} rows of quality ${from.toFixed(2)} to ${to.toFixed(2)}`;
    return `<rect class="bar" x="${px(EDGE.left + at * width + 1)}" y="${px(EDGE.top + PLOT.height - height)}" width="${px(width - 2)}" height="${px(height)}"><title>${text}</title></rect>`;
  });
  const ticks = QUARTERS.map(
    (share) =>
      `<text x="${xOf(share)}" y="${HEIGHT - 18}" text-anchor="${share === 1 ? 'end' : 'middle'}">${share}</text>`,
  );
  const low = bars.slice(0, bars.length / 2).reduce((sum, rows) => sum + rows, 0);
  return chart(`Label quality: ${withCommas(low)} rows are below 0.5`, [
    ...shareLines((share) => withCommas(Math.round(share * share * most))),
    ...shapes,
    ...ticks,
    axisTitle('label quality, 0 suspicious to 1; heights: square roots of rows'),
  ]);
}

/** A bar for a share, in the table cell of its number. */
export function meter(share: number): string {
  const width = px(100 * Math.min(1, Math.max(0, share)));
  return `<svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true"><rect class="track" width="100" height="8" rx="2"/><rect class="bar" width="${width}" height="8" rx="2"/></svg>`;
}

function chart(label: string, parts: readonly string[]): string {
  return `<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${htmlText(label)}">${parts.join('')}</svg>`;
}

function shareLines(show: (share: number) => string): string[] {
  return QUARTERS.map(
    (share) =>
      `<line class="grid" x1="${EDGE.left}" x2="${WIDTH - EDGE.right}" y1="${yOf(share)}" y2="${yOf(share)}"/>` +
      `<text x="${EDGE.left - 6}" y="${px(yOf(share) + 4)}" text-anchor="end">${show(share)}</text>`,
  );
}

function rowTicks(most: number): string[] {
  return [0, 0.5, 1].map(
    (share) =>
      `<text x="${xOf(share)}" y="${HEIGHT - 18}" text-anchor="${share === 1 ? 'end' : 'middle'}">${withCommas(Math.round(share * most))}</text>`,
  );
}

function axisTitle(text: string): string {
  return `<text x="${px(EDGE.left + PLOT.width / 2)}" y="${HEIGHT - 3}" text-anchor="middle">${text}</text>`;
}
