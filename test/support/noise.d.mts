export type NoiseKind = 'uniform' | 'pair' | 'sparse';
export declare const NOISE_KINDS: readonly NoiseKind[];

/**
 * @param rows true class of each row, length n, in K classes
 * @param rate share of wrong labels to expect, 0 to 1
 * @returns labels, length n
 */
export declare function drawNoise(
  rows: { readonly truth: Uint32Array; readonly classCount: number },
  kind: NoiseKind,
  rate: number,
  seed: number,
): Uint32Array;
