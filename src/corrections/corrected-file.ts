/** The corrected file, whatever its format. */

import type { Compression } from '../dataset/bytes/compression.js';
import { compress } from '../dataset/bytes/compression.js';
import { encoderOf, fromUtf8 } from '../dataset/bytes/encoding.js';
import type { Dataset } from '../types.js';
import { correctedBytes } from './corrected-bytes.js';
import { correctedParquet } from './corrected-parquet.js';
import { cannotCorrect, cannotCorrectSeveral, labelsNotEncodable } from './errors.js';
import type { Edit } from './plan.js';

/** @throws UserError if labels cannot be written into such data */
export function requireCorrectable({ source, parts, labelCells, plainBytes }: Dataset): void {
  if (parts.length > 1 || plainBytes === null) throw cannotCorrectSeveral(source);
  const { format, encoding } = parts[0]!.layout;
  if (format !== 'parquet' && labelCells === null) throw cannotCorrect(source, encoding);
}

/**
 * The whole corrected file, piece by piece: as the data are, but for what edits change.
 *
 * @param edits ascending by row
 * @param compression how it is to be compressed
 * @throws UserError if the input changes meanwhile, or something in it cannot be kept
 * @example
 * await writeToFile('clean.csv', correctedFile(dataset, planEdits(dataset, matched, file).edits, null));
 */
export async function* correctedFile(
  dataset: Dataset,
  edits: readonly Edit[],
  compression: Compression | null,
): AsyncGenerator<Uint8Array> {
  requireCorrectable(dataset);
  const { format } = dataset.parts[0]!.layout;
  const bytes = format === 'parquet' ? correctedParquet(dataset, edits) : correctedText(dataset, edits);
  yield* compression === null ? bytes : compress(compression, bytes);
}

/** The corrected text, in the encoding that the data have. */
function correctedText(dataset: Dataset, edits: readonly Edit[]): AsyncIterable<Uint8Array> {
  const { encoding, isMarked = false } = dataset.parts[0]!.layout;
  const bytes = correctedBytes(dataset, edits);
  if (encoding === 'utf-8') return bytes;
  return fromUtf8(encoderOf(encoding)!, isMarked, bytes, () => {
    throw labelsNotEncodable(dataset.source, encoding);
  });
}
