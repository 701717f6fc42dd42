import { flaggedRows, rankByQuality } from '../confident-learning/rank/rank.js';
import type { Dataset, DuplicateGroup, Judgement, LeakedRow } from '../types.js';
import { concatenate, type Kind, type Listing, type RowNote } from './kinds.js';

/** What was found besides label errors; empty for what was not searched for. */
export interface FoundKinds {
  /** 1 for rows that no class explains; length n. */
  readonly isOutlier: Uint8Array;
  /** 1 for rows between two classes; length n. */
  readonly isAmbiguous: Uint8Array;
  /** 1 for rows of classes with too few examples to tell errors from them; length n. */
  readonly isOfRareClass: Uint8Array;
  readonly conflicting: readonly DuplicateGroup[];
  readonly near: readonly DuplicateGroup[];
  /** Rows of the same text and the same label. */
  readonly same: readonly DuplicateGroup[];
  readonly leaked: readonly LeakedRow[];
}

/**
 * Ranked rows with their kinds, which imply advice: to delete an outlier rather than relabel it, to read an ambiguous
 * row with care, and to check that a rare class is meant.
 *
 * @param rows row numbers, worst first
 */
export function rankedListing(
  rows: Uint32Array,
  { isIssue }: Judgement,
  { isOutlier, isAmbiguous, isOfRareClass }: FoundKinds,
): Listing {
  const kindOf = (row: number): Kind | null => {
    if (isOfRareClass[row] === 1) return 'rare_class';
    if (isOutlier[row] === 1) return 'outlier';
    if (isAmbiguous[row] === 1) return 'ambiguous';
    return isIssue[row] === 1 ? 'label_error' : null;
  };
  return { rows, noteOf: (place) => ({ kind: kindOf(rows[place]!) }) };
}

/**
 * Rows of groups of duplicates and near duplicates, then rows that are in the training file too. A row can be in
 * several of these, and among the candidates as well.
 */
export function listingApart(
  { conflicting, near, same, leaked }: FoundKinds,
  dataset: Dataset,
  training: Dataset | null,
): Listing {
  const conflict = groupListing('conflicting_duplicate', conflicting, dataset, 0);
  const nearly = groupListing('near_duplicate', near, dataset, conflicting.length);
  const copies = groupListing('duplicate', same, dataset, conflicting.length + near.length);
  const grouped = concatenate(concatenate(conflict, nearly), copies);
  return training === null ? grouped : concatenate(grouped, leakedListing(leaked, training));
}

/** Most rows of a group that are listed: a million copies of a row are one finding. */
export const MOST_OF_GROUP = 1000;

/**
 * The same with at most `MOST_OF_GROUP` rows of each group: those that do not have its majority's label, then the first
 * of the others. Groups themselves as they are where none is larger.
 *
 * @param labels length n
 */
export function withShortGroups(found: FoundKinds, labels: Uint32Array): FoundKinds {
  const shorten = (groups: readonly DuplicateGroup[]) => groups.map((group) => shortGroup(group, labels));
  const { conflicting, near, same } = found;
  return { ...found, conflicting: shorten(conflicting), near: shorten(near), same: shorten(same) };
}

function shortGroup(group: DuplicateGroup, labels: Uint32Array): DuplicateGroup {
  const { rows, majority } = group;
  if (rows.length <= MOST_OF_GROUP) return group;
  const others = rows.filter((row) => labels[row] !== majority).slice(0, MOST_OF_GROUP);
  const usual = rows.filter((row) => labels[row] === majority).slice(0, MOST_OF_GROUP - others.length);
  return { rows: [...others, ...usual].sort((a, b) => a - b), majority };
}

/** How many groups have more rows than are listed. */
export function countLongGroups({ conflicting, near, same }: FoundKinds): number {
  return [conflicting, near, same].flat().filter(({ rows }) => rows.length > MOST_OF_GROUP).length;
}

function groupListing(
  kind: Kind,
  groups: readonly DuplicateGroup[],
  { classes }: Dataset,
  before: number,
): Listing {
  const notes = groups.flatMap(({ rows, majority }, at) =>
    rows.map((): RowNote => {
      const majority_label = majority === null ? null : classes[majority]!;
      return { kind, group: before + at + 1, majority_label };
    }),
  );
  const rows = Uint32Array.from(groups.flatMap((group) => group.rows));
  return { rows, noteOf: (place) => notes[place]! };
}

function leakedListing(leaked: readonly LeakedRow[], training: Dataset): Listing {
  return {
    rows: Uint32Array.from(leaked, ({ row }) => row),
    noteOf: (place) => {
      const { trainingRow } = leaked[place]!;
      return {
        kind: 'leakage',
        train_index: training.indexes[trainingRow]!,
        train_line: training.lines[trainingRow]! || null,
        train_label: training.classes[training.labels[trainingRow]!]!,
      };
    },
  };
}

/** How many rows of each kind a listing has; kinds without any are left out. */
export function countKinds({ rows, noteOf }: Listing): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const place of rows.keys()) {
    const { kind } = noteOf(place);
    if (kind !== null) counts[kind] = (counts[kind] ?? 0) + 1;
  }
  return counts;
}

/** 1 for the given rows; length n. */
export function maskOf(rows: Uint32Array, rowCount: number): Uint8Array {
  const mask = new Uint8Array(rowCount);
  for (const row of rows) mask[row] = 1;
  return mask;
}

/** The candidates, worst first; of equally bad ones the lower row first. */
export function rankCandidates({ rankKey, isIssue }: Judgement): Uint32Array {
  return rankByQuality(rankKey, flaggedRows(isIssue));
}

/** All rows, worst first, flagged or not; those that were not judged come last, in the order of the file. */
export function rankAllRows({ rankKey, judged }: Judgement): Uint32Array {
  const ranked = rankByQuality(rankKey, flaggedRows(judged));
  const others = flaggedRows(judged.map((is) => 1 - is));
  const rows = new Uint32Array(judged.length);
  rows.set(ranked);
  rows.set(others, ranked.length);
  return rows;
}
