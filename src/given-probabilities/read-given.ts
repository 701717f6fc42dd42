/** Reads everything that is said by others: labels, and the probabilities of one or several models. */
import type { ProbabilityColumns } from '../dataset/classes/classes-of-columns.js';
import { sameName } from '../dataset/columns/usual-names.js';
import type { DataOptions } from '../dataset/read-dataset.js';
import { UserError } from '../errors/user-error.js';
import type { Dataset, Disagreement, Note, Probabilities } from '../types.js';
import { type CheckedTable, TableCheck } from './check-table.js';
import { type Combine, disagreementOf, likelihoodWeights, weightedMean } from './combine.js';
import {
  columnNotAClass,
  columnsDiffer,
  idNotInTable,
  idTwiceInTable,
  rowsDiffer,
  rowsDifferByHeader,
  severalFiles,
} from './errors.js';
import type { NumberTable } from './number-table.js';
import { readLabels } from './read-labels.js';
import { readTable } from './read-table.js';

/** What to read. */
export interface GivenSource {
  /** Files of probabilities, one a model; at least one. */
  readonly probabilities: readonly string[];
  /** A data file, whose texts are optional, or a file of labels alone. */
  readonly labels: { readonly file: string; readonly isData: boolean };
  readonly data: DataOptions;
  readonly combine: Combine;
  /** Whether to divide each row by its sum. */
  readonly renormalize: boolean;
}

/** Labels and probabilities that fit together. */
export interface Given {
  readonly dataset: Dataset;
  readonly probabilities: Probabilities;
  /** Only of several models. */
  readonly disagreement: Disagreement | undefined;
}

/**
 * Reads labels and probabilities.
 *
 * @throws UserError if a file is wrong, or if they do not fit together
 */
export async function readGiven(source: GivenSource): Promise<Given> {
  const { file, isData } = source.labels;
  const makeDataset = isData ? null : readLabels(file);
  const tables: CheckedTable[] = [];
  for (const table of source.probabilities) tables.push(await readChecked(table, source.renormalize));
  const first = tables[0]!;
  const other = tables.find(({ columnCount }) => columnCount !== first.columnCount);
  if (other !== undefined) throw columnsDiffer(other.file, other.columnCount, first.file, first.columnCount);

  const options = { ...source.data, columns: columnsOf(tables) };
  const dataset = await (makeDataset?.(options) ?? readData(file, options, tables[0]!.rowCount));
  const ordered = await Promise.all(tables.map((table) => byId(table, dataset)));
  const fitted = ordered.map((table) => fitToDataset(table, dataset));
  const models = fitted.map(({ probabilities }) => probabilities);
  const notes = [
    ...dataset.notes,
    ...ordered.flatMap((table, m) => [fitted[m]!.note, ...(table.notes ?? [])]).map(namingItself),
  ];
  const withNotes = (more: readonly string[]) => ({
    ...dataset,
    notes: [...notes, ...more.map(namingItself)],
  });
  if (models.length === 1)
    return { dataset: withNotes([]), probabilities: models[0]!, disagreement: undefined };

  const weights =
    source.combine === 'mean'
      ? new Float64Array(models.length).fill(1 / models.length)
      : likelihoodWeights(models, dataset.labels);
  const disagreement = disagreementOf(models);
  return {
    dataset: withNotes([
      `models weighted ${tables.map(({ file }, m) => `${weights[m]!.toFixed(3)} ${file}`).join(', ')}`,
      describeMarked(disagreement, dataset),
    ]),
    probabilities: weightedMean(models, weights),
    disagreement,
  };
}

/** Reads a table, and checks its rows while others are still being read. */
async function readChecked(file: string, renormalize: boolean): Promise<CheckedTable> {
  let check: TableCheck | undefined;
  const table = await readTable(file, (early, rowCount) => {
    check ??= new TableCheck(early, renormalize);
    check.rowsBefore(rowCount);
  });
  return (check ?? new TableCheck(table, renormalize)).finish();
}

/** A note whose text says which file it is about. */
const namingItself = (text: string): Note => ({ file: '', text });

/** What the columns are called: as by the first file that has names for them. */
function columnsOf(tables: readonly NumberTable[]): ProbabilityColumns {
  const named = tables.find(({ names }) => names !== null) ?? tables[0]!;
  return {
    file: named.file,
    count: named.columnCount,
    names: named.names,
    besideNameless: tables.some(({ names }) => names === null),
  };
}

/** @param rowCount rows of the probabilities */
async function readData(file: string, options: DataOptions, rowCount: number): Promise<Dataset> {
  const { readDataset } = await import('../dataset/read-dataset.js');
  const dataset = await readDataset(file, { ...options, textOptional: true }, () => {});
  if (dataset.parts.length > 1) throw severalFiles(dataset.parts.map((part) => part.file));
  if (rowCount === dataRows(dataset) || dataset.withoutTexts) return dataset;
  // A model that was given only the rows with a text has no probabilities of the others.
  const withTexts = await readDataset(file, options, () => {}).catch((cause: unknown) => {
    if (cause instanceof UserError) return dataset;
    throw cause;
  });
  return withTexts.labels.length === rowCount ? withTexts : dataset;
}

