import { styleText } from 'node:util';
import Table from 'cli-table3';
import stringWidth from 'string-width';
import { withCommas } from '../errors/wording.js';
import { placeOf, showDecision, showQuality } from './describe-record.js';
import { visible } from './escape.js';
import type { Kind } from './kinds.js';
import { cutMiddle, cutTo, wrap } from './layout.js';
import type { RowRecord } from './record.js';
import type { ReportContext, Reporter } from './reporter.js';

/** cli-table3 takes time quadratic in the rows, so a long table is made of several short ones. */
const ROWS_A_TABLE = 100;
/** Class names are cut to this width. */
const WIDEST_NAME = 20;
const NARROWEST_NAME = 10;
/** The evidence is shown where at least this width is left for it and the text. */
const ROOM_FOR_WORDS = 50;
const WORDS_SHOWN = 4;
const WIDEST_WORDS = 34;
const NARROWEST_TEXT = 12;
/** Columns that are left out in a narrow terminal, in this order. */
const GO_FIRST = ['quality', 'rank', 'models', 'file', 'kind', 'decided'];
const NAMES = ['given', 'suggested', 'decided'];
/** If that is not enough, class names are cut down to this width. */
const LEAST_NAME = 5;
/** Kinds in few letters; the usual kind has none. */
const SHORT_KINDS: Readonly<Record<Kind, string>> = {
  label_error: '',
  ambiguous: 'ambiguous',
  outlier: 'outlier',
  conflicting_duplicate: 'duplicate',
  near_duplicate: 'near dupl.',
  rare_class: 'rare class',
  duplicate: 'same text',
  leakage: 'in training',
};
const GAP = '  ';

/** A column of the table: its head, its width, and the cell of a record. */
interface Column {
  readonly head: string;
  readonly width: number;
  readonly align?: 'left' | 'right';
  readonly style?: Parameters<typeof styleText>[0];
  show(record: RowRecord): string;
}

/** A table for people, as wide as the terminal, one record a line. */
export const table: Reporter = async function* (records, context) {
  let columns: readonly Column[] = [];
  let rows: string[][] = [];
  for await (const record of records) {
    if (columns.length === 0) {
      columns = layOut(context, record);
      rows.push(...headRows(columns, context.colour));
    }
    rows.push(columns.map((column) => showCell(column, record, context.colour)));
    if (rows.length >= ROWS_A_TABLE) {
      yield render(rows, columns);
      rows = [];
    }
  }
  if (rows.length > 0) yield render(rows, columns);
  if (context.more > 0) {
    const hint = `… and ${withCommas(context.more)} more: -n <number> shows more rows, -o <file> keeps all`;
    for (const line of wrap(hint, context.width)) yield `${line}\n`;
  }
};

/** Chooses the columns that fit: the evidence is left out first, then the text is cut. */
function layOut({ width, classes, kinds }: ReportContext, first: RowRecord): Column[] {
  const longestName = Math.max(...classes.map(({ name }) => stringWidth(visible(name))));
  const nameWidth = Math.min(
    Math.max(longestName, NARROWEST_NAME),
    WIDEST_NAME,
    Math.max(NARROWEST_NAME, width >> 3),
  );
  const columns: Column[] = [
    { head: 'rank', width: 5, align: 'right', show: (record) => String(record.rank) },
    ...placeColumns(first),
    { head: 'given', width: nameWidth, style: 'red', show: (record) => record.given_label },
    {
      head: 'suggested',
      width: nameWidth,
      style: 'green',
      show: (record) => record.predicted_label ?? 'not judged',
    },
    { head: 'quality', width: 7, align: 'right', show: (record) => showQuality(record.label_quality) },
  ];
  if (first.decision !== undefined) {
    const decided = { head: 'decided', width: nameWidth, style: 'cyan', show: showDecision } as const;
    columns.push(decided);
  }
  const left = () => width - columns.reduce((sum, column) => sum + column.width + GAP.length, 0);
  if (first.models_disagree !== undefined) {
    columns.push({ head: 'models', width: 8, show: (record) => (record.models_disagree ? 'disagree' : '') });
  }
  if ([...kinds].some((kind) => kind !== 'label_error')) {
    columns.push({
      head: 'kind',
      width: 11,
      style: 'yellow',
      show: ({ kind }) => SHORT_KINDS[kind ?? 'label_error'],
    });
  }
  for (const head of GO_FIRST) {
    const at = columns.findIndex((column) => column.head === head);
    if (left() < NARROWEST_TEXT && at !== -1) columns.splice(at, 1);
  }
  cutNames(columns, NARROWEST_TEXT - left());
  if (left() >= ROOM_FOR_WORDS) {
    const wordsWidth = Math.min(WIDEST_WORDS, Math.floor(left() * 0.4));
    columns.push({
      head: 'words behind it',
      width: wordsWidth,
      style: 'dim',
      show: (record) => showWords(record, wordsWidth),
    });
  }
  if (first.text !== undefined && left() > 0) {
    columns.push({ head: 'text', width: left(), show: (record) => record.text ?? '' });
  }
  return columns;
}

