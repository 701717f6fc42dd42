/** Words of rows, and the counts of naive Bayes. */

/** At most 16,384 consecutive rows of a term matrix, in compressed sparse row form. */
export interface TermBlock {
  /** First row of this block in the matrix. */
  readonly firstRow: number;
  /** Start of each row's entries in `term` and `count`; length rows + 1. */
  readonly rowStart: Uint32Array;
  /** Word of each entry, in order of first appearance in the row; each word once in a row. */
  readonly term: Uint32Array;
  /** Count of that word in that row, at least 1. */
  readonly count: Uint8Array | Uint16Array | Uint32Array;
}

/** Counts of each word in each row: n × V, sparse, iterated block by block in row order. */
export interface TermMatrix {
  /** n */
  readonly rowCount: number;
  /** V: words are numbered 0 … V−1 in order of first appearance. */
  readonly vocabularySize: number;
  readonly blocks: readonly TermBlock[] | StoredBlocks;
}

/**
 * Blocks of a term matrix that are not in memory. Each iteration reads them again, and a block is valid until the next
 * one is read.
 */
export interface StoredBlocks extends Iterable<TermBlock> {
  /** A block that contains the row, maybe only that row; valid until the next one is read. */
  readRow(row: number): TermBlock;
}

/** Labelled rows in the form for naive Bayes. */
export interface LabelledTerms {
  /** n × V */
  readonly terms: TermMatrix;
  /** Class index of each row; length n. */
  readonly labels: Uint32Array;
  /** The rows by their pairs of adjacent words, n × pairs; where these are counted. */
  readonly pairs?: TermMatrix | undefined;
}

/** Rows whose true class is known; it is their label here. */
export interface TrustedTerms extends LabelledTerms {
  /** Their label in the data; length n. */
  readonly given: Uint32Array;
}

/**
 * The counts of multinomial naive Bayes over some rows, per class. Additive: the totals of a part can be subtracted from
 * the totals of the whole.
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
