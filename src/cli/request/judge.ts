/** The data to judge, the method, and the decisions: the part of a request that most commands share. */

import { totalmem } from 'node:os';
import { decisionsFileOf } from '../../corrections/decision-file.js';
import { decisionsNotNamed } from '../../corrections/errors.js';
import { decodeText, readWholeFile } from '../../dataset/bytes/bytes.js';
import { fileProblem } from '../../dataset/bytes/stored-bytes.js';
import { readClassNames } from '../../dataset/classes/class-names.js';
import * as errors from '../../dataset/errors.js';
import type { DataOptions } from '../../dataset/read-dataset.js';
import { severalFiles } from '../../given-probabilities/errors.js';
import type { GivenSource } from '../../given-probabilities/read-given.js';
import type { Source } from '../../judge/file.js';
import type { MethodOptions } from '../../judge/methods.js';
import { optionIgnored } from '../errors.js';
import type { JudgeFlags } from '../options/commands.js';
import { firstGiven, refuseIgnored } from '../options/conflicts.js';
import { type COLUMNS, type IDS, PROBABILITIES } from '../options/data.js';
import { defaultMethod } from '../options/method.js';
import type { FlagsOf } from '../options/option.js';
import { labelsNamedTwice, labelsNotNamed } from './errors.js';

/** Texts on which our own model is trained, and which it judges. */
export interface TextSource extends Source {
  readonly kind: 'texts';
  readonly words: NonNullable<Source['vectorizer']>;
  /** Bytes of memory that the whole run may take. */
  readonly allowed: number;
  readonly isMemoryNamed: boolean;
}

/** Probabilities of another model. */
export interface ProbabilitySource {
  readonly kind: 'probabilities';
  readonly given: GivenSource;
}

/** The decisions file. */
export interface DecisionsRequest {
  readonly file: string;
  /** Whether the user has named the file; otherwise it is the one beside the data, which may be missing. */
  readonly isNamed: boolean;
  /** Whether decided labels are held fixed. */
  readonly isUsed: boolean;
}

/** The data and the method, with all defaults filled in. */
export interface JudgeRequest {
  readonly source: TextSource | ProbabilitySource;
  readonly method: MethodOptions;
  /** Null where no decisions are read. */
  readonly decisions: DecisionsRequest | null;
  /** All files that are read. */
  readonly inputs: readonly string[];
  /** What the user should know of the defaults that were filled in, each a line. */
  readonly notes: readonly string[];
  readonly quiet: boolean;
}

/** By default, word counts go to a file where they take more than half of this fraction of the machine's memory. */
const USUAL_DIVISOR = 4;
/** By default, a run that takes more than this share of the machine's memory is not begun. */
const MOST_SHARE = 0.75;

/** Bytes of memory of the machine, or of the container. */
function machineMemory(): number {
  const container = process.constrainedMemory();
  return container > 0 ? Math.min(container, totalmem()) : totalmem();
}

/**
 * Converts flags to a request; reads the files of class names and stop words.
 *
 * @throws UserError if an option is wrong, or would be ignored
 */
export async function judgeRequest(files: readonly string[], flags: JudgeFlags): Promise<JudgeRequest> {
  const decisions = decisionsRequest(files, flags);
  const { train, labels, probabilities = [], quiet = false } = flags;
  const method = methodRequest(flags);
  const source =
    flags.probabilities === undefined ? await textSource(files, flags) : await given(files, flags);
  if (source.kind === 'probabilities' && method.method === 'stacked') {
    const why = 'it judges texts, and --probabilities says what another model thinks of them';
    throw optionIgnored('--method stacked', why, 'Leave out one of the two.');
  }
  const { classes, stopWords } = flags;
  const inputs = [...files, train, typeof classes === 'string' ? classes : undefined, stopWords, labels];
  return {
    source,
    method,
    decisions,
    inputs: [
      ...inputs.filter((input) => input !== undefined),
      ...probabilities,
      ...(decisions?.isNamed ? [decisions.file] : []),
    ],
    notes:
      flags.method === undefined && source.kind === 'probabilities'
        ? [`the method is ${method.method}, the default with --probabilities`]
        : [],
    quiet,
  };
}

/**
 * The method and its options.
 *
 * @throws UserError if it would ignore one of them
 */
export function methodRequest(flags: JudgeFlags): MethodOptions {
  refuseIgnored(flags);
  const { method = defaultMethod(flags), alpha } = flags;
  if (method === 'noise-aware') return { method, alpha };
  if (method === 'stacked') return { method, alpha, minExamplesPerClass: flags.minExamplesPerClass };
  const { cv, rankBy, adjustProbabilities, fracNoise, minExamplesPerClass, removePerClass } = flags;
  const own = { cv, rankBy, adjustProbabilities, fracNoise, minExamplesPerClass, removePerClass };
  return { method, alpha, ...own };
}

