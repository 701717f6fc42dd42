/** The entry of an option, which has everything that the program knows about it. */
import type { GenericSchema } from 'valibot';

/** The library that validates configuration files; loaded only where there is one. */
export type Valibot = typeof import('valibot');

/** A type of option values. */
export interface ValueType<T> {
  /**
   * Parses one value of the command line; absent for a switch, which has none.
   *
   * @param before the option's earlier value, where it may be repeated
   * @throws InvalidArgumentError with what to give
   */
  parse?(value: string, before: T | undefined): T;
  /** The allowed values, for help, completion and the error. */
  readonly choices?: readonly string[];
  /** The schema of values in a configuration file; absent where options of this type are not allowed there. */
  readonly schema?: (v: Valibot) => GenericSchema;
  /** Converts a value of the file to the one that the command line would give; default: unchanged. */
  fromConfig?(value: unknown): T;
}

/**
 * Where an option may be given. `command line`: it is for one run, not for a folder. `never in a file`: from a folder of
 * unknown origin, it could write or send data, or change which data are judged.
 */
export type Place = 'anywhere' | 'command line' | 'never in a file';

/** An option. */
export interface OptionEntry<T = unknown> {
  /** In commander's syntax: `--min-df <n>`, `-o, --output <file>`. */
  readonly flags: string;
  /** Its description in help. */
  readonly help: string;
  readonly value: ValueType<T>;
  readonly place: Place;
  /** Commands whose short `--help` shows it; `--help-all` shows it everywhere. */
  readonly usual?: readonly string[];
  /** The value where it is not given. */
  readonly default?: T;
  /** Whether it is about training a model, so that it has no effect on another model's probabilities. */
  readonly trains?: true;
  /** Why it cannot be used with an engine; absent where it can. */
  readonly notInEngine?: string;
  /** Why SQL cannot express it; absent where it can, or where the command `sql` does not have it. */
  readonly notInSql?: string;
  /** The options that it excludes, where commander checks that. */
  readonly conflicts?: readonly string[];
  /** Whether the command requires it. */
  readonly required?: true;
  /** Not a negation: `--no-text` is not the opposite of `--text`. */
  readonly isNoNegation?: true;
}

/** Options by the names of their values in the program: `minDf` for `--min-df`. */
export type OptionSet = Readonly<Record<string, OptionEntry>>;

/** The values of a set of options; each is undefined where it was not given. */
export type FlagsOf<Set extends object> = {
  readonly [Name in keyof Set as Set[Name] extends OptionEntry<infer T>
    ? [T] extends [never]
      ? never
      : Name
    : never]?: Set[Name] extends OptionEntry<infer T> ? T | undefined : never;
};

/** Declares an option; the type of its values follows from its value type. */
export function option<T>(entry: OptionEntry<T>): OptionEntry<T> {
  return entry;
}

/** The long name of an option: `--min-df`. */
export function longName({ flags }: Pick<OptionEntry, 'flags'>): string {
  return /--[\w-]+/.exec(flags)![0];
}
