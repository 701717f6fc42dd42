/** What can be wrong with a row, in the order in which rows are listed. The first three are of candidates. */
export const KINDS = [
  'label_error',
  'ambiguous',
  'outlier',
  'rare_class',
  'conflicting_duplicate',
  'near_duplicate',
  'duplicate',
  'leakage',
] as const;

/** What is wrong with a row. */
export type Kind = (typeof KINDS)[number];

/** Kinds of rows that are listed after the ranked rows, whether they are candidates or not. */
export const LISTED_APART = [
  'conflicting_duplicate',
  'near_duplicate',
  'duplicate',
  'leakage',
] as const satisfies Kind[];

/** Kinds that are looked for by default; the others take a second reading of all texts, or list many rows. */
export const USUAL_KINDS = KINDS.filter((kind) => kind !== 'near_duplicate' && kind !== 'duplicate');

/** What a record says about a row besides its label; the record has these fields unchanged. */
export interface RowNote {
  /** What is wrong with the row; null where nothing is. */
  readonly kind: Kind | null;
  /** From 1: rows of one group have the same or nearly the same text; only for duplicates. */
  readonly group?: number;
  /** The most frequent label of the group; null where several are. */
  readonly majority_label?: string | null;
  /** The row of the training file with the same text, and its label there; only for leakage. */
  readonly train_index?: number;
  readonly train_line?: number | null;
  readonly train_label?: string;
}

/** Rows in the order in which they are reported, with a note for each. */
export interface Listing {
  readonly rows: Uint32Array;
  /** @param place from 0, in `rows` */
  noteOf(place: number): RowNote;
}

/** Appends one listing to another. */
export function concatenate(one: Listing, other: Listing): Listing {
  if (other.rows.length === 0) return one;
  const rows = new Uint32Array(one.rows.length + other.rows.length);
  rows.set(one.rows);
  rows.set(other.rows, one.rows.length);
  return {
    rows,
    noteOf: (place) => (place < one.rows.length ? one.noteOf(place) : other.noteOf(place - one.rows.length)),
  };
}

/** The rows of a listing that satisfy a predicate, in the same order. */
export function only({ rows, noteOf }: Listing, isWanted: (row: number, note: RowNote) => boolean): Listing {
  const places = [...rows.keys()].filter((place) => isWanted(rows[place]!, noteOf(place)));
  return {
    rows: Uint32Array.from(places, (place) => rows[place]!),
    noteOf: (place) => noteOf(places[place]!),
  };
}
