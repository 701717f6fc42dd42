/** Messages about wrong input and usage of cli. */
import { UserError } from '../errors/user-error.js';
import { either, nearest, shown, withCommas } from '../errors/wording.js';

export const optionIgnored = (option: string, why: string, fix: string) =>
  new UserError(`${option} would be ignored: ${why}`, fix, option);

export const unknownCommand = (word: string, near: string) =>
  new UserError(`there is no command or file "${word}"; did you mean "${near}"?`);

/** @param near the command or topic that is most like it */
export const unknownTopic = (word: string, near: string | undefined, topics: readonly string[]) =>
  new UserError(
    `there is no command or topic "${word}"${near === undefined ? '' : `; did you mean "${near}"?`}`,
    `Topics are ${topics.join(', ')}.`,
  );

/** @param command with a space after it; empty for `find` */
export const noFile = (command = '') =>
  new UserError(
    'no file is named',
    `Write find-label-errors ${command}<file>; see find-label-errors ${command}--help.`,
  );

export const outputFolderMissing = (file: string) =>
  new UserError(
    `cannot write ${file}: its folder does not exist`,
    'Make the folder, or choose another place.',
  );

export const outputIsFolder = (file: string) =>
  new UserError(`cannot write ${file}: it is a folder`, 'Name a file in it.');

export const outputIsInput = (file: string) =>
  new UserError(`cannot write ${file}: it is one of the files that are read`, 'Choose another name with -o.');

export const outputFailed = (file: string, reason: string) =>
  new UserError(`cannot write ${file}: ${reason}`, 'Nothing was written.');

export const formatUnclear = (file: string, known: readonly string[]) =>
  new UserError(
    `the name ${file} does not say in which format to write`,
    `Say it with --format ${either(known)}.`,
  );

export const outputStopped = (reason: string) =>
  new UserError(`cannot write to standard output: ${reason}`, 'The output is not complete.');

export const configIsNoFile = (place: string) =>
  new UserError(`${place}: this is no file`, 'Name it otherwise, or run with --no-config.');

export const workingFolderGone = () =>
  new UserError('the working directory is not there any more', 'Go to one that is: cd …');

export const configBroken = (file: string) =>
  new UserError(
    `${file}: this is not a JSON object`,
    'Write {"option": value, …}, correct it, or run with --no-config.',
  );

export const configForbidden = (file: string, key: string) =>
  new UserError(
    `${file}: "${key}" may only stand on the command line, so that a folder of data cannot decide about it`,
    `Take it out, and write --${key} when you run.`,
  );

export const configOnCommandLine = (file: string, key: string) =>
  new UserError(`${file}: "${key}" is about one run`, `Take it out, and write --${key} on the command line.`);

export const configUnknown = (file: string, key: string, known: readonly string[]) => {
  const near = nearest(key, known);
  return new UserError(
    `${file}: there is no option "${key}"${near === undefined ? '' : `; did you mean "${near}"?`}`,
    `It may say ${known.join(', ')}.`,
  );
};

export const configValue = (file: string, key: string, problem: string) =>
  new UserError(`${file}: the value of "${key}" is wrong`, problem);

export const severalOutputs = (formats: readonly string[]) =>
  new UserError(
    `${formats.length} formats would go to the same place: ${formats.join(', ')}`,
    `Give all but one a file, such as --format ${formats[1]}=<file>.`,
  );

export const outputTwice = (file: string) =>
  new UserError(`two reports would be written to ${file}`, 'Give each a file of its own.');

export const noSuchLine = (file: string, line: number) =>
  new UserError(
    `${file}: no row starts on line ${line}, or it has no text or no label`,
    'Give the line that the report names; line 1 may hold the column names.',
  );

export const lineUnclear = (file: string, line: number) =>
  new UserError(`${file}: several rows start on line ${line}`, 'Name the row with --index.');

export const noLines = (file: string) =>
  new UserError(`${file}: Parquet has no lines`, 'Name the row with --index.');

