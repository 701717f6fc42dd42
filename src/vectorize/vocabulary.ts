const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;
/** Long words cut out of a text keep all of it in memory, unless they are copied. */
const LONGEST_COPY = 12;

/**
 * Numbers words 0, 1, 2, … in order of first appearance. Several term matrices may share one.
 *
 * An open-addressing hash table, since interning words is what vectorizing costs most. It can be asked with the
 * letters of a word, so that no string need be made of a word that is known.
 *
 * @example
 * const vocabulary = new Vocabulary();
 * vocabulary.numberOf('bank'); // 0
 * vocabulary.numberOf('rates'); // 1
 * vocabulary.numberOf('bank'); // 0
 */
export class Vocabulary {
  readonly #words: string[] = [];
  /** Two numbers a slot, a word at the first free one from its hash on: its number + 1, and the hash. At most half full. */
  #slots = new Int32Array(4096);
  /** The letters of all words of ASCII, one after the other, and where those of each word start. */
  #letters = new Uint8Array(8192);
  #starts = new Uint32Array(1025);

  /** How many words there are: V. */
  get size(): number {
    return this.#words.length;
  }

  /** The number of a word; a new word gets the next one. */
  numberOf(word: string): number {
    let hash = FNV_OFFSET;
    for (let i = 0; i < word.length; i++) hash = hashed(hash, word.charCodeAt(i));
    hash = spread(hash);
    const slots = this.#slots;
    const mask = slots.length - 1;
    let slot = (hash << 1) & mask;
    for (; slots[slot] !== 0; slot = (slot + 2) & mask) {
      if (slots[slot + 1] === hash && this.#words[slots[slot]! - 1] === word) return slots[slot]! - 1;
    }
    return this.#append(word, hash, slot);
  }

  /**
   * The number of a word of ASCII, as `numberOf` gives it.
   *
   * @param letters its characters, from the first on
   * @param length how many they are
   * @param folded what `hashed` makes of `HASH_START` and all of them
   */
  numberOfLetters(letters: Uint8Array, length: number, folded: number): number {
    const hash = spread(folded);
    const slots = this.#slots;
    const mask = slots.length - 1;
    let slot = (hash << 1) & mask;
    for (; slots[slot] !== 0; slot = (slot + 2) & mask) {
      if (slots[slot + 1] === hash && this.#hasLetters(slots[slot]! - 1, letters, length))
        return slots[slot]! - 1;
    }
    const word = Buffer.from(letters.buffer, letters.byteOffset, length).toString('latin1');
    return this.#append(word, hash, slot);
  }

  /** The words, each at its number. */
  words(): readonly string[] {
    return this.#words;
  }

  #hasLetters(number: number, letters: Uint8Array, length: number): boolean {
    const start = this.#starts[number]!;
    if (this.#starts[number + 1]! - start !== length) return false;
    for (let i = 0; i < length; i++) if (this.#letters[start + i] !== letters[i]) return false;
    return true;
  }

  #append(word: string, hash: number, slot: number): number {
    const number = this.#words.length;
    this.#words.push(word.length > LONGEST_COPY ? Buffer.from(word, 'utf16le').toString('utf16le') : word);
    this.#slots[slot] = number + 1;
    this.#slots[slot + 1] = hash;
    this.#appendLetters(number, word);
    if (4 * this.#words.length === this.#slots.length) this.#grow();
    return number;
  }

  /** Words with other letters than those of ASCII have none here: they are never asked for by their letters. */
  #appendLetters(number: number, word: string): void {
    if (number + 2 > this.#starts.length) {
      const starts = new Uint32Array(2 * this.#starts.length);
      starts.set(this.#starts);
      this.#starts = starts;
    }
    const start = this.#starts[number]!;
    this.#starts[number + 1] = start;
    if (!isAscii(word)) return;
    if (start + word.length > this.#letters.length) {
      const letters = new Uint8Array(2 * (start + word.length));
      letters.set(this.#letters);
      this.#letters = letters;
    }
    for (let i = 0; i < word.length; i++) this.#letters[start + i] = word.charCodeAt(i);
    this.#starts[number + 1] = start + word.length;
  }

  #grow(): void {
    const before = this.#slots;
    const slots = new Int32Array(2 * before.length);
    const mask = slots.length - 1;
    for (let old = 0; old < before.length; old += 2) {
      if (before[old] === 0) continue;
      let slot = (before[old + 1]! << 1) & mask;
      while (slots[slot] !== 0) slot = (slot + 2) & mask;
      slots[slot] = before[old]!;
      slots[slot + 1] = before[old + 1]!;
    }
    this.#slots = slots;
  }
}

/** What hashing a word begins with. */
export const HASH_START = FNV_OFFSET;

/** FNV-1a over code units: the hash of a word with one more letter. */
export function hashed(hash: number, letter: number): number {
  return Math.imul(hash ^ letter, FNV_PRIME);
}

/** Folds the high bits into the low ones, which choose the slot. */
function spread(hash: number): number {
  return hash ^ (hash >>> 15);
}

function isAscii(word: string): boolean {
  for (let i = 0; i < word.length; i++) if (word.charCodeAt(i) > 0x7f) return false;
  return true;
}
