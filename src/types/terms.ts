/** Words of rows, and what naive Bayes counts of them. */

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
  /** The rows by their pairs of adjacent words, n × pairs; where these are counted. */
  readonly pairs?: TermMatrix | undefined;
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
