import type { ClassTotals, TermMatrix } from '../types.js';
import type { ClassLists } from './class-lists.js';
import { type Membership, type SparseMembership, sparsely } from './membership.js';
import { trainModel } from './model.js';
import type { WordModel } from './score-rows.js';
import type { SparseModel } from './sparse-model.js';

/** What `countByClass` counts, as lists of the classes that have each word, ascending: one part. */
export interface SparseTotals extends ClassLists {
  /** V */
  readonly vocabularySize: number;
}

/** Rows that are counted together. */
export interface CountedPart {
  readonly terms: TermMatrix;
  readonly membership: Membership;
}

/** Entries that are sorted by words at a time: 8 bytes each. */
const MOST_ENTRIES = 2 ** 23;

/**
 * Counts words, tokens and rows per class, as `countByClass` does, where most classes lack most words.
 *
 * @param parts rows over the same V words, in the same K classes
 * @param mostEntries entries that are sorted by words at a time
 *
 * @example
 * pairCount(countShares([{ terms, membership }]), word, k) // N[k][word]
 */
export function countShares(parts: readonly CountedPart[], mostEntries: number = MOST_ENTRIES): SparseTotals {
  const K = parts[0]!.membership.classCount;
  const V = Math.max(...parts.map(({ terms }) => terms.vocabularySize));
  const lists = parts.map(({ terms, membership }) => ({ terms, membership: sparsely(membership) }));
  const { tokens, rows, entriesOf } = countRows(lists, K, V);
  const pairs = new PairLists(V, K);
  for (let first = 0, last = 0; first < V; first = last) {
    let entries = 0;
    do entries += entriesOf[last++]!;
    while (last < V && entries + entriesOf[last]! <= mostEntries);
    addWords(lists, entriesOf.subarray(first, last), { first, last, entries }, pairs);
  }
  return { classCount: K, vocabularySize: V, ...pairs.finish(), tokens: [tokens], rows: [rows] };
}

type ListedPart = { readonly terms: TermMatrix; readonly membership: SparseMembership };

/** Tokens and rows per class, and how many rows have each word. */
function countRows(parts: readonly ListedPart[], K: number, V: number) {
  const tokens = new Float64Array(K);
  const rows = new Float64Array(K);
  const entriesOf = new Uint32Array(V);
  for (const { terms, membership } of parts) {
    const { rowStart: listStart, classes, shares } = membership;
    for (const { firstRow, rowStart, term, count } of terms.blocks) {
      for (let i = 0; i + 1 < rowStart.length; i++) {
        let rowTokens = 0;
        for (let entry = rowStart[i]!; entry < rowStart[i + 1]!; entry++) {
          entriesOf[term[entry]!]!++;
          rowTokens += count[entry]!;
        }
        for (let at = listStart[firstRow + i]!; at < listStart[firstRow + i + 1]!; at++) {
          tokens[classes[at]!]! += shares[at]! * rowTokens;
          rows[classes[at]!]! += shares[at]!;
        }
      }
    }
  }
  return { tokens, rows, entriesOf };
}

/** Adds the pairs of words `first` to `last` − 1: their entries are brought together, then summed word by word. */
function addWords(
  parts: readonly ListedPart[],
  entriesOf: Uint32Array,
  { first, last, entries }: { readonly first: number; readonly last: number; readonly entries: number },
  pairs: PairLists,
): void {
  const next = new Uint32Array(last - first + 1);
  for (let w = 0; w < entriesOf.length; w++) next[w + 1] = next[w]! + entriesOf[w]!;
  const start = next.slice();
  const rowOf = new Uint32Array(entries);
  const countOf = new Uint32Array(entries);
  let rowsBefore = 0;
  for (const { terms } of parts) {
    for (const { firstRow, rowStart, term, count } of terms.blocks) {
      for (let i = 0; i + 1 < rowStart.length; i++) {
        for (let entry = rowStart[i]!; entry < rowStart[i + 1]!; entry++) {
          const word = term[entry]!;
          if (word < first || word >= last) continue;
          const at = next[word - first]!++;
          rowOf[at] = rowsBefore + firstRow + i;
          countOf[at] = count[entry]!;
        }
      }
    }
    rowsBefore += terms.rowCount;
  }
  for (let w = 0; w + 1 < start.length; w++) {
    for (let at = start[w]!; at < start[w + 1]!; at++) {
      let row = rowOf[at]!;
      let part = 0;
      while (row >= parts[part]!.terms.rowCount) row -= parts[part++]!.terms.rowCount;
      pairs.add(parts[part]!.membership, row, countOf[at]!);
    }
    pairs.endWord(first + w);
  }
}

