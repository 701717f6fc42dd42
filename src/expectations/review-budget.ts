import type { BudgetStep } from '../types.js';

/** The curve ends at this share; rows beyond it contain few errors. */
const NEARLY_ALL = 0.99;

/** Shares of the expected errors for which a budget is reported. */
export const BUDGET_SHARES = [0.5, 0.8, 0.9] as const;

/**
 * The number of rows to read, in order of a ranking, to find a share of the expected errors.
 *
 * @param ranked row numbers, worst first
 * @param probabilities P(label error) of each row; length n
 * @param shares of the expected errors, each above 0 and up to 1
 * @returns a step for each share; none where no error is expected
 *
 * @example
 * reviewBudget(Uint32Array.of(1, 0), Float64Array.of(0.2, 0.8), [0.5]); // [{ share: 0.5, rows: 1, errors: 0.8, … }]
 */
export function reviewBudget(
  ranked: Uint32Array,
  probabilities: Float64Array,
  shares: readonly number[] = BUDGET_SHARES,
): BudgetStep[] {
  const sums = runningSums(ranked, probabilities);
  const all = sums.at(-1) ?? 0;
  if (all === 0) return [];
  return shares.map((share) => {
    // The last row reaches the whole in spite of rounding.
    const at = sums.findIndex((sum) => sum >= share * all * (1 - 1e-12));
    return budgetAt(sums, at + 1, share);
  });
}

/** The expected errors among the first rows of a ranking; null where there are none. */
export function expectOfFirst(
  ranked: Uint32Array,
  probabilities: Float64Array,
  rows: number,
): BudgetStep | null {
  if (rows === 0) return null;
  const sums = runningSums(ranked, probabilities);
  const all = sums.at(-1)!;
  return budgetAt(sums, rows, all === 0 ? 0 : sums[rows - 1]! / all);
}

/**
 * The budget as a curve: points at whole rows, evenly spread over the rows that contain nearly all expected errors,
 * and one at the last row.
 *
 * @param points how many at most, besides the last one
 */
export function budgetCurve(ranked: Uint32Array, probabilities: Float64Array, points: number): BudgetStep[] {
  const sums = runningSums(ranked, probabilities);
  const all = sums.at(-1) ?? 0;
  if (all === 0) return [];
  const end = sums.findIndex((sum) => sum >= NEARLY_ALL * all) + 1;
  const count = Math.min(points, end);
  const depths = Array.from({ length: count }, (_, i) => Math.ceil(((i + 1) * end) / count));
  if (end < ranked.length) depths.push(ranked.length);
  return depths.map((rows) => budgetAt(sums, rows, sums[rows - 1]! / all));
}

function budgetAt(sums: Float64Array, rows: number, share: number): BudgetStep {
  const errors = sums[rows - 1]!;
  return { share, rows, errors, precision: errors / rows };
}

function runningSums(ranked: Uint32Array, probabilities: Float64Array): Float64Array {
  let sum = 0;
  return Float64Array.from(ranked, (row) => (sum += probabilities[row]!));
}
