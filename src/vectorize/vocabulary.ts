const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;
const EMPTY = -1;

/**
 * Numbers words 0, 1, 2, … in order of first appearance. Several term matrices may share one.
 *
 * An open-addressing hash table, since interning words is what vectorizing costs most: it takes about half
 * the time of a Map, which has to make a string of its own out of every match before it can look it up.
 *
 * @example
 * const vocabulary = new Vocabulary();
 * vocabulary.numberOf('bank'); // 0
 * vocabulary.numberOf('rates'); // 1
 * vocabulary.numberOf('bank'); // 0
 */
export class Vocabulary {
  readonly #words: string[] = [];
  /** Hash of each word, so that the table can grow without reading the words again. */
  #hashes = new Int32Array(1024);
  /** Numbers of words, each at the first free slot from its hash on; at most half full. */
  #slots = new Int32Array(2048).fill(EMPTY);

  /** How many words there are: V. */
  get size(): number {
    return this.#words.length;
  }

  /** The number of a word; a new word gets the next one. */
  numberOf(word: string): number {
    const hash = hashOf(word);
    const mask = this.#slots.length - 1;
    let slot = hash & mask;
    for (let number = this.#slots[slot]!; number !== EMPTY; number = this.#slots[slot]!) {
      if (this.#hashes[number] === hash && this.#words[number] === word) return number;
      slot = (slot + 1) & mask;
    }
    return this.#append(word, hash, slot);
  }

  /** The words, each at its number. */
  words(): readonly string[] {
    return this.#words;
  }

  #append(word: string, hash: number, slot: number): number {
    const number = this.#words.length;
    this.#words.push(word);
    this.#hashes[number] = hash;
    this.#slots[slot] = number;
    if (2 * this.#words.length === this.#slots.length) this.#grow();
    return number;
  }

  #grow(): void {
    const hashes = new Int32Array(2 * this.#hashes.length);
    hashes.set(this.#hashes);
    this.#hashes = hashes;
    this.#slots = new Int32Array(2 * this.#slots.length).fill(EMPTY);
    const mask = this.#slots.length - 1;
    for (let number = 0; number < this.#words.length; number++) {
      let slot = hashes[number]! & mask;
      while (this.#slots[slot] !== EMPTY) slot = (slot + 1) & mask;
      this.#slots[slot] = number;
    }
  }
}

/** FNV-1a over code units, with its high bits folded into the low ones that choose the slot. */
function hashOf(word: string): number {
  let hash = FNV_OFFSET;
  for (let i = 0; i < word.length; i++) hash = Math.imul(hash ^ word.charCodeAt(i), FNV_PRIME);
  return hash ^ (hash >>> 15);
}