/** The texts, and how they are split into words. */
export async function textSource(files: readonly string[], flags: JudgeFlags): Promise<TextSource> {
  const option = firstGiven(flags, GIVEN_ONLY);
  if (option !== undefined) {
    throw optionIgnored(option, 'no probabilities are given', 'Add --probabilities <file>, or leave it out.');
  }
  const { ngrams, minDf, stopWords, stem, tokenizer } = flags;
  const words = { ngrams, minDf, stopWords: await stopWordList(stopWords), stem, tokenizer };
  return {
    kind: 'texts',
    files,
    train: flags.train,
    data: await dataRequest(flags),
    words,
    vectorizer: words,
    method: flags.method ?? defaultMethod(flags),
    memory: flags.memory ?? machineMemory() / USUAL_DIVISOR,
    allowed: flags.memory ?? machineMemory() * MOST_SHARE,
    isMemoryNamed: flags.memory !== undefined,
  };
}

async function stopWordList(named: string | undefined): Promise<'english' | readonly string[] | undefined> {
  if (named === undefined || named === 'english') return named;
  return readWordList(named);
}

const { probabilities: _, ...GIVEN_ONLY } = PROBABILITIES;

async function given(files: readonly string[], flags: JudgeFlags): Promise<ProbabilitySource> {
  const [file] = files;
  const { labels } = flags;
  if (files.length > 1) throw severalFiles(files);
  if (file !== undefined && labels !== undefined) throw labelsNamedTwice(file, labels);
  if (file === undefined) requireLabelsOnly(flags);
  return {
    kind: 'probabilities',
    given: {
      probabilities: flags.probabilities!,
      labels: file === undefined ? { file: labels!, isData: false } : { file, isData: true },
      data: await dataRequest(flags),
      combine: flags.combine ?? 'mean',
      renormalize: flags.renormalize ?? false,
    },
  };
}

/** @throws UserError if there are no labels, or if an option needs the texts of a data file */
function requireLabelsOnly({ labels, text, decisions, useDecisions }: JudgeFlags): void {
  if (labels === undefined) throw labelsNotNamed();
  const fix = 'Name the data file, or leave it out.';
  if (text !== undefined) throw optionIgnored('--text', 'without a data file there are no texts', fix);
  const option = decisions ? '--decisions' : useDecisions ? '--use-decisions' : undefined;
  if (option !== undefined) {
    throw optionIgnored(option, 'without a data file no row can be found again', fix);
  }
}

/** The data options; reads the file of class names, if one is given. */
export async function dataRequest(flags: FlagsOf<typeof COLUMNS & typeof IDS>): Promise<DataOptions> {
  const { text, label, id, header, classes, classBase } = flags;
  const { delimiter, encoding, inputFormat, mergeLabels, missing, leaveOut, question, list } = flags;
  return {
    ...{ text, label, id, header, classBase, delimiter, encoding, inputFormat, mergeLabels },
    ...{ missing, leaveOut, question, list },
    classes: classes === undefined ? undefined : await readClassNames(classes),
  };
}

/**
 * The decisions file of the flags, or the one beside a single data file.
 *
 * @throws UserError if decisions are to be used and none can be found
 */
export function decisionsRequest(
  files: readonly string[],
  { decisions, useDecisions }: JudgeFlags,
): DecisionsRequest | null {
  const isUsed = useDecisions === true;
  if (decisions === false) {
    if (isUsed) throw optionIgnored('--use-decisions', '--no-decisions leaves them unread', 'Leave out one.');
    return null;
  }
  const [only] = files;
  const beside = files.length === 1 && only !== '-' ? decisionsFileOf(only!) : undefined;
  const file = decisions ?? beside;
  if (file !== undefined) return { file, isNamed: decisions !== undefined, isUsed };
  if (isUsed && files.length > 0) throw decisionsNotNamed();
  return null;
}

/**
 * Reads a file of words, one a line; blank lines are none.
 *
 * @throws UserError if it can't be read, or holds no word
 */
export async function readWordList(file: string): Promise<string[]> {
  const bytes = await readWholeFile(file).catch((cause: unknown) => {
    throw fileProblem(file, cause);
  });
  const words = decodeText(file, bytes)
    .split(/\r\n|\n|\r/)
    .map((word) => word.trim())
    .filter((word) => word !== '');
  if (words.length === 0) throw errors.wordListEmpty(file);
  return words;
}
