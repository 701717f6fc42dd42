/** Options about the method, about decided rows, and about the resources of a run. */
import { METHODS } from '../../confident-learning/filter/options.js';
import { RANK_BY } from '../../confident-learning/rank/quality-scores.js';
import { option } from './option.js';
import * as value from './values.js';

type ConfidentLearningMethod = keyof typeof METHODS;

/** The names of all methods. */
export const METHOD_NAMES = [
  'stacked',
  'noise-aware',
  ...(Object.keys(METHODS) as ConfidentLearningMethod[]),
] as const satisfies readonly ['stacked', 'noise-aware', ...ConfidentLearningMethod[]];

/** The method that runs where none is named: `stacked` needs the texts, which other sources do not have. */
export function defaultMethod({
  probabilities,
  engine,
}: {
  readonly probabilities?: unknown;
  readonly engine?: unknown;
}): 'stacked' | 'noise-aware' {
  return probabilities === undefined && engine === undefined ? 'stacked' : 'noise-aware';
}

/** The method, and the options of all methods. */
export const METHOD = {
  method: option<(typeof METHOD_NAMES)[number]>({
    flags: '--method <name>',
    help: 'how to find label errors (default: stacked)',
    value: value.oneOf(METHOD_NAMES),
    place: 'anywhere',
    usual: ['find', 'health', 'explain', 'review', 'export'],
  }),
  alpha: option({
    flags: '--alpha <number>',
    help: 'smoothing (default: 0.1 for stacked and noise-aware, else 1)',
    value: value.positiveNumber,
    place: 'anywhere',
    trains: true,
  }),
};

/** The options of confident learning only. */
export const CONFIDENT_LEARNING = {
  cv: option({
    flags: '--cv <folds|loo>',
    help: 'cross-validation of the other methods (default: 5)',
    value: value.folds,
    place: 'anywhere',
    trains: true,
  }),
  rankBy: option({
    flags: '--rank-by <score>',
    help: 'what they rank by (default: self_confidence)',
    value: value.oneOf(RANK_BY),
    place: 'anywhere',
  }),
  adjustProbabilities: option({
    flags: '--adjust-probabilities',
    help: 'even out classes of which the model is less sure',
    value: value.given,
    place: 'anywhere',
    notInSql: 'rows are ranked by the probability of their label',
  }),
  fracNoise: option({
    flags: '--frac-noise <share>',
    help: 'share of the estimated errors to flag (default: 1)',
    value: value.share,
    place: 'anywhere',
    notInSql: 'all rows that the joint estimates are flagged',
  }),
  minExamplesPerClass: option({
    flags: '--min-examples-per-class <n>',
    help: 'rows of a class never to flag (default: 1)',
    value: value.wholeNumber(0),
    place: 'anywhere',
    notInSql: 'one row of each class is kept',
  }),
  removePerClass: option({
    flags: '--remove-per-class <n|n,n,…>',
    help: 'rows to flag for each class',
    value: value.countPerClass,
    place: 'anywhere',
    notInSql: 'the joint says how many rows to flag',
  }),
};

/** Decided rows. */
export const DECISIONS = {
  decisions: option({
    flags: '--decisions <file>',
    help: '(default: <file>.decisions.jsonl)',
    value: value.textOrNo,
    place: 'never in a file',
    usual: ['check', 'export', 'decide', 'review'],
  }),
  noDecisions: option({
    flags: '--no-decisions',
    help: 'leave decisions unread',
    value: value.opposite,
    place: 'command line',
  }),
  useDecisions: option({
    flags: '--use-decisions',
    help: 'hold decided labels fixed: learn from them, judge the other rows',
    value: value.given,
    place: 'command line',
    notInEngine: 'decisions are looked up among rows that are read here',
  }),
};

/** The run itself. */
export const RUN = {
  memory: option({
    flags: '--memory <size>',
    help: 'what the run may take, as in 800M; more goes to a temporary file (default: a quarter of the memory)',
    value: value.memorySize,
    place: 'command line',
    trains: true,
  }),
  timings: option({
    flags: '--timings',
    help: 'print how long each stage took, on standard error',
    value: value.given,
    place: 'command line',
    notInEngine: 'the work is not done here',
  }),
};
