/**
 * Options that have no effect beside others. On the command line that is an error; an option of a configuration file is
 * ignored instead, since the file is for many runs.
 */
import { METHODS } from '../../confident-learning/filter/options.js';
import { optionIgnored } from '../errors.js';
import type { JudgeFlags } from './commands.js';
import { COLUMNS, PROBABILITIES, TRAINING, WORDS } from './data.js';
import { CONFIDENT_LEARNING, defaultMethod, METHOD, RUN } from './method.js';
import { longName, type OptionEntry, type OptionSet } from './option.js';

/** Flags of any command. */
type Flags = Readonly<Record<string, unknown>>;

/** Options that have no effect beside another one. */
interface Conflict {
  /** The other option. */
  readonly beside: string;
  /** Names of the options that have no effect, given its value. */
  readonly ignored: (value: never, flags: Flags) => readonly string[];
  /** Why, for the error. */
  readonly why: string | ((flags: Flags) => string);
  readonly fix: string | ((option: string) => string);
  /** Whether this also holds for the default value of `beside`. */
  readonly byDefault?: true;
}

const ALL: OptionSet = {
  ...COLUMNS,
  ...TRAINING,
  ...PROBABILITIES,
  ...WORDS,
  ...METHOD,
  ...CONFIDENT_LEARNING,
  ...RUN,
};
const TRAINING_OPTIONS = Object.keys(ALL).filter((name) => (ALL[name] as OptionEntry).trains);

/** In the order of the checks. */
const CONFLICTS: readonly Conflict[] = [
  {
    beside: 'probabilities',
    ignored: () => TRAINING_OPTIONS,
    why: 'with --probabilities no model is trained',
    fix: (option) => `Leave out ${option} or --probabilities.`,
  },
  {
    beside: 'probabilities',
    ignored: (files: readonly string[]) => (files.length === 1 ? ['combine'] : []),
    why: 'only one model is given',
    fix: 'Give --probabilities once for each model, or leave it out.',
  },
  {
    beside: 'probabilities',
    ignored: () => ['mergeLabels'],
    why: 'with --probabilities each column is a class',
    fix: 'Correct the labels, or leave it out.',
  },
  {
    beside: 'train',
    ignored: () => ['cv'],
    why: 'with --train the model learns from another file',
    fix: 'Leave out --cv or --train.',
  },
  {
    beside: 'method',
    ignored: (method: string) =>
      method === 'noise-aware' || method === 'stacked'
        ? Object.keys(CONFIDENT_LEARNING).filter(
            (name) => method === 'noise-aware' || name !== 'minExamplesPerClass',
          )
        : [],
    why: (flags) => `the method ${flags.method ?? defaultMethod(flags)} does not use it`,
    fix: 'Add --method prune_by_noise_rate, or leave it out.',
    byDefault: true,
  },
  {
    beside: 'probabilities',
    ignored: (_, { method }) => (method === 'stacked' ? ['method'] : []),
    why: 'the method stacked needs the texts that the probabilities are about',
    fix: 'Use --method noise-aware, or leave it out.',
  },
  {
    beside: 'method',
    ignored: (method: string) => ignoredBy(method),
    why: ({ method }) => `the method ${method} does not use it`,
    fix: 'Choose prune_by_noise_rate, prune_by_class or both, or leave it out.',
  },
  {
    beside: 'removePerClass',
    ignored: () => ['fracNoise'],
    why: '--remove-per-class sets the number of rows already',
    fix: 'Leave out one of the two.',
  },
];

/** Further options of a file that are ignored beside others; on the command line, these are no error or a later one. */
const GIVE_WAY: Readonly<Record<string, (value: never, flags: Flags) => readonly string[]>> = {
  fracNoise: () => ['removePerClass'],
  labels: () => ['text'],
  engine: () => Object.keys(ALL).filter((name) => (ALL[name] as OptionEntry).notInEngine !== undefined),
  inputFormat: (format: string) => (['csv', 'tsv'].includes(format) ? [] : ['delimiter', 'header']),
  delimiter: () => ['inputFormat'],
};

function ignoredBy(method: string): string[] {
  const traits = METHODS[method as keyof typeof METHODS] as (typeof METHODS)['both'] | undefined;
  if (traits === undefined) return [];
  return (['fracNoise', 'minExamplesPerClass', 'removePerClass'] as const).filter((name) => !traits[name]);
}

/**
 * Rejects options of the command line that would be ignored.
 *
 * @throws UserError with the first one, and the reason
 */
export function refuseIgnored(flags: JudgeFlags): void {
  const all = flags as Flags;
  for (const { beside, ignored, why, fix, byDefault } of CONFLICTS) {
    const value = all[beside] ?? (byDefault ? defaultMethod(all) : undefined);
    if (value === undefined) continue;
    const name = ignored(value as never, all).find((one) => all[one] !== undefined);
    if (name === undefined) continue;
    const option = longName(ALL[name]!);
    throw optionIgnored(
      option,
      typeof why === 'string' ? why : why(all),
      typeof fix === 'string' ? fix : fix(option),
    );
  }
}

/**
 * Whether an option of a configuration file has no effect beside one of the command line.
 *
 * @param name of the file's option: `minDf`
 * @param beside name of the option of the command line
 * @param flags all flags
 */
export function givesWay(name: string, beside: string, flags: Flags): boolean {
  const value = flags[beside] as never;
  return (
    CONFLICTS.some(
      (conflict) => conflict.beside === beside && conflict.ignored(value, flags).includes(name),
    ) || GIVE_WAY[beside]?.(value, flags).includes(name) === true
  );
}

/**
 * The long name of the first option of a set that was given; undefined where none was.
 *
 * @example
 * firstGiven({ stem: true }, WORDS) // '--stem'
 */
export function firstGiven(flags: object, set: OptionSet): string | undefined {
  const name = Object.keys(set).find((one) => (flags as Flags)[one] !== undefined);
  return name === undefined ? undefined : longName(set[name]!);
}
