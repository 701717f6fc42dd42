/** Data sets: their rows, the files that these stand in, and what is decided about them. */

/** One row of a data set as its file has it, before anything is trimmed or normalised. */
export interface RowText {
  /** The label as written in the file. */
  readonly label: string;
  /** The text columns, joined by one space. */
  readonly text: string;
  /** What the id column says of it; null where there is none, or nothing in it. */
  readonly id: string | number | null;
  /** Physical lines that the record takes; 1 where this is not said. */
  readonly lineCount?: number;
}

/** A row while the file is being read: its texts and where it stands. */
export interface SourceRow extends RowText {
  /** Physical line on which the record starts, from 1. */
  readonly line: number;
  /** What finds it again in its file: a byte offset, or a row number where the format has none. */
  readonly place: number;
}

/** Rows that were left out of a data set, and why. */
export interface LeftOutRows {
  readonly file: string;
  readonly reason: 'blank text' | 'blank label';
  readonly count: number;
  /** Where the first few of them stand: physical lines, or data rows from 0 where the format has no lines. */
  readonly firstLines: readonly number[];
}

/** Something that was detected while reading. */
export interface Note {
  /** Empty where the text names it itself. */
  readonly file: string;
  /** A line for people. */
  readonly text: string;
}

/** A column: its number from 0, and how it is called and reached where columns have names. */
export interface Column {
  readonly number: number;
  readonly name: string | null;
  /** Names and positions that lead to it in a row of JSON or Parquet; null for CSV. */
  readonly path: readonly (string | number)[] | null;
}

/** How a file is laid out, for those who rewrite it. */
export interface Layout {
  readonly format: 'csv' | 'tsv' | 'jsonl' | 'json' | 'parquet' | 'npy';
  readonly compression: 'gzip' | 'zstd' | null;
  /** As TextDecoder calls it. */
  readonly encoding: string;
  /** Set where a byte order mark has said so, which is taken off; UTF-8 keeps its own. */
  readonly isMarked?: boolean;
  /** null where the format has none. */
  readonly delimiter: string | null;
  /** Whether double quotes enclose cells. */
  readonly quotes: boolean;
  /** Whether the first row holds the names of the columns. */
  readonly header: boolean;
  readonly text: readonly Column[];
  readonly label: Column;
  readonly id: Column | null;
  /** All columns in order, the above among them; only the above in files of annotation tools. */
  readonly columns: readonly Column[];
}

/** What a cell was before it became text; only CSV knows nothing but text. */
export type CellKind = 'text' | 'number' | 'boolean' | 'missing' | 'list' | 'object';

/** The cells of one row, in the order of its layout's `columns`. */
export interface RowCells {
  /** As written, quotes taken off; numbers and the like as text, lists and objects as JSON. */
  readonly cells: readonly string[];
  /** What each cell was; absent where all are text. */
  readonly kinds?: readonly CellKind[];
}

/** One of the files of a data set. */
export interface DatasetPart {
  readonly file: string;
  /** The first row of the data set that stands in it. */
  readonly firstRow: number;
  readonly layout: Layout;
}

/** Places in files: of 64 bits where a file passes 4 GiB. */
export type Places = Uint32Array | Float64Array;

/** A labelled text data set: its labels and where its texts stand, not the texts themselves. */
export interface Dataset {
  /** What it was read from, as the user named it; several names are joined by a comma and a space. */
  readonly source: string;
  /** Its files in order, at least one. */
  readonly parts: readonly DatasetPart[];
  /** Given label of each row as an index into `classes`; length n. */
  readonly labels: Uint32Array;
  /** Names of the K classes, in class order. */
  readonly classes: readonly string[];
  /** 0-based data row of each row in its file; left-out rows are counted too; length n. */
  readonly indexes: Uint32Array;
  /** Physical line of its file on which each row starts, from 1; 0 where the format has none; length n. */
  readonly lines: Uint32Array;
  /** What finds each row again in its file: byte offset or row number; length n. */
  readonly places: Places;
  /** Set where the rows have labels only, and no texts at all: `readTexts` gives empty ones. */
  readonly withoutTexts?: true;
  /** What was left out, one entry a reason that occurred. */
  readonly leftOut: readonly LeftOutRows[];
  /** What was detected while reading: format, columns, header, class names. */
  readonly notes: readonly Note[];
  /**
   * Reads the texts of some rows again, in the order asked for.
   *
   * @param rows row numbers in 0 … n−1 (not `indexes`), in any order
   */
  readTexts(rows: Iterable<number>): AsyncIterable<RowText>;
  /** Reads all columns of some rows, as `readTexts` reads their texts. */
  readCells(rows: Iterable<number>): AsyncIterable<RowCells>;
  /** The class that a label means, by its name or as the file writes it; undefined where there is none. */
  classOf(label: string): number | undefined;
  /**
   * How a row's label is written once it is of another class: as a name or as a class index, whichever the
   * label was, with the white space that stood around it.
   *
   * @param label the row's label as written
   * @param k class index
   */
  writeLabel(label: string, k: number): string;
  /** Where labels stand in `plainBytes`; null where rows cannot be written over one by one. */
  readonly labelCells: LabelCells | null;
  /** What the places are in: the bytes of its only file, unpacked and in UTF-8; null where there are several. */
  readonly plainBytes: PlainBytes | null;
}

/** Bytes that can be read again and again, from any place. */
export interface PlainBytes {
  readonly size: number;
  /** @throws UserError if they cannot be read, or are not what they were */
  open(): Promise<{ read(start: number, end: number): Promise<Uint8Array>; close(): Promise<void> }>;
}

/** Where a record's label stands in the bytes that begin with the record; offsets from its start. */
export interface LabelCell {
  /** First byte of the label, its quotes included. */
  readonly start: number;
  /** First byte after it. */
  readonly end: number;
  /** First byte after the record, its line end, or what else parts it from the next one, included. */
  readonly recordEnd: number;
  /** Set where no record follows, and what parts it from the one before stands in front of it. */
  readonly isLastOfList?: true;
}

/** All that writing a label into a text file needs to know of its format. */
export interface LabelCells {
  /**
   * @param bytes begin with a record
   * @param whole whether the file ends with them
   * @returns undefined where the record goes on beyond the bytes
   */
  find(bytes: Uint8Array, whole: boolean): LabelCell | undefined;
  /** The bytes that say `label` in place of `old`, written in the same way as that: with quotes or without. */
  write(label: string, old: Uint8Array): Uint8Array;
}

/** What people have decided about the rows of a data set. */
export interface DecidedRows {
  /** 1 where it is decided which label is right; length n. */
  readonly isHeld: Uint8Array;
  /** 1 where the row is to be deleted; length n. */
  readonly isDeleted: Uint8Array;
  /** The decided class where it is held, the given one elsewhere; length n. */
  readonly labels: Uint32Array;
}