/** Cuts the columns of class names by a total width, as evenly as possible. */
function cutNames(columns: Column[], lacking: number): void {
  const names = columns.filter(({ head }) => NAMES.includes(head));
  const less = Math.max(0, Math.ceil(lacking / names.length));
  for (const column of names) {
    columns[columns.indexOf(column)] = { ...column, width: Math.max(LEAST_NAME, column.width - less) };
  }
}

/** Columns for the place of a row: its file where there are several, and its line or, without lines, its index. */
function placeColumns(first: RowRecord): Column[] {
  const place: Column =
    first.id === undefined
      ? {
          head: first.line === null ? 'index' : 'line',
          width: 7,
          align: 'right',
          show: (record) => String(record.line ?? record.index ?? ''),
        }
      : { head: 'id', width: WIDEST_NAME, show: (record) => String(record.id ?? placeOf(record)) };
  if (first.file === undefined) return [place];
  const name = (record: RowRecord) => record.file?.replace(/^.*[\\/]/, '') ?? '';
  return [{ head: 'file', width: WIDEST_NAME, show: name }, place];
}

function headRows(columns: readonly Column[], colour: boolean): string[][] {
  const heads = columns.map(({ head, width }) => cutTo(head, width));
  return [
    heads.map((head) => (colour ? paint('bold', head) : head)),
    columns.map(({ width }) => '─'.repeat(width)),
  ];
}

function showCell(column: Column, record: RowRecord, colour: boolean): string {
  const cut = NAMES.includes(column.head) ? cutMiddle : cutTo;
  const text = cut(visible(column.show(record)), column.width);
  return colour && column.style !== undefined ? paint(column.style, text) : text;
}

/** As many of the strongest words as fit uncut. */
function showWords({ evidence }: RowRecord, width: number): string {
  let shown = '';
  for (const { token } of evidence.slice(0, WORDS_SHOWN)) {
    const longer = shown === '' ? token : `${shown}, ${token}`;
    if (shown !== '' && stringWidth(longer) > width) break;
    shown = longer;
  }
  return shown;
}

/** Colours text. Node's own check of the stream is skipped, since the caller decides. */
function paint(style: Parameters<typeof styleText>[0], text: string): string {
  return styleText(style, text, { validateStream: false });
}

const NO_LINES = Object.fromEntries(
  ['top', 'bottom', 'mid', 'left', 'right'].flatMap((side) =>
    side === 'left' || side === 'right'
      ? [
          [side, ''],
          [`${side}-mid`, ''],
        ]
      : [
          [side, ''],
          [`${side}-mid`, ''],
          [`${side}-left`, ''],
          [`${side}-right`, ''],
        ],
  ),
);

function render(rows: string[][], columns: readonly Column[]): string {
  const grid = new Table({
    chars: { ...NO_LINES, 'mid-mid': '', middle: GAP },
    colWidths: columns.map(({ width }) => width),
    colAligns: columns.map(({ align }) => align ?? 'left'),
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
  });
  grid.push(...rows);
  return `${grid
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')}\n`;
}
