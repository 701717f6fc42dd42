/**
 * Options from a configuration file of the working directory. It holds data, model and method options only,
 * never code, and nothing that writes or sends: the folder may be a stranger's.
 */
import { lilconfig } from 'lilconfig';
import * as v from 'valibot';
import { METHODS } from '../confident-learning/filter/methods.js';
import { RANK_BY } from '../confident-learning/rank/quality-scores.js';
import { INPUT_FORMATS } from '../dataset/format.js';
import { TOKENIZERS } from '../vectorize/words.js';
import { configBroken, configForbidden, configOnCommandLine, configUnknown, configValue } from './errors.js';

const text = v.string('Give a text.');
const flag = v.boolean('Give true or false.');
const count = (least: number) =>
  v.pipe(
    v.number(`Give a whole number, ${least} or more.`),
    v.integer(`Give a whole number, ${least} or more.`),
    v.minValue(least, `Give a whole number, ${least} or more.`),
  );
const oneOf = (values: readonly string[]) => v.picklist(values, `Give one of ${values.join(', ')}.`);

const percentage = v.pipe(
  v.number('Give a percentage.'),
  v.minValue(0, 'Give a percentage.'),
  v.maxValue(100, 'Give a percentage.'),
);

/** What a file may say, by the options' names. */
const SCHEMA = {
  text: v.union([text, v.array(text)], 'Give a column, or a list of columns.'),
  label: text,
  id: text,
  header: flag,
  classes: v.union([text, v.array(text)], 'Give a file, or a list of names.'),
  'class-base': v.picklist([0, 1], 'Give 0 or 1.'),
  'merge-labels': flag,
  'input-format': oneOf(INPUT_FORMATS),
  delimiter: text,
  encoding: text,
  ngrams: count(1),
  'min-df': count(1),
  'stop-words': text,
  stem: flag,
  tokenizer: oneOf(TOKENIZERS),
  method: oneOf(['noise-aware', ...Object.keys(METHODS)]),
  alpha: v.pipe(v.number('Give a number greater than 0.'), v.gtValue(0, 'Give a number greater than 0.')),
  cv: v.union([v.literal('loo'), count(2)], 'Give a whole number of folds, 2 or more, or "loo".'),
  'rank-by': oneOf(RANK_BY),
  'adjust-probabilities': flag,
  'frac-noise': v.pipe(
    v.number('Give a number from 0 to 1.'),
    v.minValue(0, 'Give a number from 0 to 1.'),
    v.maxValue(1, 'Give a number from 0 to 1.'),
  ),
  'min-examples-per-class': count(0),
  'remove-per-class': v.union(
    [count(0), v.array(count(0))],
    'Give a whole number of rows, or a list of them.',
  ),
  'max-errors': count(0),
  'max-rate': percentage,
  'max-class-rate': percentage,
  below: v.pipe(
    v.number('Give a number from 0 to 1.'),
    v.minValue(0, 'Give a number from 0 to 1.'),
    v.maxValue(1, 'Give a number from 0 to 1.'),
  ),
} as const;

/** What would let a stranger's folder write, send, or decide what is judged by what. */
const FORBIDDEN = [
  'engine',
  'engine-command',
  'database',
  'keep-tables',
  'output',
  'push',
  'in-place',
  'train',
  'since',
  'decisions',
  'baseline',
  'update-baseline',
  'prune-baseline',
  'force',
];

/**
 * Reads and checks the configuration file of a folder; null where there is none.
 *
 * @throws UserError if it is not JSON, or says what it may not
 */
export async function readConfig(
  folder: string,
  { name, places }: { readonly name: string; readonly places: readonly string[] },
): Promise<FoundConfig | null> {
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
  // In package.json it is what stands under our name.
  const start = file === 'package.json' ? content.indexOf(JSON.stringify(name)) : 0;
  const placeOf = (key: string) => `${file}:${lineOf(key, content, start)}`;
  return { file, options: checked(file, found.config, placeOf), placeOf };
}

/** A configuration file that was found. */
export interface FoundConfig {
  readonly file: string;
  readonly options: object;
  /** The file and line where it says an option. */
  placeOf(key: string): string;
}

function lineOf(key: string, content: string, start: number): number {
  const written = [...content.slice(start).matchAll(/("(?:[^"\\]|\\.)*")\s*:/g)];
  const at = written.find(([, quoted]) => JSON.parse(quoted!) === key)?.index ?? 0;
  return content.slice(0, start + at).split('\n').length;
}

function parseJson(file: string, content: string): unknown {
  try {
    return JSON.parse(content.replace(/^\ufeff/, ''));
  } catch {
    throw configBroken(file.replace(/^.*[\\/]/, ''));
  }
}

function checked(file: string, config: unknown, placeOf: FoundConfig['placeOf']): object {
  if (typeof config !== 'object' || config === null || Array.isArray(config)) throw configBroken(file);
  for (const key of Object.keys(config)) {
    if (FORBIDDEN.includes(key)) throw configForbidden(placeOf(key), key);
    if (Object.hasOwn(SCHEMA, key)) continue;
    throw ON_COMMAND_LINE.includes(key)
      ? configOnCommandLine(placeOf(key), key)
      : configUnknown(placeOf(key), key, Object.keys(SCHEMA));
  }
  const result = v.safeParse(v.partial(v.strictObject(SCHEMA)), config);
  if (!result.success) {
    const [issue] = result.issues;
    const key = String(issue.path?.[0]?.key);
    throw configValue(placeOf(key), key, issue.message);
  }
  return result.output;
}

/** Options that say how to show what was found; they belong to one run, not to a folder. */
const ON_COMMAND_LINE = [
  'candidates',
  'port',
  'open',
  'format',
  'top',
  'all',
  'with-probabilities',
  'kinds',
  'near-duplicates',
  'row',
  'no-text',
  'color',
  'quiet',
  'verbose',
  'memory',
  'timings',
  'config',
  'to',
  'only',
  'split',
  'private',
];
