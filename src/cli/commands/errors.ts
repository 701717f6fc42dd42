/** Messages about wrong input and usage of cli/commands. */
import { UserError } from '../../errors/user-error.js';
import { nearest, shown, withCommas } from '../../errors/wording.js';

export const noSuchLine = (file: string, line: number) =>
  new UserError(
    `${file}: no row starts on line ${line}, or it has no text or no label`,
    'Give the line that the report names; line 1 may hold the column names.',
  );

export const noLines = (file: string) =>
  new UserError(`${file}: its rows have no lines of their own`, 'Name the row with --index.');

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

export const otherFormat = (output: string, format: string) =>
  new UserError(
    `${output}: the corrected file is ${format}, as the data are`,
    'Give it a name with the ending of the data file.',
  );

export const databaseMissing = (file: string) =>
  new UserError(
    `--database ${file}: there is no such file`,
    'Check its name, and the folder that you are in.',
  );

const HOW = 'Name it by its index (index:17), its line (line:18) or, with --id <column>, its id (id:abc).';

export const rowUnclear = (row: string) =>
  new UserError(`--row ${shown(row)}: this is no index, no line and, without --id, no id`, HOW);

export const rowNumberUnclear = (row: string, before: string, number: string) =>
  new UserError(
    `--row ${shown(row)}: this could be a line or an index`,
    `Write --row ${before}line:${number} for the line that the table shows, or --row ${before}index:${number}.`,
  );

export const rowFileUnclear = (row: string, files: readonly string[]) =>
  new UserError(
    `--row ${shown(row)}: there are ${files.length} files, and the row could be in any of them`,
    `Put the file before it: --row ${files[0]}:index:17 or --row ${files[0]}:line:18.`,
  );

export const noRowOnLine = (file: string, line: number, near: readonly number[]) =>
  new UserError(
    `${file}: no row starts on line ${line}`,
    near.length === 0 ? HOW : `The rows around it start on line ${near.join(' and ')}.`,
  );

export const formatWithoutLines = (file: string) =>
  new UserError(
    `${file}: its rows have no lines of their own`,
    'Name the row by its index, such as --row index:17.',
  );

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

export const exportFolderTaken = (folder: string) =>
  new UserError(
    `${folder}: there is such a folder already, and it is not empty`,
    'Choose another one with -o, or add --force to replace in it what is exported; other files stay.',
  );

export const exportOntoFile = (folder: string) =>
  new UserError(`${folder}: this is a file, not a folder`, 'Choose another name with -o.');

export const exportOntoInput = (folder: string, input: string) =>
  new UserError(
    `${folder}: ${input}, which is read, is in this folder`,
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

export const baselineMissing = (file: string, command: string) =>
  new UserError(`${file}: there is no such baseline`, `Make it with: ${command}`);

export const baselineUnreadable = (file: string, code: string) =>
  new UserError(`${file}: the baseline cannot be read (${code})`);

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

export const checkedNonsense = ({ problem, fix }: { readonly problem: string; readonly fix: string }) =>
  new UserError(problem, `${fix} Nothing was checked.`);

export const nothingToAudit = (source: string) =>
  new UserError(`${source}: each row is decided already, so that there is nothing to audit`);

export const answersOfOtherDraw = (file: string, line: number) =>
  new UserError(
    `${file}:${line}: this row is not in the sample of the last audit`,
    'Import the file that audit -o has written last, with the same decisions file. Nothing was saved.',
  );

export const noAudit = (source: string) =>
  new UserError(
    `${source}: --max-audited-rate needs an audit, and there is none`,
    `Read a sample first: find-label-errors audit ${source}. Its answers are in the decisions file, to be kept beside the data.`,
  );
