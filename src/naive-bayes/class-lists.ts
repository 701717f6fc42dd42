import type { TermMatrix } from '../types.js';
import { forEachRow } from '../vectorize/row-terms.js';
import type { FoldNumbers } from './folds.js';
import type { HardMembership } from './membership.js';

/**
 * The counts of `countParts` in sparse form: of many classes, few have a given word. A pair is a word and a class that
 * has it.
 */
export interface ClassLists {
  /** K */
  readonly classCount: number;
  /** Where the pairs of each word start; length V + 1. */
  readonly wordStart: Uint32Array;
  /** Class of each pair; length P. */
  readonly classes: Uint32Array;
  /** For each part, occurrences of each pair; length P each. */
  readonly counts: readonly Float64Array[];
  /** For each part, occurrences of all words per class; length K each. */
  readonly tokens: readonly Float64Array[];
  /** For each part, rows per class; length K each. */
  readonly rows: readonly Float64Array[];
}

/**
 * Counts the rows of several parts at once, as `countParts` does.
 *
 * @param terms n × V
 * @param membership of the n rows in K classes
 * @param partOf the part of each row, below `partCount`; length n
 * @param partCount number of parts
 */
export function countSparsely(
  terms: TermMatrix,
  { classCount: K, labels }: HardMembership,
  partOf: FoldNumbers,
  partCount: number,
): ClassLists {
  const pairs = new Pairs(K, partCount);
  const perClass = () => Array.from({ length: partCount }, () => new Float64Array(K));
  const [tokens, rows] = [perClass(), perClass()];
  forEachRow(terms, (row, { term, count }, start, end) => {
    const k = labels[row]!;
    const part = partOf[row]!;
    let rowTokens = 0;
    for (let entry = start; entry < end; entry++) {
      pairs.add(term[entry]!, k, part, count[entry]!);
      rowTokens += count[entry]!;
    }
    tokens[part]![k]! += rowTokens;
    rows[part]![k]! += 1;
  });
  return { classCount: K, ...pairs.byWord(terms.vocabularySize), tokens, rows };
}

const EMPTY = -1;

/** Pairs in order of first appearance, in an open-addressing hash table that is at most half full. */
class Pairs {
  readonly #classCount: number;
  #length = 0;
  #words = new Uint32Array(4096);
  #classes = new Uint32Array(4096);
  readonly #counts: Float64Array<ArrayBuffer>[];
  #slots = new Int32Array(8192).fill(EMPTY);

  constructor(classCount: number, partCount: number) {
    this.#classCount = classCount;
    this.#counts = Array.from({ length: partCount }, () => new Float64Array(4096));
  }

  add(word: number, k: number, part: number, count: number): void {
    const mask = this.#slots.length - 1;
    let slot = this.#slotOf(word, k);
    for (let pair = this.#slots[slot]!; pair !== EMPTY; pair = this.#slots[slot]!) {
      if (this.#words[pair] === word && this.#classes[pair] === k) {
        this.#counts[part]![pair]! += count;
        return;
      }
      slot = (slot + 1) & mask;
    }
    const pair = this.#length++;
    this.#slots[slot] = pair;
    this.#words[pair] = word;
    this.#classes[pair] = k;
    this.#counts[part]![pair] = count;
    if (this.#length === this.#words.length) this.#grow();
  }

  /** The pairs grouped by word, words ascending. */
  byWord(wordCount: number): Pick<ClassLists, 'wordStart' | 'classes' | 'counts'> {
    const wordStart = new Uint32Array(wordCount + 1);
    for (let pair = 0; pair < this.#length; pair++) wordStart[this.#words[pair]! + 1]!++;
    for (let word = 0; word < wordCount; word++) wordStart[word + 1]! += wordStart[word]!;
    const next = wordStart.slice();
    const place = Uint32Array.from(this.#words.subarray(0, this.#length), (word) => next[word]!++);
    const moved = <A extends Uint32Array | Float64Array>(from: A, to: A): A => {
      for (let pair = 0; pair < this.#length; pair++) to[place[pair]!] = from[pair]!;
      return to;
    };
    return {
      wordStart,
      classes: moved(this.#classes, new Uint32Array(this.#length)),
      counts: this.#counts.map((counts) => moved(counts, new Float64Array(this.#length))),
    };
  }

  #slotOf(word: number, k: number): number {
    const hash = Math.imul(Math.imul(word, this.#classCount) + k, 0x9e3779b1);
    return (hash ^ (hash >>> 15)) & (this.#slots.length - 1);
  }

  #grow(): void {
    const length = 2 * this.#length;
    this.#words = larger(this.#words, new Uint32Array(length));
    this.#classes = larger(this.#classes, new Uint32Array(length));
    for (const [part, counts] of this.#counts.entries()) {
      this.#counts[part] = larger(counts, new Float64Array(length));
    }
    this.#slots = new Int32Array(2 * length).fill(EMPTY);
    const mask = this.#slots.length - 1;
    for (let pair = 0; pair < this.#length; pair++) {
      let slot = this.#slotOf(this.#words[pair]!, this.#classes[pair]!);
      while (this.#slots[slot] !== EMPTY) slot = (slot + 1) & mask;
      this.#slots[slot] = pair;
    }
  }
}

function larger<A extends Uint32Array | Float64Array>(from: A, to: A): A {
  to.set(from);
  return to;
}
