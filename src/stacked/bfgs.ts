/** A function's value and gradient at a point. */
export interface ValueAndGradient {
  readonly value: number;
  readonly gradient: Float64Array;
}

/** When the search stops, and the box that it stays in. */
export interface BfgsLimits {
  readonly iterations: number;
  /** Stops where an iteration gains less. */
  readonly leastGain: number;
  readonly lowest: number;
  readonly highest: number;
}

/** Armijo's condition: a step must gain at least this part of what the slope promises. */
const SUFFICIENT = 1e-4;
const MOST_HALVINGS = 12;
/** The curvature along a step below which the approximation is not updated. */
const LEAST_CURVATURE = 1e-12;

/**
 * Minimises a smooth function of few variables by BFGS with a backtracking line search; points outside of the box are
 * moved to its border. The inverse Hessian starts as the identity, and no first step is longer than 1 in any variable.
 *
 * Nocedal, Wright, "Numerical Optimization", 2006, chapter 6.1 and algorithm 3.1.
 *
 * @param evaluate the function
 * @param start where the search begins
 * @returns the best point found
 *
 * @example
 * minimize(([x]) => ({ value: x * x, gradient: Float64Array.of(2 * x) }), Float64Array.of(1), limits)
 */
export function minimize(
  evaluate: (point: Float64Array) => ValueAndGradient,
  start: Float64Array,
  { iterations, leastGain, lowest, highest }: BfgsLimits,
): Float64Array {
  const clamp = (point: Float64Array) => point.map((x) => Math.min(highest, Math.max(lowest, x)));
  let point = start;
  let here = evaluate(point);
  let inverse = identity(start.length);
  for (let iteration = 0; iteration < iterations; iteration++) {
    let direction = times(inverse, here.gradient).map((x) => -x);
    let slope = dot(direction, here.gradient);
    if (!(slope < 0)) {
      direction = here.gradient.map((x) => -x);
      slope = -dot(here.gradient, here.gradient);
      inverse = identity(start.length);
    }
    const next = searchLine((step) => {
      const moved = clamp(point.map((x, v) => x + step * direction[v]!));
      return { moved, there: evaluate(moved), wanted: here.value + SUFFICIENT * step * slope };
    }, firstStep(direction));
    if (next === undefined) break;
    const gain = here.value - next.there.value;
    inverse = updated(
      inverse,
      next.moved.map((x, v) => x - point[v]!),
      next.there.gradient.map((x, v) => x - here.gradient[v]!),
    );
    point = next.moved;
    here = next.there;
    if (gain < leastGain) break;
  }
  return point;
}

function firstStep(direction: Float64Array): number {
  const longest = direction.reduce((most, x) => Math.max(most, Math.abs(x)), 1e-12);
  return Math.min(1, 1 / longest);
}

interface Trial {
  readonly moved: Float64Array;
  readonly there: ValueAndGradient;
  readonly wanted: number;
}

/** Halves the step until it gains enough; undefined where none does. */
function searchLine(tryStep: (step: number) => Trial, first: number): Trial | undefined {
  let step = first;
  for (let halving = 0; halving < MOST_HALVINGS; halving++) {
    const trial = tryStep(step);
    if (trial.there.value <= trial.wanted) return trial;
    step /= 2;
  }
  return undefined;
}

/** The inverse Hessian with what a step s and the change of gradient d say about it. */
function updated(inverse: Float64Array, s: Float64Array, d: Float64Array): Float64Array {
  const curvature = dot(s, d);
  if (!(curvature > LEAST_CURVATURE)) return inverse;
  const m = s.length;
  const Hd = times(inverse, d);
  const along = (1 + dot(d, Hd) / curvature) / curvature;
  return inverse.map((h, at) => {
    const [a, b] = [Math.floor(at / m), at % m];
    return h + along * s[a]! * s[b]! - (Hd[a]! * s[b]! + s[a]! * Hd[b]!) / curvature;
  });
}

function identity(m: number): Float64Array {
  return new Float64Array(m * m).map((_, at) => Number(at % (m + 1) === 0));
}

function times(matrix: Float64Array, vector: Float64Array): Float64Array {
  const m = vector.length;
  return vector.map((_, row) => dot(matrix.subarray(row * m, (row + 1) * m), vector));
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += a[at]! * b[at]!;
  return sum;
}
