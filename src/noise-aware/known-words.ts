import type { Judgement, TermMatrix } from '../types.js';

/**
 * Marks the rows with a word that the model knows. For other rows, it gives only the priors of the classes.
 *
 * @param terms n × V
 * @param isKnown whether the model knows a word
 * @returns 1 for rows with a known word; length n
 */
export function rowsWithKnownWords(terms: TermMatrix, isKnown: (word: number) => boolean): Uint8Array {
  const has = new Uint8Array(terms.rowCount);
  for (const { firstRow, rowStart, term } of terms.blocks) {
    for (let i = 0; i + 1 < rowStart.length; i++) {
      for (let entry = rowStart[i]!; entry < rowStart[i + 1]!; entry++) {
        if (!isKnown(term[entry]!)) continue;
        has[firstRow + i] = 1;
        break;
      }
    }
  }
  return has;
}

/**
 * A judgement without some rows: they are not judged, not ranked and not flagged.
 *
 * @param isJudged 1 for the rows to keep; length n
 */
export function withoutUnjudged(judgement: Judgement, isJudged: Uint8Array): Judgement {
  if (!isJudged.includes(0)) return judgement;
  const kept = (values: Float64Array) =>
    values.map((value, row) => (isJudged[row] === 1 ? value : Number.NaN));
  return {
    ...judgement,
    judged: isJudged,
    quality: kept(judgement.quality),
    rankKey: kept(judgement.rankKey),
    isIssue: judgement.isIssue.map((is, row) => is & isJudged[row]!),
  };
}
