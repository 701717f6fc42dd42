/** Reading a decisions file, as far as it is whole. */
import { decodeText, readWholeFile } from '../dataset/bytes/bytes.js';
import { STANDARD_INPUT } from '../dataset/bytes/input.js';
import { fileProblem } from '../dataset/bytes/stored-bytes.js';
import type { UserError } from '../errors/user-error.js';
import { type Entry, parseEntry } from './decision.js';
import { Decisions } from './decisions.js';
import { decisionsMissing, decisionsNotNamed } from './errors.js';

/**
 * The decisions file that belongs to a data file or a folder of such, unless another is named.
 *
 * @throws UserError for standard input, which has no name
 */
export function decisionsFileOf(file: string): string {
  if (file === STANDARD_INPUT) throw decisionsNotNamed();
  return `${file.replace(/(?<=.)[/\\]+$/, '')}.decisions.jsonl`;
}

/** The contents of a decisions file. */
export interface DecisionFile {
  readonly decisions: Decisions;
  /** Length in bytes of what is whole: everything, or all lines but a half-written last one. */
  readonly wholeBytes: number;
  /** Whether the last whole line lacks its line end. */
  readonly lacksLineEnd: boolean;
  /** A last line that was not written to its end, as it is there; undefined where there is none. */
  readonly halfLine: { readonly number: number; readonly text: string } | undefined;
}

/**
 * Reads a decisions file.
 *
 * @returns undefined where there is no such file
 * @throws UserError if it can't be read, or if a line other than a half-written last one is no decision
 */
export async function readDecisionFileIfAny(file: string): Promise<DecisionFile | undefined> {
  let bytes: Buffer;
  try {
    bytes = await readWholeFile(file);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw fileProblem(file, cause);
  }
  return parseDecisionFile(file, bytes);
}

/** @throws UserError as `readDecisionFileIfAny`, or if there is no such file */
export async function readDecisionFile(file: string): Promise<DecisionFile> {
  const found = await readDecisionFileIfAny(file);
  if (found === undefined) throw decisionsMissing(file);
  return found;
}

const LF = 10;

function parseDecisionFile(file: string, bytes: Buffer): DecisionFile {
  const ended = bytes.lastIndexOf(LF) + 1;
  const decisions = new Decisions();
  const lines = ended === 0 ? [] : decodeText(file, bytes.subarray(0, ended - 1)).split('\n');
  lines.forEach((line, at) => {
    if (line.trim() !== '') decisions.add(parseEntry(line, file, at + 1), at + 1);
  });
  const rest = bytes.subarray(ended);
  const complete = {
    decisions,
    wholeBytes: bytes.length,
    lacksLineEnd: rest.length > 0,
    halfLine: undefined,
  };
  if (rest.length === 0) return complete;
  const number = lines.length + 1;
  const text = rest.toString();
  const last = tryParse(() => parseEntry(text, file, number));
  if (last === undefined) {
    return { decisions, wholeBytes: ended, lacksLineEnd: false, halfLine: { number, text } };
  }
  decisions.add(last, number);
  return complete;
}

function tryParse(parse: () => Entry): Entry | undefined {
  try {
    return parse();
  } catch (error) {
    if ((error as UserError).name === 'UserError') return undefined;
    throw error;
  }
}
