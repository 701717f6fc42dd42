import type { AuditFindings, ExpectedErrors, Judgement } from '../types.js';

/**
 * What to expect of each row by an audit in place of the model's own expectation: the rate of its layer. A row is of the
 * layer that has its place among the candidates, or among the other rows, of the ranking.
 *
 * @param ranked all rows, worst first
 * @param judgement of these n rows
 * @param isDecided 1 for rows that were decided about, where no error is left; length n
 * @returns the wrong labels that are left, with the interval of the audit
 *
 * @example
 * expectByAudit(rankAllRows(judgement), judgement, isDecided, audit).count // 934
 */
export function expectByAudit(
  ranked: Uint32Array,
  { isIssue }: Pick<Judgement, 'isIssue'>,
  isDecided: Uint8Array,
  { layers, estimate, left }: AuditFindings,
): ExpectedErrors {
  const probabilities = new Float64Array(ranked.length);
  for (const flagged of [true, false]) {
    const rows = ranked.filter((row) => (isIssue[row] === 1) === flagged);
    const own = layers.flatMap((layer, h) =>
      layer.flagged === flagged ? [{ size: layer.size, rate: estimate.rates[h]! }] : [],
    );
    const all = own.reduce((sum, { size }) => sum + size, 0);
    let end = 0;
    let at = 0;
    for (const { size, rate } of own) {
      end += size;
      const last = all === 0 ? 0 : Math.round((rows.length * end) / all);
      for (; at < last; at++) if (isDecided[rows[at]!] === 0) probabilities[rows[at]!] = rate;
    }
  }
  const sum = probabilities.reduce((total, p) => total + p, 0);
  const scale = sum === 0 ? 0 : left.mean / sum;
  return {
    count: left.mean,
    low: left.low,
    high: left.high,
    probabilities: probabilities.map((p) => Math.min(1, p * scale)),
    textDependence: null,
  };
}
