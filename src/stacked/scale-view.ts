/**
 * Centres and scales a view, in place: of every row its mean over the classes is taken off, which no softmax notices,
 * and all rows are multiplied by one factor that gives the learnt rows a wanted root mean square. Then the weights of
 * views compare.
 *
 * @param own what the view says of the learnt rows, n × K
 * @param judged what it says of other rows, m × K; scaled by the factor of the learnt rows
 * @param classCount K
 * @param wanted root mean square of the first view; without it the view keeps its own
 * @returns the root mean square that the learnt rows have afterwards; 1 where the view says nothing
 *
 * @example
 * const view = Float64Array.of(3, 1);
 * scaleView({ own: view, judged: null }, 2, 5); // 5; view is now [5, −5]
 */
export function scaleView(
  { own, judged }: { readonly own: Float64Array; readonly judged: Float64Array | null },
  classCount: number,
  wanted?: number,
): number {
  centreRows(own, classCount);
  if (judged !== null) centreRows(judged, classCount);
  const before = rootMeanSquare(own);
  if (wanted === undefined) return before;
  const factor = wanted / before;
  for (let at = 0; at < own.length; at++) own[at]! *= factor;
  if (judged !== null) for (let at = 0; at < judged.length; at++) judged[at]! *= factor;
  return wanted;
}

function centreRows(view: Float64Array, K: number): void {
  for (let start = 0; start < view.length; start += K) {
    let sum = 0;
    for (let k = 0; k < K; k++) sum += view[start + k]!;
    const mean = sum / K;
    for (let k = 0; k < K; k++) view[start + k]! -= mean;
  }
}

function rootMeanSquare(view: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < view.length; at++) sum += view[at]! * view[at]!;
  return Math.sqrt(sum / view.length) || 1;
}
