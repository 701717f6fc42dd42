/** Messages about wrong input and usage of cli/request. */
import { UserError } from '../../errors/user-error.js';
import { either } from '../../errors/wording.js';

/** @param command with a space after it; empty for `find` */
export const noFile = (command = '') =>
  new UserError(
    'no file is named',
    `Write find-label-errors ${command}<file>; see find-label-errors ${command}--help.`,
  );

export const formatUnclear = (file: string, known: readonly string[]) =>
  new UserError(
    `the name ${file} does not say in which format to write`,
    `Say it with --format ${either(known)}.`,
  );

export const severalOutputs = (formats: readonly string[]) =>
  new UserError(
    `${formats.length} formats would go to the same place: ${formats.join(', ')}`,
    `Give all but one a file, such as --format ${formats[1]}=<file>.`,
  );

export const outputTwice = (file: string) =>
  new UserError(`two reports would be written to ${file}`, 'Give each a file of its own.');

export const chooseOneAction = (given: readonly string[]) =>
  new UserError(
    given.length === 0 ? 'it is not said what to decide' : `${given.join(' and ')} cannot be given together`,
    'Give one of --label <class>, --keep, --delete, --skip and --undo with --line <n> or --index <n>, or --accept-below <quality>, or --import <file>.',
  );

export const indexMissing = (action: string) =>
  new UserError(
    `${action} needs to know which row`,
    'Name it with --line <n> or --index <n>, as the report says.',
  );

export const optionNeeds = (option: string, other: string) =>
  new UserError(`${option} would be ignored without ${other}`, `Add ${other}, or leave ${option} out.`);

export const applyWhere = () =>
  new UserError(
    'it is not said where to write the corrected data',
    'Name a file with -o <file>, change the input with --in-place, or look first with --dry-run.',
  );

/** The option without its value. */
const optionIn = (written: string) => written.split(' ')[0]!;

export const notInSql = (option: string, why: string, fix: string) =>
  new UserError(`${option} cannot be done in SQL: ${why}`, fix, optionIn(option));

export const sqlOptionMissing = (option: string, what: string) =>
  new UserError(`${option} is missing: ${what}`, 'See find-label-errors sql --help.');

export const notPlainName = (option: string, value: string) =>
  new UserError(
    `${option} "${value}" is no plain name`,
    'Give letters, digits and underscores, a letter first, such as fle_.',
  );

export const sqlNeedsNames = () =>
  new UserError(
    '--classes is missing: a script cannot look at the data to find the classes',
    'Name them as the label column has them, such as --classes World,Sports, or give a file with one a line.',
  );

export const methodNotInSql = (method: string, methods: readonly string[]) =>
  new UserError(
    `the method ${method} cannot be done in SQL`,
    method === 'noise-aware'
      ? `It goes over the data until nothing gets better, and a script has no loop. Run it with --engine, or choose --method ${either(methods)}.`
      : `Choose --method ${either(methods)}, or run it without an engine.`,
    '--method',
  );

export const engineOptionIgnored = (option: string, why: string) =>
  new UserError(
    `${option} cannot be used with --engine: ${why}`,
    `Leave out ${option} or --engine.`,
    optionIn(option),
  );

export const withoutEngine = (option: string) =>
  new UserError(`${option} would be ignored: no engine is named`, `Add --engine, or leave it out.`);

export const engineDecisions = (file: string) =>
  new UserError(
    `${file} holds decisions, which cannot be used with --engine: they are looked up among rows that are read here`,
    'Add --no-decisions to leave them unread, or run without --engine.',
  );

export const tableNeedsEngine = (name: string) =>
  new UserError(
    `${name}: only an engine reads tables`,
    'Add --engine duckdb and --database <file>, or --engine spark and --id <column>.',
  );

export const exportNowhere = () =>
  new UserError(
    'it is not said where to write the export',
    'Name a folder with -o, such as -o corrected; it is made if it is not there.',
  );

export const exportWithoutTarget = (targets: readonly string[]) =>
  new UserError('it is not said what to export to', `Say it with --to ${either(targets)}.`);

export const exportFormat = (target: string, format: string, formats: readonly string[]) =>
  new UserError(
    `${target} files cannot be written as ${format}`,
    formats.length === 1 ? 'Leave --format out.' : `Say --format ${either(formats)}.`,
  );

export const splitNameWrong = (name: string) =>
  new UserError(
    `--split ${name}: a split cannot be called so`,
    'Give it a name of letters, digits and underscores, such as train or test.',
  );

export const noLimit = () =>
  new UserError(
    'there is nothing to check against: no limit and no baseline is given',
    'Give --max-errors <n>, --max-rate <percent>, --max-class-rate <percent> or --baseline <file>.',
  );

export const labelsNotNamed = () =>
  new UserError(
    'probabilities are given, but no labels',
    'Name a data file with a label column, or a file of labels with --labels <file.npy|csv>.',
  );

export const labelsNamedTwice = (file: string, labels: string) =>
  new UserError(
    `the labels are named twice: in the data file ${file}, and with --labels ${labels}`,
    `Leave out --labels to take the label column of ${file}, or leave out ${file}: then there are no texts to show.`,
  );

export const reviewNeedsFile = () =>
  new UserError(
    'a review needs a file, not standard input: decisions are kept beside it',
    'Save the data first, then name the file.',
  );
