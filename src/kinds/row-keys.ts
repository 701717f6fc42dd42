import type { Dataset, TermMatrix } from '../types.js';
import { KeyHash, type RowKeys } from './same-keys.js';

/** Texts that are the same to a reader: they differ in case and white space at most. */
export function normalizeText(text: string): string {
  return text.normalize('NFC').toLowerCase().replace(/\s+/g, ' ').trim();
}

/**
 * A key for each row of words, worked out anew in each walk. Rows with the same normalised text have the same key,
 * since they have the same words in the same order; few others have.
 */
export function keysOfTerms(terms: TermMatrix): RowKeys {
  return { [Symbol.iterator]: () => walkKeys(terms) };
}

function* walkKeys(terms: TermMatrix): Generator<number> {
  for (const { rowStart, term, count } of terms.blocks) {
    for (let i = 0; i + 1 < rowStart.length; i++) {
      const hash = new KeyHash();
      for (let entry = rowStart[i]!; entry < rowStart[i + 1]!; entry++) {
        hash.add(term[entry]!).add(count[entry]!);
      }
      yield hash.value();
    }
  }
}

/** A key that texts with the same normalised text share. */
export function keyOfText(text: string): number {
  const hash = new KeyHash();
  const normal = normalizeText(text);
  for (let at = 0; at < normal.length; at++) hash.add(normal.charCodeAt(at));
  return hash.value();
}

/** A key for each row by its normalised text, which is read again for it; length n. */
export async function keysOfTexts(dataset: Dataset): Promise<Float64Array> {
  const keys = new Float64Array(dataset.labels.length);
  let row = 0;
  for await (const { text } of dataset.readTexts(dataset.labels.keys())) {
    keys[row++] = keyOfText(text);
  }
  return keys;
}
