import { existsSync } from 'node:fs';
import { type Command, Option } from 'commander';
import { readClassNames } from '../dataset/class-names.js';
import type { DataOptions } from '../dataset/read-dataset.js';
import { formatUnclear, nearest, optionIgnored, severalFiles, unknownCommand } from '../errors.js';
import { type Findings, findLabelErrorsInFile } from '../find-label-errors.js';
import { rankAllRows, rankCandidates } from '../report/choose-rows.js';
import { makeRecords } from '../report/record.js';
import type { ReportContext } from '../report/reporter.js';
import { type Format, formatOfName, REPORTERS } from '../report/reporters.js';
import { describeFindings, describeMatrices, describeReading, documentOf } from '../report/summary.js';
import { methodOptions } from './method.js';
import { addDataOptions, addMethodOptions, type DataFlags, type MethodFlags } from './options.js';
import { checkOutput, writeToFile, writeToStream } from './output.js';
import { showProgress } from './progress.js';
import { tableWidth, tellUser, useColour } from './terminal.js';
import { wholeNumber } from './values.js';

interface OutputFlags {
  readonly format?: Format;
  readonly output?: string;
  readonly top?: number;
  readonly all?: true;
  readonly withProbabilities?: true;
  readonly noText?: true;
  readonly color?: boolean;
  readonly quiet?: true;
  readonly verbose?: true;
}

type FindFlags = DataFlags & MethodFlags & OutputFlags;

/** A table of more rows than this is not read but scrolled through. */
const TABLE_ROWS = 20;

const EXAMPLES = `
Examples:
  $ find-label-errors reviews.csv                         the 20 worst, as a table
  $ find-label-errors reviews.csv -o errors.jsonl         all candidates, as JSON lines
  $ find-label-errors reviews.csv | jq -r .text           a pipe gets JSON lines too
  $ find-label-errors test.csv --train train.csv          learn from one file, judge another
  $ find-label-errors news.csv --text title --text body --label topic
  $ find-label-errors news.csv --method prune_by_noise_rate --cv 10`;

/** Adds the command that ranks label errors, the one that runs when none is named. */
export function addFindCommand(program: Command): void {
  const command = program
    .command('find', { isDefault: true })
    .summary('rank the rows whose label is probably wrong')
    .description('Rank the rows of a labelled text file whose label is probably wrong, worst first.')
    .argument('<file...>', 'CSV file with a text and a label in each row');
  addDataOptions(command);
  addMethodOptions(command);
  addOutputOptions(command);
  command.addHelpText('after', EXAMPLES).action(async (files: string[], flags: FindFlags) => {
    await find(onlyFile(files, program), flags);
  });
}

function addOutputOptions(command: Command): void {
  const noText = new Option('--no-text', 'leave the texts out');
  noText.negate = false; // else it would be the opposite of --text <column>
  command
    .optionsGroup('Output:')
    .addOption(
      new Option('--format <name>', 'default: table on a terminal, else jsonl').choices(
        Object.keys(REPORTERS),
      ),
    )
    .option('-o, --output <file>', 'write to a file; its name says the format')
    .option('-n, --top <n>', 'only the n worst (default: 20 in a table, else all)', wholeNumber(1))
    .option('--all', 'every row, not only the candidates')
    .option('--with-probabilities', "add each row's class probabilities (jsonl, json)")
    .addOption(noText)
    .option('--color', 'colour the table even in a pipe')
    .option('--no-color', 'never use colours')
    .addOption(new Option('-q, --quiet', 'print no summary').conflicts('verbose'))
    .option('--verbose', 'also print the confident joint and the noise matrix');
}

/** A word near the name of a command is more likely a slip than a file that is missing. */
function onlyFile(files: readonly string[], program: Command): string {
  const [first] = files;
  const near = nearest(
    first!,
    program.commands.map((command) => command.name()),
  );
  if (near !== undefined && !existsSync(first!)) throw unknownCommand(first!, near);
  if (files.length > 1) throw severalFiles(files);
  return first!;
}

async function find(file: string, flags: FindFlags): Promise<void> {
  const options = methodOptions(flags, flags.train !== undefined);
  const format = chooseFormat(flags);
  if (flags.output !== undefined) {
    const inputs = [file, flags.train, flags.classes].filter((input) => input !== undefined);
    await checkOutput(flags.output, inputs);
  }
  const source = { file, train: flags.train, data: await dataOptions(flags) };
  const progress = showProgress(process.stderr);
  const findings = await findLabelErrorsInFile(source, options, progress.report).finally(progress.clear);

  if (!flags.quiet) tellUser(describeReading(findings.dataset));
  await writeReport(findings, { ...flags, format }, documentOf(findings, options));
  if (!flags.quiet) tellUser(describeFindings(findings));
  if (flags.verbose) tellUser(describeMatrices(findings));
}

/** The format asked for, else the one that the output's name or the terminal asks for. */
function chooseFormat({ format, output, withProbabilities, color }: FindFlags): Format {
  const known = Object.keys(REPORTERS);
  const byPlace = () => {
    if (output === undefined) return process.stdout.isTTY ? 'table' : 'jsonl';
    const named = formatOfName(output);
    if (named === undefined) throw formatUnclear(output, known);
    return named;
  };
  const chosen = format ?? byPlace();
  if (chosen === 'table' && withProbabilities) {
    throw optionIgnored(
      '--with-probabilities',
      'a table has no room for them',
      'Add --format jsonl, or leave it out.',
    );
  }
  if (chosen !== 'table' && color === true) {
    throw optionIgnored('--color', `${chosen} has no colours`, 'Add --format table, or leave it out.');
  }
  return chosen;
}

async function dataOptions({ text, label, header, classes, classBase }: FindFlags): Promise<DataOptions> {
  return {
    text,
    label,
    header,
    classes: classes === undefined ? undefined : await readClassNames(classes),
    classBase: classBase === undefined ? undefined : classBase === '0' ? 0 : 1,
  };
}

async function writeReport(
  findings: Findings,
  flags: FindFlags & { readonly format: Format },
  document: ReportContext['document'],
): Promise<void> {
  const { format, output, all = false, noText = false, withProbabilities = false } = flags;
  const ranked = all ? rankAllRows(findings.judgement) : rankCandidates(findings.judgement);
  const rows = ranked.subarray(0, flags.top ?? (format === 'table' ? TABLE_ROWS : ranked.length));
  const terminal = output === undefined ? process.stdout : undefined;
  const context: ReportContext = {
    width: tableWidth(terminal),
    colour: useColour(flags.color, terminal),
    classes: findings.dataset.classes,
    more: ranked.length - rows.length,
    document,
  };
  const records = makeRecords(findings, rows, { text: !noText, probabilities: withProbabilities });
  const pieces = REPORTERS[format](records, context);
  await (output === undefined ? writeToStream(process.stdout, pieces) : writeToFile(output, pieces));
}
