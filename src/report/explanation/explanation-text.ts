import { styleText } from 'node:util';
import { counted, withCommas } from '../../errors/wording.js';
import { showQuality } from '../describe-record.js';
import { shorten, visible } from '../escape.js';
import { columns, wrap } from '../layout.js';
import type { ClassExplanation, Explanation } from './explanation.js';

/** With more classes than this, only the most likely, the given and the suggested one are listed. */
const CLASSES_LISTED = 6;
const WIDEST_NAME = 40;
const TEXT_LENGTH = 600;
/** Nats; less is shown as 0.0, which is no evidence. */
const LEAST_WEIGHT = 0.05;

/** An explanation for people, as wide as the terminal. */
export function* explanationText(
  explanation: Explanation,
  { width, colour }: { readonly width: number; readonly colour: boolean },
): Generator<string> {
  const { text, reason, classes } = explanation;
  const bold = (line: string) => (colour ? styleText('bold', line, { validateStream: false }) : line);
  const lines = [
    ...wrap(visible(headOf(explanation)), width).map(bold),
    ...(text === undefined
      ? []
      : wrap(visible(shorten(text, TEXT_LENGTH)), width - 2).map((line) => `  ${line}`)),
    '',
    ...decisionLines(explanation, width),
    ...wrap(visible(reason), width),
    ...wrap(figures(explanation), width),
    '',
    ...classTable(classes, width),
    '',
    ...viewLines(explanation, width),
    ...classes
      .filter((one, at) => !one.is_given && (at < 2 || one.is_suggested))
      .flatMap((one) => wordLines(one, width)),
  ];
  for (const line of lines) yield `${line}\n`;
}

const name = (label: string) => shorten(label, WIDEST_NAME);

function headOf({ file, index, line, id, given_label, predicted_label }: Explanation): string {
  const place = [
    ...(file === undefined ? [] : [file]),
    ...(line === null ? [] : [`line ${line}`]),
    `index ${index}`,
    ...(id === undefined || id === null ? [] : [`id ${id}`]),
  ].join(', ');
  const said =
    predicted_label === null
      ? 'not judged'
      : predicted_label === given_label
        ? 'and predicted so'
        : `suggested "${name(predicted_label)}"`;
  return `${place}: labelled "${name(given_label)}", ${said}`;
}

const DECIDED = {
  relabel: 'to be relabelled',
  keep: 'right as it is',
  delete: 'to be deleted',
  skip: 'skipped',
} as const;

function decisionLines({ decision, decided_label }: Explanation, width: number): string[] {
  if (decision === undefined || decision === null) return [];
  const label = decision === 'relabel' ? ` "${name(decided_label!)}"` : '';
  return wrap(visible(`decided: ${DECIDED[decision]}${label}`), width);
}

function figures({ label_quality, margin, rank, judged_rows, confident_class, method }: Explanation): string {
  if (rank === null) return `method ${method}`;
  return [
    `method ${method}`,
    `label quality ${showQuality(label_quality)}`,
    ...(margin === null ? [] : [`margin ${margin.toFixed(2)} nats`]),
    `rank ${withCommas(rank)} of ${withCommas(judged_rows)}`,
    confident_class === null
      ? 'confidently of no class'
      : `confidently of "${visible(name(confident_class))}"`,
  ].join('; ');
}

function classTable(classes: readonly ClassExplanation[], width: number): string[] {
  const shown = classes.filter((one, at) => at < CLASSES_LISTED || one.is_given || one.is_suggested);
  const number = (value: number | null) => (value === null ? '-' : value.toFixed(4));
  const rows = shown.map((one) => [
    one.name,
    number(one.probability),
    number(one.threshold),
    one.reaches_threshold ? 'yes' : 'no',
    [...(one.is_given ? ['given'] : []), ...(one.is_suggested ? ['suggested'] : [])].join(', '),
  ]);
  const more = classes.length - shown.length;
  return [
    ...columns([['class', 'probability', 'threshold', 'reached', ''], ...rows], {
      width,
      goFirst: ['reached', 'threshold'],
    }),
    ...(more === 0 ? [] : [`  and ${counted(more, 'less likely class', 'less likely classes')}`]),
  ];
}

/** What each view says, and the similar rows. */
function viewLines({ views }: Explanation, width: number): string[] {
  if (views === undefined) return [];
  const parts = {
    words: views.words,
    'similar rows': views.similar_rows,
    'runs of characters': views.character_runs,
    'pairs of words': views.word_pairs,
    'kind of noise': views.noise,
  };
  const list = Object.entries(parts)
    .filter(([, nats]) => Math.abs(nats) >= LEAST_WEIGHT)
    .map(([part, nats]) => `${part} ${signed(nats)}`);
  const pair = `${visible(name(views.towards))}, not ${visible(name(views.against))}`;
  const nearest = views.nearest.map(
    ({ index, line, label, similarity }) =>
      `${line === null ? `index ${index}` : `line ${line}`} "${visible(name(label))}" (${similarity.toFixed(2)})`,
  );
  return [
    ...indented(`for ${pair}, in nats: ${list.join(', ')}; in all ${signed(views.total)}`, width),
    ...(nearest.length === 0 ? [] : indented(`similar rows: ${nearest.join(', ')}`, width)),
  ];
}

function signed(nats: number): string {
  return `${nats < 0 ? '-' : '+'}${Math.abs(nats).toFixed(1)}`;
}

function indented(text: string, width: number): string[] {
  return wrap(text, width - 6).map((line, at) => (at === 0 ? `  ${line}` : `      ${line}`));
}

function wordLines(
  { name: label, compared_with, words_for, words_against }: ClassExplanation,
  width: number,
): string[] {
  const side = (towards: string, against: string, all: ClassExplanation['words_for']) => {
    const words = all.filter(({ weight }) => weight >= LEAST_WEIGHT);
    if (words.length === 0) return [];
    const list = words.map(({ token, weight }) => `${visible(shorten(token, 30))} +${weight.toFixed(1)}`);
    const pair = `${visible(name(towards))}, not ${visible(name(against))}`;
    return indented(`words for ${pair}: ${list.join(', ')}`, width);
  };
  return [...side(label, compared_with, words_for), ...side(compared_with, label, words_against)];
}
