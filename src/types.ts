/**
 * The values that pass between the stages. The only code beside them finds the part of a data set that a row is in.
 *
 * Symbols used throughout: n rows, K classes, V words. Matrices are flat and row-major: element
 * (i, k) of an n × K matrix is at `i * K + k`. A typed array is written by the one function
 * that makes it and only read afterwards.
 */
export type * from './types/dataset.js';
export type * from './types/findings.js';
export type * from './types/judgement.js';
export type * from './types/terms.js';
