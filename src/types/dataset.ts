/** Data sets: their rows, their files, and the decisions about them. */

/** One row of a data set as in its file, before anything is trimmed or normalised. */
export interface RowText {
  /** The label as written in the file. */
  readonly label: string;
  /** The text columns, joined by one space. */
  readonly text: string;
  /** The value of the id column; null where there is no column or no value. */
  readonly id: string | number | null;
  /** Physical lines of the record; default 1. */
  readonly lineCount?: number;
}

/** A row while the file is being read: its texts and its place. */
export interface SourceRow extends RowText {
  /** Physical line on which the record starts, from 1. */
  readonly line: number;
  /** Where to read it again in its file: a byte offset, or a row number where the format has none. */
  readonly place: number;
}

/** Rows that were left out of a data set, and why. */
export interface LeftOutRows {
  readonly file: string;
  readonly reason: 'blank text' | 'blank label' | 'missing label' | 'label of --leave-out';
  readonly count: number;
  /** Where the first few of them are: physical lines, or data rows from 0 where rows have no lines of their own. */
  readonly firstLines: readonly number[];
  readonly unit: 'line' | 'index';
}

/** Something that was detected while reading. */
export interface Note {
  /** Empty where the text contains the name. */
  readonly file: string;
  /** A line for people. */
  readonly text: string;
}

/** A column: its number from 0, and its name and path where columns have names. */
export interface Column {
  readonly number: number;
  readonly name: string | null;
  /** Names and positions that lead to it in a row of JSON or Parquet; null for CSV. */
  readonly path: readonly (string | number)[] | null;
  /** Set for a label that has no path of its own that is the same in all rows. */
  readonly place?: LabelPlace;
}

/** The label of a row where the way to it differs from row to row, or where it is more than one value. */
export interface LabelPlace {
  /** Names and positions that lead to the label in a row; undefined where the row has none. */
  locate(row: object): readonly (string | number)[] | undefined;
  /** The label that the value there means; the value itself where this is absent. */
  read?(value: unknown): unknown;
  /** The value there once the label is another one, both as JSON; absent where the label is the value. */
  write?(label: string, old: string): string;
}

/** The layout of a file, for those who rewrite it. */
export interface Layout {
  readonly format: 'csv' | 'tsv' | 'jsonl' | 'json' | 'parquet' | 'npy' | 'fasttext' | 'trec';
  readonly compression: 'gzip' | 'zstd' | null;
  /** Name of the encoding for TextDecoder. */
  readonly encoding: string;
  /** Set where a byte order mark determined the encoding, and was removed; UTF-8 keeps its own. */
  readonly isMarked?: boolean;
  /** null where the format has none. */
  readonly delimiter: string | null;
  /** Whether double quotes enclose cells. */
  readonly quotes: boolean;
  /** Set where a backslash precedes a quote in a quoted cell, instead of a second quote. */
  readonly quoteEscape?: '\\';
  /** Set where rows begin with a name that the header has no cell for. */
  readonly rowNames?: true;
  /** Whether the first row holds the names of the columns. */
  readonly header: boolean;
  readonly text: readonly Column[];
  readonly label: Column;
  readonly id: Column | null;
  /** Columns that say the same as the label in other words, as far as the first rows tell. */
  readonly companions?: readonly Column[];
  /** All columns in order, the above among them; only the above in files of annotation tools. */
  readonly columns: readonly Column[];
}

/** What a cell was before it was converted to text; in CSV all are text. */
export type CellKind = 'text' | 'number' | 'boolean' | 'missing' | 'list' | 'object';

/** The cells of one row, in the order of its layout's `columns`. */
export interface RowCells {
  /** As written, without quotes; numbers and the like as text, lists and objects as JSON. */
  readonly cells: readonly string[];
  /** The kind of each cell; absent where all are text. */
  readonly kinds?: readonly CellKind[];
}

/** One of the files of a data set. */
export interface DatasetPart {
  readonly file: string;
  /** The number of its first row in the data set. */
  readonly firstRow: number;
  readonly layout: Layout;
}

/** Places in files: of 64 bits where a file passes 4 GiB. */
export type Places = Uint32Array | Float64Array;

