import { existsSync } from 'node:fs';
import { decisionsFileOf } from '../../corrections/decision-file.js';
import { TABLE } from '../../engines/tables.js';
import type { ScriptMethod } from '../../sql/script.js';
import { engineDecisions, engineOptionIgnored, notPlainName } from '../errors.js';
import { CONFIDENT_LEARNING_OPTIONS, type FindFlags, firstGiven } from '../flags.js';
import { methodInSql } from '../sql/method-in-sql.js';
import type { EngineFlags } from './options.js';

/** Options of `find` that an engine heeds, or for which this file says where it does not. */
export const HEEDED = [
  ...['text', 'label', 'id', 'header', 'delimiter', 'classes', 'classBase', 'mergeLabels'],
  ...['method', 'alpha', 'cv', 'rankBy', 'adjustProbabilities', 'fracNoise', 'minExamplesPerClass'],
  ...['removePerClass', 'decisions', 'withProbabilities', 'format', 'output', 'top', 'noText', 'color'],
  ...['quiet', 'verbose', 'memory', 'engine', 'engineCommand', 'database', 'keepTables'],
] as const;

/** Options that work on rows which do not come here, and why they cannot be had. */
export const LEFT_OUT = {
  train: ['--train', 'it learns from the rows that it judges'],
  probabilities: ['--probabilities', 'it trains its own model'],
  labels: ['--labels', 'labels are a column there'],
  renormalize: ['--renormalize', 'it trains its own model'],
  combine: ['--combine', 'it trains its own model'],
  ngrams: ['--ngrams', 'words are counted one by one there'],
  minDf: ['--min-df', 'all words count there'],
  stopWords: ['--stop-words', 'all words count there'],
  stem: ['--stem', 'words are counted as they are written there'],
  tokenizer: ['--tokenizer', 'words are runs of letters there'],
  saveProbabilities: ['--save-probabilities', 'only candidates are read from it'],
  kinds: ['--kinds', 'it looks for label errors only'],
  nearDuplicates: ['--near-duplicates', 'it looks for label errors only'],
  useDecisions: ['--use-decisions', 'decisions are looked up among rows that are read here'],
  timings: ['--timings', 'the work is not done here'],
  all: ['--all', 'only candidates are read from it'],
  encoding: ['--encoding', 'it reads UTF-8'],
  inputFormat: ['--input-format', 'it tells formats by names'],
} as const;

const OF_DUCKDB = { database: '--database', memory: '--memory' } as const;

/** How an engine is to judge. */
export interface EngineMethod {
  readonly method: 'noise-aware' | ScriptMethod;
  readonly alpha: number | undefined;
}

/**
 * Makes sure that no option would be ignored by the engine.
 *
 * @throws UserError naming the option that would be, and why
 */
export function checkEngineFlags(flags: FindFlags & EngineFlags): EngineMethod {
  for (const [key, [option, why]] of Object.entries(LEFT_OUT)) {
    if (flags[key as keyof typeof LEFT_OUT] !== undefined) throw engineOptionIgnored(option, why);
  }
  if (typeof flags.decisions === 'string') {
    throw engineOptionIgnored('--decisions', 'decisions are looked up among rows that are read here');
  }
  if (flags.engine === 'duckdb') {
    if (flags.engineCommand !== undefined)
      throw engineOptionIgnored('--engine-command', 'DuckDB runs in this program');
    if (flags.keepTables !== undefined)
      throw engineOptionIgnored('--keep-tables', 'its tables are in memory and end with the program');
  } else {
    const option = firstGiven(flags, OF_DUCKDB);
    if (option !== undefined) {
      throw engineOptionIgnored(option, 'the client of Spark says what it connects to and takes');
    }
  }
  if (flags.keepTables !== undefined && !/^[a-z][a-z0-9_]*$/i.test(flags.keepTables)) {
    throw notPlainName('--keep-tables', flags.keepTables);
  }
  return engineMethod(flags);
}

/**
 * Makes sure that no decisions lie beside a data file, which would be heeded without an engine.
 *
 * @throws UserError if there are some, and nothing says to leave them unread
 */
export function requireNoDecisions(files: readonly string[], { decisions }: FindFlags): void {
  const [only] = files;
  if (decisions === false || only === undefined || only === '-' || files.length > 1 || only.startsWith(TABLE))
    return;
  const beside = decisionsFileOf(only);
  if (existsSync(beside)) throw engineDecisions(beside);
}

/** @throws UserError for what the noise-aware method, the default, would ignore */
function engineMethod(flags: FindFlags): EngineMethod {
  const { method = 'noise-aware', alpha } = flags;
  if (method !== 'noise-aware') return methodInSql(flags);
  const ignored = firstGiven(flags, CONFIDENT_LEARNING_OPTIONS);
  if (ignored !== undefined) throw engineOptionIgnored(ignored, 'the method noise-aware does not use it');
  return { method, alpha };
}
