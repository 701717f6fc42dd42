/** A substring keeps its whole text in memory unless it is copied; short words are copied. */
const LONGEST_COPY = 12;

/**
 * Fields of a slot: the three parts of a word's key, and its number + 1, negative where the key is a hash of the word
 * instead of the word itself.
 */
const [LOW, MIDDLE, HIGH, NUMBER] = [0, 1, 2, 3];
const SLOT = 4;

/**
 * Numbers words 0, 1, 2, … in order of first appearance. Several term matrices may share one.
 *
 * An open-addressing hash table, since interning words is the main cost of vectorizing. A slot fills a quarter of a
 * cache line, and the key of a short word is the word itself, so that a lookup reads memory once. It can look up a part
 * of a text without making a string.
 *
 * @example
 * const vocabulary = new Vocabulary();
 * vocabulary.numberOf('bank'); // 0
 * vocabulary.numberOf('rates'); // 1
 * vocabulary.numberOf('bank'); // 0
 */
export class Vocabulary {
  readonly #words: string[] = [];
  /** A word is in the first free slot from its hash on. At most three quarters of them are used. */
  #slots = new Int32Array(SLOT * 1024);

  /** Number of words: V. */
  get size(): number {
    return this.#words.length;
  }

  /** The words by number. */
  words(): readonly string[] {
    return this.#words;
  }

  /** The number of a word; a new word gets the next one. */
  numberOf(word: string): number {
    let key: WordKey = [0, 0, 0];
    for (let at = 0; at < word.length; at++) {
      const letter = smallLetter(word.charCodeAt(at));
      if (letter === 0) return this.#numberOfOther(word);
      key = withLetter(key, letter);
    }
    return this.numberOfLetters(word, 0, word.length, ...key);
  }

  /**
   * The number of a word within a text that has letters of `LETTERS` only: that of its lower-case form, as `numberOf`
   * gives it.
   *
   * @param start of its first letter
   * @param end after its last letter
   * @param low, middle, high its key, as separate parameters since this is called for every word of a text
   */
  numberOfLetters(
    text: string,
    start: number,
    end: number,
    low: number,
    middle: number,
    high: number,
  ): number {
    if (end - start > LONGEST_EXACT)
      return this.#numberOfHashed(text.slice(start, end).toLowerCase(), [low, middle, high]);
    const slots = this.#slots;
    const mask = slots.length - 1;
    let slot = firstSlot(low, middle, high) & mask;
    for (; ; slot = (slot + SLOT) & mask) {
      const number = slots[slot + NUMBER]!;
      const differing =
        (slots[slot + LOW]! ^ low) | (slots[slot + MIDDLE]! ^ middle) | (slots[slot + HIGH]! ^ high);
      if (differing === 0 && number > 0) return number - 1; // one branch in place of three is predicted better
      if (number === 0) break;
    }
    return this.#append(text.slice(start, end).toLowerCase(), slot, [low, middle, high], 1);
  }

  /** The number of a word with characters that are not in `LETTERS`. */
  #numberOfOther(word: string): number {
    return this.#numberOfHashed(word, [fnv(word), word.length, 0]);
  }

  #numberOfHashed(word: string, key: WordKey): number {
    const [low, middle, high] = key;
    const slots = this.#slots;
    const mask = slots.length - 1;
    let slot = firstSlot(low, middle, high) & mask;
    for (; slots[slot + NUMBER] !== 0; slot = (slot + SLOT) & mask) {
      const number = -slots[slot + NUMBER]!;
      if (slots[slot + LOW] === low && number > 0 && this.#words[number - 1] === word) return number - 1;
    }
    return this.#append(word, slot, key, -1);
  }

  #append(word: string, slot: number, key: WordKey, sign: 1 | -1): number {
    this.#words.push(word.length > LONGEST_COPY ? Buffer.from(word, 'utf16le').toString('utf16le') : word);
    const size = this.#words.length;
    this.#slots.set(key, slot);
    this.#slots[slot + NUMBER] = sign * size;
    if (4 * SLOT * size >= 3 * this.#slots.length) this.#grow();
    return size - 1;
  }

  #grow(): void {
    const before = this.#slots;
    const slots = new Int32Array(2 * before.length);
    const mask = slots.length - 1;
    for (let old = 0; old < before.length; old += SLOT) {
      if (before[old + NUMBER] === 0) continue;
      let slot = firstSlot(before[old + LOW]!, before[old + MIDDLE]!, before[old + HIGH]!) & mask;
      while (slots[slot + NUMBER] !== 0) slot = (slot + SLOT) & mask;
      slots.set(before.subarray(old, old + SLOT), slot);
    }
    this.#slots = slots;
  }
}

/** The first slot of a key; the bits above the mask are folded into those below. */
function firstSlot(low: number, middle: number, high: number): number {
  const hash = Math.imul(low, 0x9e3779b1) ^ Math.imul(middle, 0x85ebca6b) ^ Math.imul(high, 0xc2b2ae35);
  return (hash ^ (hash >>> 15)) << 2;
}

/** The number of a letter; 0 for capitals. */
function smallLetter(code: number): number {
  return code < ASCII_END && !(code >= 0x41 && code <= 0x5a) ? LETTERS[code]! : 0;
}

/** FNV-1a over code units. */
function fnv(word: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < word.length; at++) hash = Math.imul(hash ^ word.charCodeAt(at), 0x01000193);
  return hash;
}

/**
 * Words of ASCII as three numbers, computed letter by letter. For a word of up to fifteen letters they are the word
 * itself, so that comparing keys compares words; for a longer one they are a hash.
 */

/** ASCII characters of words: numbered from 1, capitals like their small letters. */
const ALPHABET = 'abcdefghijklmnopqrstuvwxyz0123456789_';
/** Keys of longer words may collide. */
const LONGEST_EXACT = 15;
const ASCII_END = 0x80;

/** The number of each ASCII character; 0 for those that are not in words. */
export const LETTERS = Uint8Array.from(
  { length: ASCII_END },
  (_, code) => ALPHABET.indexOf(String.fromCharCode(code).toLowerCase()) + 1,
);

/** The key of a word: its last five letters, the five before them, and all others. */
export type WordKey = readonly [low: number, middle: number, high: number];

const BITS = 6;
const FIVE_LETTERS = 2 ** (5 * BITS) - 1;
/** Larger than every letter number, so that five letters have a unique value; odd, so that no letter is lost modulo 2^32. */
const BASE = 65;

/**
 * The key of a word with one more letter; the key of no letters is three times 0.
 *
 * @example
 * [...'bank'].reduce((key, letter) => withLetter(key, LETTERS[letter.charCodeAt(0)]), [0, 0, 0])
 */
export function withLetter([low, middle, high]: WordKey, letter: number): WordKey {
  return [
    ((low << BITS) & FIVE_LETTERS) | letter,
    ((middle << BITS) & FIVE_LETTERS) | (low >>> (4 * BITS)),
    (Math.imul(high, BASE) + (middle >>> (4 * BITS))) | 0,
  ];
}
