/** What the options of the commands come to, and how the command line writes them. */
import type { METHODS } from '../confident-learning/filter/methods.js';
import type { RANK_BY } from '../confident-learning/rank/quality-scores.js';
import type { InputFormat } from '../dataset/format.js';
import type { HealthFormat } from '../report/health/formats.js';
import type { Kind } from '../report/kinds.js';
import type { Tokenizer } from '../vectorize/words.js';
import type { FormatChoice } from './values.js';

/** What the data options come to; each is undefined where it was not given. */
export interface DataFlags {
  readonly text?: string[];
  readonly label?: string | undefined;
  readonly id?: string;
  readonly header?: boolean;
  readonly delimiter?: string;
  readonly encoding?: string;
  readonly inputFormat?: InputFormat;
  readonly mergeLabels?: true;
  readonly classes?: string;
  readonly classBase?: '0' | '1';
  readonly train?: string;
}

/** What the options about other models' probabilities come to. */
export interface ProbabilityFlags {
  readonly probabilities?: string[];
  readonly labels?: string;
  readonly renormalize?: true;
  readonly combine?: 'mean' | 'weighted';
}

/** What the method options come to. */
export interface MethodFlags {
  readonly method?: 'noise-aware' | keyof typeof METHODS;
  readonly alpha?: number;
  readonly cv?: number | 'loo';
  readonly rankBy?: (typeof RANK_BY)[number];
  readonly adjustProbabilities?: true;
  readonly fracNoise?: number;
  readonly minExamplesPerClass?: number;
  readonly removePerClass?: number | number[];
}

/** What the options about words come to. */
export interface WordFlags {
  readonly ngrams?: number;
  readonly minDf?: number;
  readonly stopWords?: string;
  readonly stem?: true;
  readonly tokenizer?: Tokenizer;
}

/** What the output options come to. */
export interface OutputFlags {
  readonly format?: FormatChoice[];
  readonly output?: string;
  readonly top?: number;
  readonly noText?: true;
  readonly color?: boolean;
  readonly quiet?: true;
  readonly verbose?: true;
}

/** What the options about the rows and fields to report come to. */
export interface RowFlags {
  readonly saveProbabilities?: string;
  readonly all?: true;
  readonly withProbabilities?: true;
}

/** What the options about kinds of findings come to. */
export interface KindFlags {
  readonly kinds?: Kind[];
  readonly nearDuplicates?: true;
}

/** The flags that say what is judged, and how. */
export type JudgeFlags = DataFlags &
  ProbabilityFlags &
  WordFlags &
  MethodFlags &
  HeedFlags &
  RunFlags & { readonly quiet?: true };

/** What the options about decisions come to, where they are heeded. */
export interface HeedFlags {
  /** False where they are not to be heeded. */
  readonly decisions?: string | false;
  readonly useDecisions?: true;
}

/** What the options about the run itself come to. */
export interface RunFlags {
  /** In bytes. */
  readonly memory?: number;
  readonly timings?: true;
}

/** All flags of `health`. */
export type HealthFlags = JudgeFlags & {
  readonly format?: HealthFormat;
  readonly output?: string;
  readonly noText?: true;
  readonly color?: boolean;
};

/** All flags of `explain`. */
export type ExplainFlags = JudgeFlags & {
  readonly row: string[];
  readonly format?: 'table' | 'json';
  readonly color?: boolean;
};

/** All flags of `find`. */
export type FindFlags = KindFlags &
  DataFlags &
  ProbabilityFlags &
  WordFlags &
  MethodFlags &
  OutputFlags &
  RowFlags &
  HeedFlags &
  RunFlags;

/** What the options of the gate come to. */
export interface GateFlags {
  readonly maxErrors?: number;
  readonly maxRate?: number;
  readonly maxClassRate?: number;
  readonly below?: number;
  readonly since?: string;
  readonly baseline?: string;
  readonly updateBaseline?: true;
  readonly pruneBaseline?: true;
  readonly allowStale?: true;
}

/** All flags of `check`. */
export type CheckFlags = KindFlags &
  DataFlags &
  ProbabilityFlags &
  WordFlags &
  MethodFlags &
  OutputFlags &
  GateFlags &
  HeedFlags &
  RunFlags;

/** The options about words. */
export const WORD_OPTIONS = {
  ngrams: '--ngrams',
  minDf: '--min-df',
  stopWords: '--stop-words',
  stem: '--stem',
  tokenizer: '--tokenizer',
} as const satisfies Record<keyof WordFlags, string>;

/** The options that only cleanlab's methods use. */
export const CONFIDENT_LEARNING_OPTIONS = {
  cv: '--cv',
  rankBy: '--rank-by',
  adjustProbabilities: '--adjust-probabilities',
  fracNoise: '--frac-noise',
  minExamplesPerClass: '--min-examples-per-class',
  removePerClass: '--remove-per-class',
} as const satisfies Record<Exclude<keyof MethodFlags, 'method' | 'alpha'>, string>;

/** The options that say how label errors are looked for. */
export const FINDING_OPTIONS = {
  train: '--train',
  ...WORD_OPTIONS,
  method: '--method',
  alpha: '--alpha',
  ...CONFIDENT_LEARNING_OPTIONS,
} as const satisfies Partial<Record<keyof JudgeFlags, string>>;

/**
 * The first of some options that was given, as the command line writes it; undefined where none was.
 *
 * @example
 * firstGiven({ stem: true }, WORD_OPTIONS) // '--stem'
 */
export function firstGiven<Options extends Readonly<Record<string, string>>>(
  flags: { readonly [name in keyof Options]?: unknown },
  options: Options,
): string | undefined {
  return Object.keys(options)
    .filter((name) => flags[name] !== undefined)
    .map((name) => options[name])[0];
}
