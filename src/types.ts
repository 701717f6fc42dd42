/**
 * The values that pass between the stages, and nothing else: no code stands here.
 *
 * Symbols used throughout: n rows, K classes, V words. Matrices are flat and row-major: element
 * (i, k) of an n × K matrix stands at `i * K + k`. A typed array is written by the one function
 * that makes it and only read afterwards.
 */

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

/** A stretch of at most 16,384 consecutive rows of a term matrix, in compressed sparse row form. */
export interface TermBlock {
  /** Row of the matrix that stands first in this block. */
  readonly firstRow: number;
  /** Where each row's entries start in `term` and `count`; length rows + 1. */
  readonly rowStart: Uint32Array;
  /** Word of each entry, in order of first appearance in the row; each word once a row. */
  readonly term: Uint32Array;
  /** How often that word stands in that row, at least 1. */
  readonly count: Uint8Array | Uint16Array | Uint32Array;
}

/** How often each word stands in each row: n × V, sparse, walked block by block in row order. */
export interface TermMatrix {
  /** n */
  readonly rowCount: number;
  /** V: words are numbered 0 … V−1 in order of first appearance. */
  readonly vocabularySize: number;
  readonly blocks: readonly TermBlock[] | StoredBlocks;
}

/**
 * The blocks of a term matrix that memory does not hold. Each walk reads them anew, and a block is valid until the
 * next one is read.
 */
export interface StoredBlocks extends Iterable<TermBlock> {
  /** A block that the row stands in, maybe of that row alone; valid until the next one is read. */
  readRow(row: number): TermBlock;
}

/** Labelled rows as naive Bayes sees them. */
export interface LabelledTerms {
  /** n × V */
  readonly terms: TermMatrix;
  /** Class index of each row; length n. */
  readonly labels: Uint32Array;
}

/** Rows whose true class, which is their label here, is known. */
export interface TrustedTerms extends LabelledTerms {
  /** The label that they have in the data; length n. */
  readonly given: Uint32Array;
}

/**
 * What multinomial naive Bayes counts of some rows, per class. Additive: the totals of a part can be
 * taken from the totals of the whole.
 */
export interface ClassTotals {
  /** K */
  readonly classCount: number;
  /** V */
  readonly vocabularySize: number;
  /** Occurrences of word w in class k at `w * K + k` (word-major); length V · K. */
  readonly wordCounts: Float64Array;
  /** Occurrences of all words per class; length K. */
  readonly tokens: Float64Array;
  /** Rows per class (weights when labels are soft); length K. */
  readonly rows: Float64Array;
}

/** Predicted class probabilities of n rows. */
export interface Probabilities {
  /** K */
  readonly classCount: number;
  /** P(class k | row i) at `i * K + k`; length n · K, each row sums to 1. */
  readonly values: Float64Array;
}

/** The confident joint and the thresholds that it was counted with. */
export interface ConfidentJoint {
  /** Mean self confidence of each class; length K. */
  readonly thresholds: Float64Array;
  /** Rows with given label g that are confidently of class t at `g * K + t`; length K · K. */
  readonly counts: Float64Array;
}

/** What a method says about every row of a data set. */
export interface Judgement {
  /** Out-of-sample class probabilities, n × K. */
  readonly probabilities: Probabilities;
  /** 1 where a model could judge the row; the others are never flagged; length n. */
  readonly judged: Uint8Array;
  /** Label quality, 0 (surely wrong) to 1 (surely right); NaN where not judged; length n. */
  readonly quality: Float64Array;
  /** What rows are ranked by, ascending, ties to the lower row; NaN where not judged; length n. */
  readonly rankKey: Float64Array;
  /** Class that the method would rather see on the row; length n. */
  readonly suggested: Uint32Array;
  /** 1 for the rows whose label is probably wrong; length n. */
  readonly isIssue: Uint8Array;
}

/** A word that speaks for one class against another. */
export interface Evidence {
  readonly token: string;
  /** Nats by which the word's occurrences in the row favour the class; greater than 0. */
  readonly weight: number;
}

/** Two classes that are taken for one another. */
export interface ClassOverlap {
  readonly classA: number;
  /** Always above `classA`. */
  readonly classB: number;
  /** Estimated rows that are labelled with one of the two and truly of the other. */
  readonly overlappingRows: number;
  /** Their share of all rows. */
  readonly jointProbability: number;
}

/** How good the labels of a data set are, as confident learning estimates it from the judged rows. */
export interface LabelHealth {
  /** Rows that a model could judge. */
  readonly judgedRows: number;
  /** Share of the judged rows on whose given label the model agrees. */
  readonly accuracy: number;
  /** 1 − (rows confidently of another class than given) / judged rows. */
  readonly overallHealth: number;
  /** Calibrated confident joint: judged rows by given and true class at `given * K + true`. */
  readonly confidentJoint: Float64Array;
  /** Pairs of classes that are taken for one another, most first. */
  readonly overlaps: readonly ClassOverlap[];
  /** P(given j | true k) at `k * K + j`, where the method estimates it itself; else null. */
  readonly noiseMatrix: Float64Array | null;
}

/** How far several models disagree on each row. */
export interface Disagreement {
  /** Jensen-Shannon divergence of the models' probabilities over its largest value, 0 to 1; length n. */
  readonly values: Float64Array;
  /** 1 for the 1 % of rows on which they disagree most; length n. */
  readonly isMarked: Uint8Array;
}

/** How much of the contradiction between words and labels follows from the text. */
export interface TextDependence {
  /** Of the contradicted labels, 0 to 1. */
  readonly share: number;
  /** Interval of 90 % of that share. */
  readonly low: number;
  readonly high: number;
  /** Contradicted labels that it was told from. */
  readonly rows: number;
}

/** How many labels to expect to be wrong. */
export interface ExpectedErrors {
  readonly count: number;
  /** Interval of 90 % of that count. */
  readonly low: number;
  readonly high: number;
  /** How probably each row's label is wrong; 0 where not judged; length n. */
  readonly probabilities: Float64Array;
  /** null where there are no texts to tell it by. */
  readonly textDependence: TextDependence | null;
}

/** What reading the first rows of a ranking brings. */
export interface BudgetStep {
  /** Share of all expected errors that these rows hold. */
  readonly share: number;
  readonly rows: number;
  /** Expected errors among them. */
  readonly errors: number;
  /** `errors / rows` */
  readonly precision: number;
}

/** A word of a row and what the model makes of it. */
export interface WordWeight {
  readonly token: string;
  /** Nats that its occurrences in the row give to each class: count · ln P(word | class); length K. */
  readonly weights: readonly number[];
}

/** Words that mark the border between two classes, most telling first. */
export interface BorderWords {
  readonly classA: number;
  readonly classB: number;
  readonly wordsOfA: readonly string[];
  readonly wordsOfB: readonly string[];
}

/** Rows that say the same, or nearly, and have different labels. */
export interface DuplicateGroup {
  /** At least two, ascending. */
  readonly rows: readonly number[];
  /** Class that more of them have than any other; null where there is none. */
  readonly majority: number | null;
}

/** A judged row that also stands in the data that was learnt from. */
export interface LeakedRow {
  readonly row: number;
  /** The first row there that says the same. */
  readonly trainingRow: number;
}
