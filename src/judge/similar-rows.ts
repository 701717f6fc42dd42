import { NeighbourIndex } from '../stacked/neighbour-index.js';
import type { LabelledTerms, TermMatrix } from '../types.js';
import { rowBlock, termsOfRow } from '../vectorize/row-terms.js';
import { type TermStatistics, termStatistics } from '../vectorize/term-statistics.js';

/** A row, and how similar it is to another: the cosine of their words, weighted by how rare these are. */
export interface SimilarRow {
  readonly row: number;
  /** 0 to 1; 1 where both have the same words. */
  readonly similarity: number;
}

/** Rows that are looked at for those of two classes. */
const MOST = 200;

/**
 * Makes a search for the rows that are most like a row, by the words of all rows, whatever their labels. The index, which
 * passes over the commonest words, is made by the first search; of what it finds, all words are compared.
 *
 * @param rows n rows
 * @returns for a row number at most 200 other rows, nearest first; of equally near ones the lower number
 *
 * @example
 * similarRowsOf({ terms, labels })(7) // [{ row: 12, similarity: 0.61 }, …]
 */
export function similarRowsOf(rows: LabelledTerms): (row: number) => readonly SimilarRow[] {
  const { terms } = rows;
  let index: NeighbourIndex | undefined;
  let statistics: TermStatistics | undefined;
  return (row) => {
    statistics ??= termStatistics(terms);
    index ??= new NeighbourIndex({ ...rows, statistics }, MOST);
    const block = rowBlock(terms, row);
    const weights = weightsOf(terms, row, statistics);
    return index
      .search(block, row - block.firstRow, row)
      .sorted()
      .map((found) => ({
        row: found.row,
        similarity: cosine(weights, weightsOf(terms, found.row, statistics!)),
      }))
      .sort((a, b) => b.similarity - a.similarity || a.row - b.row);
  };
}

/** Sublinear tf-idf of a row's words, as in `NeighbourIndex`. */
function weightsOf(terms: TermMatrix, row: number, { documentFrequencies, rowCount }: TermStatistics) {
  const weights = new Map<number, number>();
  for (const { word, count } of termsOfRow(terms, row)) {
    const df = documentFrequencies[word]!;
    if (df > 1) weights.set(word, (1 + Math.log(count)) * Math.log((1 + rowCount) / (1 + df)));
  }
  return weights;
}

function cosine(one: ReadonlyMap<number, number>, other: ReadonlyMap<number, number>): number {
  let dot = 0;
  for (const [word, weight] of one) dot += weight * (other.get(word) ?? 0);
  return dot === 0 ? 0 : Math.min(1, dot / (length(one) * length(other)));
}

function length(weights: ReadonlyMap<number, number>): number {
  let sum = 0;
  for (const weight of weights.values()) sum += weight * weight;
  return Math.sqrt(sum);
}