/** A labelled text data set: its labels and the places of its texts, not the texts themselves. */
export interface Dataset {
  /** The input as the user named it; several names are joined by a comma and a space. */
  readonly source: string;
  /** Its files in order, at least one. */
  readonly parts: readonly DatasetPart[];
  /** Given label of each row as an index into `classes`; length n. */
  readonly labels: Uint32Array;
  /** Names of the K classes, in class order. */
  readonly classes: readonly string[];
  /** 0-based data row of each row in its file; left-out rows are counted too; length n. */
  readonly indexes: Uint32Array;
  /**
   * Physical line of its file on which each row starts, from 1; length n. 0 where the format has none, and in a JSON
   * file that has several rows on one line.
   */
  readonly lines: Uint32Array;
  /** Where to read each row again in its file: byte offset or row number; length n. */
  readonly places: Places;
  /** Set where the rows have labels only: `readTexts` gives empty texts. */
  readonly withoutTexts?: true;
  /** The left-out rows, one entry for each reason that occurred. */
  readonly leftOut: readonly LeftOutRows[];
  /** What was detected while reading: format, columns, header, class names. */
  readonly notes: readonly Note[];
  /**
   * Reads the texts of some rows again, in the given order.
   *
   * @param rows row numbers in 0 … n−1 (not `indexes`), in any order
   */
  readTexts(rows: Iterable<number>): AsyncIterable<RowText>;
  /** Reads all columns of some rows, as `readTexts` reads their texts. */
  readCells(rows: Iterable<number>): AsyncIterable<RowCells>;
  /** The class of a label, given by its name or as in the file; undefined where there is none. */
  classOf(label: string): number | undefined;
  /**
   * The label to write for a row that changes its class: a name or a class index, like the label before, with the white
   * space around that.
   *
   * @param label the row's label as written
   * @param k class index
   */
  writeLabel(label: string, k: number): string;
  /** Finds and writes labels in `plainBytes`; null where rows cannot be rewritten one by one. */
  readonly labelCells: LabelCells | null;
  /** The bytes of the only file, unpacked and in UTF-8, to which the places refer; null where there are several files. */
  readonly plainBytes: PlainBytes | null;
}

/** Bytes that can be read repeatedly, from any place. */
export interface PlainBytes {
  readonly size: number;
  /** @throws UserError if they cannot be read, or have changed */
  open(): Promise<{ read(start: number, end: number): Promise<Uint8Array>; close(): Promise<void> }>;
}

/** Place of a record's label in bytes that begin with the record; offsets from its start. */
export interface LabelCell {
  /** First byte of the label, its quotes included. */
  readonly start: number;
  /** First byte after it. */
  readonly end: number;
  /** First byte after the record, including its line end or other separator. */
  readonly recordEnd: number;
  /** Set for the last record of a list, which is preceded by its separator. */
  readonly isLastOfList?: true;
}

/** How labels are written into a text format. */
export interface LabelCells {
  /**
   * @param bytes begin with a record
   * @param whole whether the file ends with them
   * @returns undefined where the record continues beyond the bytes
   */
  find(bytes: Uint8Array, whole: boolean): LabelCell | undefined;
  /** The bytes of `label` in place of `old`, quoted or not, like that. */
  write(label: string, old: Uint8Array): Uint8Array;
}

/** Decisions about the rows of a data set. */
export interface DecidedRows {
  /** 1 where the correct label is decided; length n. */
  readonly isHeld: Uint8Array;
  /** 1 where the row is decided to be deleted; length n. */
  readonly isDeleted: Uint8Array;
  /** The decided class where it is decided, the given one elsewhere; length n. */
  readonly labels: Uint32Array;
}

/** Something that consists of rows: a file of a data set, a block of a matrix. */
interface Part {
  /** The number of its first row, counted over all parts. */
  readonly firstRow: number;
}

/**
 * The part that contains a row.
 *
 * @param parts in order, the first one from row 0
 * @example
 * partOfRow([{ firstRow: 0 }, { firstRow: 10 }], 9) // { firstRow: 0 }
 */
export function partOfRow<T extends Part>(parts: readonly T[], row: number): T {
  return parts[indexOfPart(parts, row)]!;
}

/** The number, from 0, of the part that contains a row. */
export function indexOfPart(parts: readonly Part[], row: number): number {
  let [low, high] = [0, parts.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (parts[middle]!.firstRow <= row) low = middle;
    else high = middle - 1;
  }
  return low;
}
