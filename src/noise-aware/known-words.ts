import type { Judgement, TermMatrix } from '../types.js';
import { forEachRow } from '../vectorize/row-terms.js';

/**
 * Marks the rows with a word that the model knows. For other rows, it gives only the priors of the classes.
 *
 * @param terms n × V
 * @param isKnown whether the model knows a word
 * @returns 1 for rows with a known word; length n
 */
export function rowsWithKnownWords(terms: TermMatrix, isKnown: (word: number) => boolean): Uint8Array {
  const has = new Uint8Array(terms.rowCount);
  forEachRow(terms, (row, { term }, start, end) => {
    for (let entry = start; entry < end && has[row] === 0; entry++) has[row] = Number(isKnown(term[entry]!));
  });
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