function describeMarked({ values, isMarked }: Disagreement, { indexes }: Dataset): string {
  const marked = Array.from(isMarked.keys()).filter((row) => isMarked[row] === 1);
  if (marked.length === 0) return 'the models agree on every row';
  const worst = marked.sort((a, b) => values[b]! - values[a]! || a - b).slice(0, 5);
  const more = marked.length > worst.length ? ', …' : '';
  return `the models disagree most on ${marked.length} ${marked.length === 1 ? 'row' : 'rows'}, marked models_disagree (index ${worst.map((row) => indexes[row]).join(', ')}${more})`;
}

/** A table of probabilities becomes that of a data set: its columns in class order, its rows those of the data. */

/** More class names than these are not listed. */
const LISTED = 8;

/** Data rows of the file, rows that were left out included. */
export function dataRows({ labels, leftOut }: Dataset): number {
  return leftOut.reduce((sum, { count }) => sum + count, labels.length);
}

/**
 * Takes the rows of a data set from a table, with columns in the order of its classes.
 *
 * @param table a row for each data row, or for each row of the data set
 * @returns the probabilities, and a line for people on how columns were matched
 * @throws UserError if rows or columns do not match
 */
export function fitToDataset(
  table: NumberTable,
  dataset: Dataset,
): { probabilities: Probabilities; note: string } {
  const { file, rowCount, columnCount: K, values } = table;
  const { classes, indexes, labels, source } = dataset;
  const all = dataRows(dataset);
  if (rowCount !== all && rowCount !== labels.length) {
    const maybeHeader = table.names !== null && rowCount === all - 1 && table.names.every(isNumber);
    throw (maybeHeader ? rowsDifferByHeader : rowsDiffer)(file, rowCount, source, all);
  }
  const { columns, note } = matchColumns(table, classes);
  const inOrder = columns.every((column, k) => column === k);
  if (inOrder && rowCount === labels.length) return { probabilities: { classCount: K, values }, note };
  const fitted = new Float64Array(labels.length * K);
  for (let row = 0, at = 0; row < labels.length; row++) {
    const start = (rowCount === labels.length ? row : indexes[row]!) * K;
    for (let k = 0; k < K; k++) fitted[at++] = values[start + columns[k]!]!;
  }
  return { probabilities: { classCount: K, values: fitted }, note };
}

/** The column of each class: by name where the names are those of the classes, else by class order. */
function matchColumns(
  { file, names, columnCount }: NumberTable,
  classes: readonly string[],
): { columns: readonly number[]; note: string } {
  const stranger = names?.find((name) => !classes.includes(name));
  if (names !== null && stranger === undefined) {
    return {
      columns: classes.map((name) => names.indexOf(name)),
      note: `${file}: columns matched to classes by name`,
    };
  }
  if (stranger !== undefined && names!.some((name) => classes.includes(name))) {
    throw columnNotAClass(file, stranger, classes);
  }
  const pairs = classes.slice(0, LISTED).map((name, k) => (names === null ? name : `${names[k]} = ${name}`));
  const more = classes.length > LISTED ? ', …' : '';
  return {
    columns: Array.from({ length: columnCount }, (_, k) => k),
    note: `${file}: columns matched to classes in class order: ${pairs.join(', ')}${more}`,
  };
}

function isNumber(name: string): boolean {
  return name.trim() !== '' && Number.isFinite(Number(name));
}

/**
 * Puts the rows of a table into the order of a data set, where both have the column that names the rows.
 *
 * @returns the table itself where they have not
 * @throws UserError if an id is in the table twice, or a row of the data has none in it
 * @example
 * const table = await byId(await readTable('p.csv'), dataset); // row i is that of row i of the data set
 */
async function byId(table: NumberTable, dataset: Dataset): Promise<NumberTable> {
  const name = dataset.parts[0]?.layout.id?.name ?? undefined;
  const column = table.others?.find((other) => sameName(other.name, name));
  if (column === undefined) return table;
  const { file, columnCount } = table;
  const rowOf = new Map<string, number>();
  for (const [row, id] of column.cells.entries()) {
    if (rowOf.has(id)) throw idTwiceInTable(file, id);
    rowOf.set(id, row);
  }
  const values = new Float64Array(dataset.labels.length * columnCount);
  const lines = table.lines === null ? null : new Uint32Array(dataset.labels.length);
  let at = 0;
  for await (const { id } of dataset.readTexts(dataset.labels.keys())) {
    const row = rowOf.get(String(id ?? ''));
    if (row === undefined) throw idNotInTable(file, String(id ?? ''), dataset.source);
    values.set(table.values.subarray(row * columnCount, (row + 1) * columnCount), at * columnCount);
    if (lines !== null) lines[at] = table.lines![row]!;
    at++;
  }
  const notes = [...(table.notes ?? []), `${file}: rows matched by the column ${column.name}`];
  return { ...table, rowCount: at, values, lines, notes };
}