/** The pairs of one word after the other. */
class PairLists {
  readonly #wordStart: Uint32Array;
  #classes = new Uint32Array(4096);
  #counts = new Float64Array(4096);
  #length = 0;
  /** Of the word at hand: its count in each class, and the classes that have it. */
  readonly #sums: Float64Array;
  readonly #found: Uint32Array;
  #foundCount = 0;

  constructor(wordCount: number, classCount: number) {
    this.#wordStart = new Uint32Array(wordCount + 1);
    this.#sums = new Float64Array(classCount);
    this.#found = new Uint32Array(classCount);
  }

  /** Adds the occurrences of the word in a row. */
  add({ rowStart, classes, shares }: SparseMembership, row: number, count: number): void {
    const sums = this.#sums;
    for (let at = rowStart[row]!; at < rowStart[row + 1]!; at++) {
      const k = classes[at]!;
      if (sums[k] === 0) this.#found[this.#foundCount++] = k;
      sums[k]! += shares[at]! * count;
    }
  }

  endWord(word: number): void {
    const found = this.#found.subarray(0, this.#foundCount).sort();
    if (this.#length + found.length > this.#classes.length) this.#grow(found.length);
    for (const k of found) {
      this.#classes[this.#length] = k;
      this.#counts[this.#length++] = this.#sums[k]!;
      this.#sums[k] = 0;
    }
    this.#foundCount = 0;
    this.#wordStart[word + 1] = this.#length;
  }

  finish(): Pick<ClassLists, 'wordStart' | 'classes' | 'counts'> {
    const classes = this.#classes.slice(0, this.#length);
    return { wordStart: this.#wordStart, classes, counts: [this.#counts.slice(0, this.#length)] };
  }

  #grow(more: number): void {
    const length = Math.max(Math.ceil(1.5 * this.#classes.length), this.#length + more);
    const [classes, counts] = [new Uint32Array(length), new Float64Array(length)];
    classes.set(this.#classes);
    counts.set(this.#counts);
    [this.#classes, this.#counts] = [classes, counts];
  }
}

/** Totals in either form. */
export type AnyTotals = ClassTotals | SparseTotals;

/** N[k][word]: occurrences of a word in a class. */
export function wordCount(totals: AnyTotals, word: number, k: number): number {
  return 'wordCounts' in totals
    ? totals.wordCounts[word * totals.classCount + k]!
    : pairCount(totals, word, k);
}

/** M and C of totals in either form; length K each. */
export function classSums(totals: AnyTotals): { readonly tokens: Float64Array; readonly rows: Float64Array } {
  return 'wordCounts' in totals ? totals : { tokens: totals.tokens[0]!, rows: totals.rows[0]! };
}

/** N[k][word], found by halving the list of the word's classes. */
export function pairCount({ wordStart, classes, counts }: SparseTotals, word: number, k: number): number {
  let low = wordStart[word]!;
  let high = wordStart[word + 1]!;
  const end = high;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (classes[middle]! < k) low = middle + 1;
    else high = middle;
  }
  return low < end && classes[low] === k ? counts[0]![low]! : 0;
}

/** Trains naive Bayes on totals in either form: see `trainModel`. */
export function trainOn(totals: AnyTotals, alpha: number): WordModel {
  return 'wordCounts' in totals ? trainModel(totals, alpha) : trainOnLists(totals, alpha);
}

function trainOnLists(totals: SparseTotals, alpha: number): SparseModel {
  const { wordStart, classes } = totals;
  const counts = totals.counts[0]!;
  const { tokens, rows } = classSums(totals);
  const isKnown = new Uint8Array(totals.vocabularySize);
  for (let word = 0; word < isKnown.length; word++) {
    isKnown[word] = Number(wordStart[word + 1]! > wordStart[word]!);
  }
  const vocabulary = isKnown.reduce((sum, known) => sum + known, 0);
  const logTotals = tokens.map((sum) => Math.log(sum + alpha * vocabulary));
  const rowCount = rows.reduce((sum, count) => sum + count, 0);
  return {
    classCount: totals.classCount,
    logPriors: rows.map((count) => Math.log(count / rowCount)),
    lists: totals,
    pairs: counts.map((count, pair) => Math.log(count + alpha) - logTotals[classes[pair]!]!),
    absent: logTotals.map((logTotal) => Math.log(alpha) - logTotal),
    isKnown,
  };
}
