/** JSON for annotation tools. */
import type { DataFormat } from './targets.js';

/**
 * JSON in ASCII on one line: on some systems, Python does not read files as UTF-8 by default.
 *
 * @example
 * asciiJson('é') // '"\\u00e9"'
 */
export function asciiJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** Values as one list, or one value a line. */
export async function* jsonPieces(
  values: AsyncIterable<unknown>,
  format: Extract<DataFormat, 'json' | 'jsonl'>,
): AsyncGenerator<string> {
  if (format === 'jsonl') {
    for await (const value of values) yield `${asciiJson(value)}\n`;
    return;
  }
  let before = '[\n';
  for await (const value of values) {
    yield before + asciiJson(value);
    before = ',\n';
  }
  yield before === '[\n' ? '[]\n' : '\n]\n';
}

/** A whole small file. */
export async function* onePiece(text: string | Uint8Array): AsyncGenerator<string | Uint8Array> {
  yield text;
}
