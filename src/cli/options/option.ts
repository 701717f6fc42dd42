/** What an option is. All that the program knows about an option is in its one entry. */
import type { GenericSchema } from 'valibot';

/** The library that checks configuration files; loaded only where there is one. */
export type Valibot = typeof import('valibot');

/** The values that an option takes. */
export interface ValueType<T> {
  /**
   * Reads one value of the command line; absent for a switch, which takes none.
   *
   * @param before what the same option gave earlier, where it may be repeated
   * @throws InvalidArgumentError saying what to give
   */
  parse?(value: string, before: T | undefined): T;
  /** The values to choose from, for help, completion and the error. */
  readonly choices?: readonly string[];
  /** What a configuration file may say; absent where no option of this type may be in one. */
  readonly schema?: (v: Valibot) => GenericSchema;
  /** Turns what the file says into what the command line would have given; default: unchanged. */
  fromConfig?(value: unknown): T;
}

/**
 * Where an option may be said. `command line`: it belongs to one run, not to a folder. `never in a file`: it
 * would let a stranger's folder write, send, or decide what is judged by what.
 */
export type Place = 'anywhere' | 'command line' | 'never in a file';

/** An option. */
export interface OptionEntry<T = unknown> {
  /** As commander takes it: `--min-df <n>`, `-o, --output <file>`. */
  readonly flags: string;
  /** What it does, for help. */
  readonly help: string;
  readonly value: ValueType<T>;
  readonly place: Place;
  /** Commands whose short `--help` shows it; `--help-all` shows it everywhere. */
  readonly usual?: readonly string[];
  /** What holds where it is not given. */
  readonly default?: T;
  /** Whether it is about training a model, so that it means nothing beside another model's probabilities. */
  readonly trains?: true;
  /** Why an engine that judges the rows cannot obey it; absent where an engine does. */
  readonly notInEngine?: string;
  /** Why SQL cannot express it; absent where it can, or where the command `sql` does not have it. */
  readonly notInSql?: string;
  /** The option that excludes it, where commander is to say so. */
  readonly conflicts?: readonly string[];
  /** Whether the command cannot run without it. */
  readonly required?: true;
  /** Named by its own flag: `--no-text` is no opposite of `--text`. */
  readonly isNoNegation?: true;
}

/** Options by the names that their values have in the program: `minDf` for `--min-df`. */
export type OptionSet = Readonly<Record<string, OptionEntry>>;

/** What the options of a set give; each is undefined where it was not given. */
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
