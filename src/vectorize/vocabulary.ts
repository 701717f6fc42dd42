import { ASCII_END, LETTERS, LONGEST_EXACT, nextHigh, nextLow } from './word-key.js';

/** Long words cut out of a text keep all of it in memory, unless they are copied. */
const LONGEST_COPY = 12;

/** What a slot holds: the two halves of a word's key, its number + 1, and what the key is. */
const [LOW, HIGH, NUMBER, KIND] = [0, 1, 2, 3];
const SLOT = 4;
/** The key is the word itself; it is a hash of a longer word of ASCII; it is a hash of any other word. */
const [EXACT, LONG, OTHER] = [0, 1, 2];

/**
 * Numbers words 0, 1, 2, … in order of first appearance. Several term matrices may share one.
 *
 * An open-addressing hash table, since interning words is what vectorizing costs most. A slot fills a quarter of a
 * line of the processor's cache, and the key of a short word is the word, so that finding one looks at memory once. It
 * can be asked with a piece of a text, so that no string need be made of a word that is known.
 *
 * @example
 * const vocabulary = new Vocabulary();
 * vocabulary.numberOf('bank'); // 0
 * vocabulary.numberOf('rates'); // 1
 * vocabulary.numberOf('bank'); // 0
 */
export class Vocabulary {
  readonly #words: string[] = [];
  /** A word stands in the first free slot from its hash on. At most half of them are taken. */
  #slots = new Int32Array(SLOT * 1024);

  /** How many words there are: V. */
  get size(): number {
    return this.#words.length;
  }

  /** The words, each at its number. */
  words(): readonly string[] {
    return this.#words;
  }

  /** The number of a word; a new word gets the next one. */
  numberOf(word: string): number {
    let low = 0;
    let high = 0;
    for (let at = 0; at < word.length; at++) {
      const letter = smallLetter(word.charCodeAt(at));
      if (letter === 0) return this.#numberOfOther(word);
      high = nextHigh(high, low);
      low = nextLow(low, letter);
    }
    return this.numberOfLetters(word, 0, word.length, low, high);
  }

  /**
   * The number of a word that stands in a text and has letters of `LETTERS` only, as `numberOf` gives it for its
   * lower-case form.
   *
   * @param start where its first letter stands
   * @param end behind its last one
   * @param low what `nextLow` makes of 0 and all of its letters
   * @param high what `nextHigh` makes of them
   */
  numberOfLetters(text: string, start: number, end: number, low: number, high: number): number {
    if (end - start > LONGEST_EXACT) return this.#numberOfLong(text, start, end, low, high);
    const slots = this.#slots;
    const mask = slots.length - 1;
    let slot = firstSlot(low, high) & mask;
    for (; slots[slot + NUMBER] !== 0; slot = (slot + SLOT) & mask) {
      if (slots[slot + LOW] === low && slots[slot + HIGH] === high && slots[slot + KIND] === EXACT)
        return slots[slot + NUMBER]! - 1;
    }
    return this.#append(text.slice(start, end).toLowerCase(), slot, [low, high, EXACT]);
  }

  #numberOfLong(text: string, start: number, end: number, low: number, high: number): number {
    const slots = this.#slots;
    const mask = slots.length - 1;
    let slot = firstSlot(low, high) & mask;
    for (; slots[slot + NUMBER] !== 0; slot = (slot + SLOT) & mask) {
      if (slots[slot + LOW] !== low || slots[slot + HIGH] !== high || slots[slot + KIND] !== LONG) continue;
      const number = slots[slot + NUMBER]! - 1;
      if (isSpelt(this.#words[number]!, text, start, end)) return number;
    }
    return this.#append(text.slice(start, end).toLowerCase(), slot, [low, high, LONG]);
  }

  #numberOfOther(word: string): number {
    const low = fnv(word);
    const high = word.length;
    const slots = this.#slots;
    const mask = slots.length - 1;
    let slot = firstSlot(low, high) & mask;
    for (; slots[slot + NUMBER] !== 0; slot = (slot + SLOT) & mask) {
      if (slots[slot + LOW] !== low || slots[slot + KIND] !== OTHER) continue;
      const number = slots[slot + NUMBER]! - 1;
      if (this.#words[number] === word) return number;
    }
    return this.#append(word, slot, [low, high, OTHER]);
  }

  #append(word: string, slot: number, [low, high, kind]: readonly [number, number, number]): number {
    this.#words.push(word.length > LONGEST_COPY ? Buffer.from(word, 'utf16le').toString('utf16le') : word);
    const size = this.#words.length;
    this.#slots[slot + LOW] = low;
    this.#slots[slot + HIGH] = high;
    this.#slots[slot + NUMBER] = size;
    this.#slots[slot + KIND] = kind;
    if (2 * SLOT * size >= this.#slots.length) this.#grow();
    return size - 1;
  }

  #grow(): void {
    const before = this.#slots;
    const slots = new Int32Array(2 * before.length);
    const mask = slots.length - 1;
    for (let old = 0; old < before.length; old += SLOT) {
      if (before[old + NUMBER] === 0) continue;
      let slot = firstSlot(before[old + LOW]!, before[old + HIGH]!) & mask;
      while (slots[slot + NUMBER] !== 0) slot = (slot + SLOT) & mask;
      slots.set(before.subarray(old, old + SLOT), slot);
    }
    this.#slots = slots;
  }
}

/** Where the search for a key begins; the bits above the mask are folded into those below. */
function firstSlot(low: number, high: number): number {
  const hash = Math.imul(low, 0x9e3779b1) ^ Math.imul(high, 0x85ebca6b);
  return (hash ^ (hash >>> 15)) << 2;
}

/** The number of a letter; 0 of a capital, too. */
function smallLetter(code: number): number {
  return code < ASCII_END && !(code >= 0x41 && code <= 0x5a) ? LETTERS[code]! : 0;
}

/** Whether a lower-case word of ASCII is what stands in a text. */
function isSpelt(word: string, text: string, start: number, end: number): boolean {
  if (word.length !== end - start) return false;
  const letters = LETTERS; // what another module exports is looked up at each use
  for (let at = 0; at < word.length; at++) {
    if (letters[word.charCodeAt(at)] !== letters[text.charCodeAt(start + at)]) return false;
  }
  return true;
}

/** FNV-1a over code units. */
function fnv(word: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < word.length; at++) hash = Math.imul(hash ^ word.charCodeAt(at), 0x01000193);
  return hash;
}
