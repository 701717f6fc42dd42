/** Options of flagging rows: checks and defaults. */
import { badFracNoise, badMinExamples, badRemovePerClass, ignoredOption, unknownName } from '../errors.js';

/** Which rows to flag. An option that the method does not use (see `METHODS`) is an error. */
export interface FilterOptions {
  /** Default `prune_by_noise_rate`. */
  readonly method?: Method | undefined;
  /** Share of the estimated errors of each pair of classes to flag, 0 to 1. Default 1. */
  readonly fracNoise?: number | undefined;
  /**
   * Rows of each class that are not flagged; no row of a class of this size or smaller is. A whole number. Default 1.
   */
  readonly minExamplesPerClass?: number | undefined;
  /**
   * Rows to flag for each class, instead of the estimated number; K whole numbers. As in cleanlab,
   * `prune_by_noise_rate` takes entry k as the number of rows that seem to be *truly* of class k, spread
   * over the labels that they have as the joint estimates it, and `prune_by_class` as the number of rows
   * *labelled* k. Not together with `fracNoise`.
   */
  readonly removePerClass?: ArrayLike<number> | undefined;
}

/** Checked options of the pruning methods. */
export interface PruneSettings {
  readonly fracNoise: number;
  readonly minExamplesPerClass: number;
  /** Undefined for the estimated number. */
  readonly removePerClass: ArrayLike<number> | undefined;
}

/**
 * Checks the name of a method, and that it uses all options that are set.
 *
 * @throws UserError if the method is unknown or would ignore an option
 */
export function checkMethod(options: FilterOptions): Method {
  const { method = 'prune_by_noise_rate' } = options;
  if (!Object.hasOwn(METHODS, method)) throw unknownName('method', method, Object.keys(METHODS));
  const supported = METHODS[method];
  for (const option of ['fracNoise', 'minExamplesPerClass', 'removePerClass'] as const) {
    if (options[option] !== undefined && !supported[option]) {
      throw ignoredOption(option, `the method ${method} does not use it`);
    }
  }
  return method;
}

/**
 * Checks the options of the pruning methods and fills in the defaults.
 *
 * @throws UserError if a value is out of its range or `removePerClass` makes `fracNoise` useless
 */
export function pruneSettings(options: FilterOptions, classCount: number): PruneSettings {
  const { fracNoise = 1, minExamplesPerClass = 1, removePerClass } = options;
  if (!(fracNoise >= 0 && fracNoise <= 1)) throw badFracNoise(fracNoise);
  if (!isCount(minExamplesPerClass)) throw badMinExamples(minExamplesPerClass);
  if (removePerClass !== undefined) {
    if (options.fracNoise !== undefined) {
      throw ignoredOption('fracNoise', 'removePerClass sets the number of rows already');
    }
    if (removePerClass.length !== classCount) {
      throw badRemovePerClass(`has ${removePerClass.length} entries`, classCount);
    }
    const wrong = Array.from(removePerClass).findIndex((count) => !isCount(count));
    if (wrong >= 0) throw badRemovePerClass(`has ${removePerClass[wrong]} at entry ${wrong}`, classCount);
  }
  return { fracNoise, minExamplesPerClass, removePerClass };
}

function isCount(value: number): boolean {
  return Number.isInteger(value) && value >= 0;
}

/** The same options, with `removePerClass` as an array where it is one number for all classes. */
export function countsPerClass<
  Options extends { readonly removePerClass?: number | ArrayLike<number> | undefined },
>(
  options: Options,
  classCount: number,
): Omit<Options, 'removePerClass'> & Pick<FilterOptions, 'removePerClass'> {
  const { removePerClass } = options;
  if (typeof removePerClass !== 'number') return { ...options, removePerClass };
  return { ...options, removePerClass: Array<number>(classCount).fill(removePerClass) };
}

/** The methods of flagging rows, and the options that each uses. */

/** The options that only some methods use. */
export interface SupportedOptions {
  readonly fracNoise: boolean;
  readonly minExamplesPerClass: boolean;
  readonly removePerClass: boolean;
}

const ALL_OPTIONS: SupportedOptions = { fracNoise: true, minExamplesPerClass: true, removePerClass: true };
const NO_OPTIONS: SupportedOptions = { fracNoise: false, minExamplesPerClass: false, removePerClass: false };

/**
 * For each method, by its name in cleanlab (`filter_by`), the options that it uses:
 *
 * - `prune_by_noise_rate` (the default): for each pair of classes, as many rows as the joint estimates to be labelled
 *   as one and truly of the other, those with the largest margin towards the other.
 * - `prune_by_class`: for each class, as many rows as are estimated to be mislabelled, those with the
 *   lowest self confidence.
 * - `both`: the rows that both of the above flag.
 * - `confident_learning`: rows that are confidently of a class other than their label.
 * - `predicted_neq_given`: rows whose most likely class differs from their label.
 * - `low_normalized_margin`, `low_self_confidence`: the rows with the lowest such score, as many as
 *   `confident_learning` flags.
 */
export const METHODS = {
  prune_by_noise_rate: ALL_OPTIONS,
  prune_by_class: ALL_OPTIONS,
  both: ALL_OPTIONS,
  confident_learning: NO_OPTIONS,
  predicted_neq_given: NO_OPTIONS,
  low_normalized_margin: NO_OPTIONS,
  low_self_confidence: NO_OPTIONS,
} as const satisfies Record<string, SupportedOptions>;

/** The name of a method of flagging rows. */
export type Method = keyof typeof METHODS;
