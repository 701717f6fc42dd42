import { decodeText } from './bytes/bytes.js';
import { fileProblem } from './bytes/stored-bytes.js';
import { readWholeFile } from './bytes/whole-file.js';
import * as errors from './errors.js';

/**
 * Reads a file of words, one a line; blank lines are none.
 *
 * @throws UserError if it can't be read, or holds no word
 */
export async function readWordList(file: string): Promise<string[]> {
  const bytes = await readWholeFile(file).catch((cause: unknown) => {
    throw fileProblem(file, cause);
  });
  const words = decodeText(file, bytes)
    .split(/\r\n|\n|\r/)
    .map((word) => word.trim())
    .filter((word) => word !== '');
  if (words.length === 0) throw errors.wordListEmpty(file);
  return words;
}
