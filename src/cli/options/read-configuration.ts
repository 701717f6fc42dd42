/**
 * Reads a configuration file of the working directory. It has options only, never code, and no options that write or
 * send: the folder may be of unknown origin.
 */
import { lilconfig } from 'lilconfig';
import * as v from 'valibot';
import { APPLY, DECIDE, EXPORT, REVIEW } from './correct.js';
import { COLUMNS, IDS, PROBABILITIES, TRAINING, WORDS } from './data.js';
import { ENGINE, SQL_TABLE } from './engine.js';
import { configBroken, configForbidden, configOnCommandLine, configUnknown, configValue } from './errors.js';
import { CONFIDENT_LEARNING, DECISIONS, METHOD, RUN } from './method.js';
import { longName, type OptionEntry } from './option.js';
import { BASELINE, EXPLAINED_ROWS, KINDS_OF_ROWS, LIMITS, OUTPUT, ROWS } from './report.js';

/** All options; of those with the same name, a file sets the first one. */
const SETS = [
  ...[
    { text: COLUMNS.text, label: COLUMNS.label },
    IDS,
    COLUMNS,
    WORDS,
    METHOD,
    CONFIDENT_LEARNING,
    LIMITS,
    TRAINING,
    PROBABILITIES,
    DECISIONS,
    RUN,
  ],
  ...[
    BASELINE,
    KINDS_OF_ROWS,
    ROWS,
    OUTPUT,
    EXPLAINED_ROWS,
    REVIEW,
    DECIDE,
    APPLY,
    EXPORT,
    ENGINE,
    SQL_TABLE,
  ],
];

/** Options by key in a file: `min-df`. */
const BY_KEY = new Map<string, OptionEntry>();
for (const entry of SETS.flatMap((set) => Object.values(set) as OptionEntry[])) {
  const key = longName(entry).slice(2);
  if (!BY_KEY.has(key)) BY_KEY.set(key, entry);
}

/** Keys that are allowed in a file. */
const KNOWN = [...BY_KEY].filter(([, { place }]) => place === 'anywhere').map(([key]) => key);

/** An option in a configuration file. */
export interface ConfiguredOption {
  readonly key: string;
  /** The value that the command line would give. */
  readonly value: unknown;
  /** The value in the file. */
  readonly said: unknown;
}

/** A configuration file that was found. */
export interface FoundConfiguration {
  readonly file: string;
  readonly options: readonly ConfiguredOption[];
  /** The file and line of an option. */
  placeOf(key: string): string;
}

/**
 * Reads and checks the configuration file of a folder; null where there is none.
 *
 * @throws UserError if it is not JSON, or has keys or values that are not allowed
 */
export async function readConfiguration(
  folder: string,
  { name, places }: { readonly name: string; readonly places: readonly string[] },
): Promise<FoundConfiguration | null> {
  let content = '';
  const parse = (file: string, text: string) => {
    content = text;
    return parseJson(file, text);
  };
  const search = lilconfig(name, {
    searchPlaces: [...places],
    stopDir: folder,
    loaders: { noExt: parse, '.json': parse },
  });
  const found = await search.search(folder);
  if (found === null || found.isEmpty) return null;
  const file = found.filepath.slice(folder.length).replace(/^[\\/]/, '');
  // In package.json our options are below our name.
  const start = file === 'package.json' ? content.indexOf(JSON.stringify(name)) : 0;
  const placeOf = (key: string) => `${file}:${lineOf(key, content, start)}`;
  return { file, options: checked(file, found.config, placeOf), placeOf };
}

/** A JSON string and the colon that makes it a key. */
const KEY = /("(?:[^"\\]|\\.)*")(\s*:)?/g;

function lineOf(key: string, content: string, start: number): number {
  const written = [...content.slice(start).matchAll(KEY)];
  const at = written.find(([, quoted, colon]) => colon !== undefined && parsed(quoted!) === key)?.index ?? 0;
  return content.slice(0, start + at).split('\n').length;
}

function parsed(quoted: string): unknown {
  try {
    return JSON.parse(quoted);
  } catch {
    return undefined; // not a valid string, so not a key
  }
}

function parseJson(file: string, content: string): unknown {
  try {
    return JSON.parse(content.replace(/^\ufeff/, ''));
  } catch {
    throw configBroken(file.replace(/^.*[\\/]/, ''));
  }
}

function checked(
  file: string,
  config: unknown,
  placeOf: FoundConfiguration['placeOf'],
): readonly ConfiguredOption[] {
  if (typeof config !== 'object' || config === null || Array.isArray(config)) throw configBroken(file);
  const options = Object.entries(config).map(([key, said]) => {
    const entry = BY_KEY.get(key);
    if (entry === undefined) throw configUnknown(placeOf(key), key, KNOWN);
    if (entry.place === 'never in a file') throw configForbidden(placeOf(key), key);
    if (entry.place === 'command line') throw configOnCommandLine(placeOf(key), key);
    const { schema, fromConfig } = entry.value;
    const result = v.safeParse(schema!(v), said);
    if (!result.success) throw configValue(placeOf(key), key, result.issues[0].message);
    return { key, said, value: fromConfig === undefined ? said : fromConfig(said) };
  });
  // In the order of help, independent of the file.
  const order = [...BY_KEY.keys()];
  return options.sort((a, b) => order.indexOf(a.key) - order.indexOf(b.key));
}