export const noSuchRow = (file: string, index: number, last: number) =>
  new UserError(
    `${file}: there is no row with the index ${index}`,
    `Rows are counted from 0 to ${last}, as "index" in the report says.`,
  );

export const rowLeftOut = (file: string, index: number) =>
  new UserError(
    `${file}: the row with the index ${index} has no text or no label, so that nothing can be decided about it`,
  );

export const sameLabel = (index: number, label: string) =>
  new UserError(
    `row ${index} is labelled ${shown(label)} already`,
    'To say that this is right, write --keep.',
  );

export const nothingToUndo = (what: string) =>
  new UserError(`nothing is decided about ${what}`, 'There is nothing to take back.');

export const undoApplied = (index: number, label: string) =>
  new UserError(
    `row ${index} has been given the label ${shown(label)} in the file already`,
    'To change it again, write --label with the class that is right.',
  );

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

export const cannotAsk = (option = '--yes') =>
  new UserError(
    'this is no terminal, so that nobody can be asked',
    `Add ${option} to go ahead without asking. Nothing was saved.`,
  );

export const applyWhere = () =>
  new UserError(
    'it is not said where to write the corrected data',
    'Name a file with -o <file>, change the input with --in-place, or look first with --dry-run.',
  );

export const otherFormat = (output: string, format: string) =>
  new UserError(
    `${output}: the corrected file is ${format}, as the data are`,
    'Give it a name with the ending of the data file.',
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

export const databaseMissing = (file: string) =>
  new UserError(
    `--database ${file}: there is no such file`,
    'Check its name, and the folder that you are in.',
  );

const HOW = 'Name it by its index (17), its line (line:18) or, with --id <column>, its id (id:abc).';

export const rowUnclear = (row: string) =>
  new UserError(`--row ${shown(row)}: this is no index, no line and, without --id, no id`, HOW);

export const rowFileUnclear = (row: string, files: readonly string[]) =>
  new UserError(
    `--row ${shown(row)}: there are ${files.length} files, and the row could be in any of them`,
    `Put the file before it: --row ${files[0]}:17 or --row ${files[0]}:line:18.`,
  );

export const noRowOnLine = (file: string, line: number, near: readonly number[]) =>
  new UserError(
    `${file}: no row starts on line ${line}`,
    near.length === 0 ? HOW : `The rows around it start on line ${near.join(' and ')}.`,
  );

export const formatWithoutLines = (file: string) =>
  new UserError(`${file}: its format has no lines`, 'Name the row by its index, such as --row 17.');

export const noRowOfId = (file: string, id: string, known: readonly string[]) => {
  const near = nearest(id, known);
  return new UserError(
    `${file}: there is no row with the id ${shown(id)}${near === undefined ? '' : `; did you mean ${shown(near)}?`}`,
    HOW,
  );
};

export const severalRowsOfId = (id: string, indexes: readonly number[]) =>
  new UserError(
    `${indexes.length} rows have the id ${shown(id)}: their indexes are ${indexes.slice(0, 5).join(', ')}${indexes.length > 5 ? ', …' : ''}`,
    'Name one by its index.',
  );

export const rowNotRead = (file: string, row: string) =>
  new UserError(`${file}: the row with the ${row} was left out, since it has no text or no label`);

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

export const exportFolderTaken = (folder: string) =>
  new UserError(
    `${folder}: there is such a folder already, and it is not empty`,
    'Choose another one with -o, or add --force to replace in it what is exported; other files stay.',
  );

export const exportOntoFile = (folder: string) =>
  new UserError(`${folder}: this is a file, not a folder`, 'Choose another name with -o.');

export const exportOntoInput = (folder: string, input: string) =>
  new UserError(
    `${folder}: ${input}, which is read, stands in this folder`,
    'Choose another folder with -o, so that what is read cannot be written over.',
  );

export const decisionsOfOne = (file: string) =>
  new UserError(
    `${file}: there are decisions about one of several files`,
    'Name the file that has the decisions about all of them with --decisions, or leave them out with --no-decisions.',
  );

export const noRowsToExport = (file: string, only: string) =>
  only === 'candidates'
    ? new UserError(
        `${file}: there is no candidate left to export: no label is suspicious, or all are decided`,
        'Export all rows with --only all.',
      )
    : new UserError(`${file}: no row is left to export, since all are to be deleted`, 'Check the decisions.');

export const exportWithoutTexts = (file: string) =>
  new UserError(
    `${file}: there is no text column, and so nothing to export`,
    'Name it with --text <column>.',
  );

export const noLimit = () =>
  new UserError(
    'there is nothing to check against: no limit and no baseline is given',
    'Give --max-errors <n>, --max-rate <percent>, --max-class-rate <percent> or --baseline <file>.',
  );

export const baselineMissing = (file: string, command: string) =>
  new UserError(`${file}: there is no such baseline`, `Make it with: ${command}`);

export const baselineUnreadable = (file: string, code: string) =>
  new UserError(`${file}: the baseline cannot be read (${code})`);

const NO_CLASSES =
  'Check which column is the label, with --label: what differs from row to row, such as ids, is no class.';

/** @param bytes how many are needed, and how many the machine has */
export const classesNotHeld = (
  source: string,
  { rows, classes }: { readonly rows: number; readonly classes: number },
  bytes: { readonly needed: number; readonly machine: number },
) =>
  new UserError(
    `${source}: ${withCommas(classes)} classes of ${withCommas(rows)} rows take ${gigabytes(bytes.needed)} of memory, and this machine has ${gigabytes(bytes.machine)}`,
    NO_CLASSES,
  );

export const hardlyAnyClass = (source: string, labels: number, rows: number) =>
  new UserError(
    `${source}: there are ${withCommas(labels)} different labels in ${withCommas(rows)} rows; most classes need several rows to learn from`,
    NO_CLASSES,
  );

export const memoryTooSmall = () =>
  new UserError(
    'the memory of this machine does not hold what the run takes',
    'Take fewer rows, classes or words (--min-df 2), or a machine with more memory.',
  );

const gigabytes = (bytes: number) => `${withCommas(Math.round(bytes / 1024 ** 3))} GB`;

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

export const rowsWithoutTexts = (option: string, labels: string) =>
  new UserError(
    `${option} knows rows by what they say, and ${labels} has no texts`,
    `Name a data file with texts and labels in place of --labels, or leave ${option} out.`,
  );

export const unjudgedProbabilities = (rows: number) =>
  new UserError(
    `${withCommas(rows)} ${rows === 1 ? 'row has' : 'rows have'} no out-of-sample probabilities, since no other row of the class is left to learn from`,
    'Take such rows out of the data, use --method noise-aware, or leave --save-probabilities out.',
  );

export const repoNameWrong = (name: string) =>
  new UserError(
    `--push ${name}: this is not the name of a data set on the Hub`,
    'Write it as user/name or organisation/name, of letters, digits, -, _ and dots.',
  );

export const noToken = (places: readonly string[]) =>
  new UserError(
    `no token for the Hugging Face Hub was found: neither in HF_TOKEN nor in ${places.join(' or ')}`,
    'Make one that may write, at https://huggingface.co/settings/tokens, and log in with hf auth login, or set HF_TOKEN. Nothing was written or sent.',
  );

export const tokenWrong = (place: string) =>
  new UserError(
    `${place}: this is no token of the Hugging Face Hub, which would begin with hf_`,
    'Make one that may write, at https://huggingface.co/settings/tokens. Nothing was written or sent.',
  );

export const endpointWrong = (value: string) =>
  new UserError(
    `HF_ENDPOINT: ${value} is not a web address`,
    'Set it to an address such as https://huggingface.co, or unset it.',
  );

export const privateIgnored = (repo: string) =>
  new UserError(
    `--private would be ignored: ${repo} is on the Hub already`,
    'Leave it out, and change who may see it in its settings there. Nothing was written or sent.',
  );

export const reviewNeedsFile = () =>
  new UserError(
    'a review needs a file, not standard input: decisions are kept beside it',
    'Save the data first, then name the file.',
  );
