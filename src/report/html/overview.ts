/** The upper part of the report: figures, charts and tables, markup that needs no script. */
import { percent, withCommas } from '../../errors/wording.js';
import {
  describeExpected,
  describeHealth,
  describeLimits,
  type HealthReport,
} from '../health/health-report.js';
import { budgetChart, meter, qualityChart } from './charts.js';
import { htmlText } from './html-text.js';

/** A heat map of more classes cannot be read; the list of pairs replaces it. */
const MOST_IN_MAP = 40;
const HEAT_LEVELS = 5;

/** The sections above the candidates. */
export function* overview(report: HealthReport): Generator<string> {
  yield figures(report);
  yield `<p class="soft">${htmlText(describeHealth(report))}.</p>\n`;
  yield '<div class="parts">\n';
  yield budget(report);
  yield section('Label quality', qualityChart(report.label_quality_histogram));
  yield classes(report);
  yield heatMap(report);
  yield overlaps(report);
  yield section(
    'What this can and cannot know',
    [
      ...(report.audit !== null || !report.expected_errors.is_known ? describeExpected(report) : []),
      ...describeLimits(report),
    ]
      .map((line) => `<p>${htmlText(line)}</p>`)
      .join(''),
  );
  yield '</div>\n';
}

function section(title: string, body: string): string {
  return `<section><h2>${title}</h2>${body}</section>\n`;
}

function figures({ summary, expected_errors: expected, audit, candidates }: HealthReport): string {
  const whole = (value: number) => withCommas(Math.round(value));
  const { count, share, low, high, confidence } = expected;
  const range =
    low === null || high === null
      ? ''
      : `; ${whole(low)} to ${whole(high)} with ${percent(confidence, 0)} confidence`;
  const precision = audit === null ? candidates?.precision : audit.precision?.mean;
  const items = [
    [summary.overall_label_health.toFixed(3), 'agreement with the model (label health)'],
    expected.is_known
      ? [
          `≈ ${whole(count)}`,
          `labels wrong (${percent(share)})${range}${audit === null ? '' : `; audited: ${withCommas(audit.rows_read)} rows on ${audit.day}`}`,
        ]
      : [`≥ ${whole(count)}`, 'random slips; how many labels are wrong, only a reader can tell'],
    [
      withCommas(summary.candidates),
      precision === undefined || !expected.is_known
        ? 'candidates'
        : `candidates, of which about ${percent(precision, 0)} are wrong`,
    ],
    [withCommas(summary.rows), 'rows'],
  ];
  const list = items.map(([value, name]) => `<li><strong>${value}</strong>${name}</li>`).join('');
  return `<ul class="figures">${list}</ul>\n`;
}

function budget(report: HealthReport): string {
  const { review_budget: steps, review_curve: curve, candidates } = report;
  if (steps.length === 0) {
    const why = report.expected_errors.is_known
      ? 'No label error is expected.'
      : 'How many rows to read depends on how many labels are wrong, which only a reader can tell.';
    return section('Review budget', `<p>${why}</p>`);
  }
  const row = (name: string, rows: number, precision: number) =>
    `<tr><td>${name}</td><td class="number">${withCommas(rows)}</td><td class="number">${percent(precision, 0)}</td></tr>`;
  const rows = [
    ...steps.map(({ share, rows: count, precision }) => row(percent(share, 0), count, precision)),
    ...(candidates === null
      ? []
      : [row(`all candidates (${percent(candidates.share, 0)})`, candidates.rows, candidates.precision)]),
  ];
  const head =
    '<tr><th>to find of the errors</th><th class="number">read the first</th><th class="number">of which wrong</th></tr>';
  return section(
    'Review budget',
    `${budgetChart(curve, steps)}<table><thead>${head}</thead><tbody>${rows.join('')}</tbody></table>`,
  );
}

function classes({ classes: all }: HealthReport): string {
  const rows = [...all]
    .sort((a, b) => (a.label_quality ?? 1) - (b.label_quality ?? 1))
    .map(({ name, rows: count, candidates, suggested, label_quality: quality }) => {
      const cells = [count, candidates, suggested].map(
        (value) => `<td class="number">${withCommas(value)}</td>`,
      );
      const shown =
        quality === null
          ? '<td></td><td class="meter"></td>'
          : `<td class="number">${quality.toFixed(3)}</td><td class="meter">${meter(quality)}</td>`;
      return `<tr><td class="name">${htmlText(name)}</td>${cells.join('')}${shown}</tr>`;
    });
  const heads = ['rows', 'candidates', 'suggested', 'label quality'];
  const head = `<tr><th>class</th>${heads.map((name) => `<th class="number">${name}</th>`).join('')}<th class="meter"></th></tr>`;
  return section(
    'Classes',
    `<div class="scroll"><table><thead>${head}</thead><tbody>${rows.join('')}</tbody></table></div>`,
  );
}

function heatMap({ classes: all, confident_joint: joint }: HealthReport): string {
  const title = 'Given and true labels';
  if (all.length > MOST_IN_MAP) {
    return section(
      title,
      `<p>A map of ${all.length} classes cannot be read; the pairs below tell most of it.</p>`,
    );
  }
  const wrong = joint.flatMap((row, given) => row.filter((_, truly) => truly !== given));
  const most = Math.max(1, ...wrong);
  const names = all.map(({ name }) => htmlText(name));
  const cell = (rows: number, given: number, truly: number) => {
    if (given === truly) return `<td><span class="right">${withCommas(rows)}</span></td>`;
    const level = rows === 0 ? 0 : Math.ceil((rows / most) * HEAT_LEVELS);
    const said = `${withCommas(rows)} rows labelled ${names[given]} seem to be ${names[truly]}: show candidates`;
    return `<td><button type="button" class="h${level}" aria-pressed="false" data-given="${names[given]}" data-suggested="${names[truly]}" title="${said}">${withCommas(rows)}</button></td>`;
  };
  const body = joint.map(
    (row, given) =>
      `<tr><th scope="row">${names[given]}</th>${row.map((rows, truly) => cell(rows, given, truly)).join('')}</tr>`,
  );
  const head = `<tr><td></td>${names.map((name) => `<th scope="col" class="number">${name}</th>`).join('')}</tr>`;
  return section(
    title,
    `<p class="soft">Estimated rows by given label (down) and true label (across). A click shows the candidates.</p><div class="scroll"><table id="heat"><thead>${head}</thead><tbody>${body.join('')}</tbody></table></div>`,
  );
}

function overlaps({ overlapping_classes: pairs }: HealthReport): string {
  const described = pairs.filter(({ border_words: words }) => words !== null);
  if (described.length === 0) return '';
  const side = (name: string, words: readonly string[]) =>
    words.length === 0 ? '' : `<br><strong>${htmlText(name)}</strong>: ${htmlText(words.join(', '))}`;
  const items = described.map(
    ({ classes: [a, b], rows, border_words: words }) =>
      `<p>${htmlText(a)} – ${htmlText(b)}: about ${withCommas(rows)} rows<span class="words">${side(a, words![0])}${side(b, words![1])}</span></p>`,
  );
  return section('Classes that are taken for one another, and the words of their border', items.join(''));
}
