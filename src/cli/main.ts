import { Command, CommanderError } from 'commander';
import { UserError } from '../errors/user-error.js';
import { addApplyCommand } from './apply.js';
import { addCheckCommand } from './check.js';
import { addCompletionCommand } from './completion.js';
import { namingConfig } from './config.js';
import { addDecideCommand } from './decide.js';
import { hintAtFind } from './engine/options.js';
import { memoryTooSmall, workingFolderGone } from './errors.js';
import { addExplainCommand } from './explain.js';
import { addExportCommand } from './export/command.js';
import { addFindCommand } from './find.js';
import { addHealthCommand } from './health.js';
import { acceptHelpAll, helpWidth } from './help.js';
import { addHelpCommand } from './help-command.js';
import { writeToStream } from './output.js';
import { packageVersion } from './package-version.js';
import { addReviewCommand } from './review/review.js';
import { addSqlCommand } from './sql/command.js';
import { tellUser } from './terminal.js';

/** Exit codes: done (or the gate passed), the gate failed, wrong usage or input, a bug of ours. */
const DONE = 0;
const GATE_FAILED = 1;
const WRONG_INPUT = 2;
const OUR_BUG = 3;

const NAME = 'find-label-errors';

const MORE_HELP = `
Without a command, find is run. Each command tells its options: ${NAME} find --help

Examples:
  $ ${NAME} reviews.csv                  the 20 worst rows, as a table
  $ ${NAME} reviews.csv -o errors.jsonl  all of them, as JSON lines
  $ ${NAME} test.csv --train train.csv   learn from another file
  $ ${NAME} review reviews.csv           correct them in the browser`;

/**
 * Runs the program. This is the only place where errors are caught and turned into exit codes.
 *
 * @param args command-line arguments without those of Node itself
 * @returns the exit code
 */
export async function main(args: readonly string[]): Promise<number> {
  process.stderr.on('error', () => {}); // nobody is left to be told
  try {
    return (await run(args)) ? DONE : GATE_FAILED;
  } catch (error) {
    if (error instanceof CommanderError) return WRONG_INPUT; // it has been told
    const told = isOutOfMemory(error) ? memoryTooSmall() : isFolderGone(error) ? workingFolderGone() : error;
    if (told instanceof UserError) {
      tellUser([`${NAME}: ${told.message}`, ...(told.fix === '' ? [] : [`  ${told.fix}`])]);
      return WRONG_INPUT;
    }
    const bug = error instanceof Error ? (error.stack ?? error.message) : String(error);
    tellUser([
      `${NAME}: this is a bug in ${NAME}; please report it with the lines below`,
      ...bug.split('\n'),
    ]);
    return OUR_BUG;
  }
}

/** Whether an array was asked for that memory does not hold, or that is longer than arrays can be. */
function isOutOfMemory(error: unknown): boolean {
  return (
    error instanceof RangeError &&
    /^Array buffer allocation failed|^Invalid typed array length: \d/.test(error.message)
  );
}

/** Whether the folder that the program was started in has been deleted. */
function isFolderGone(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).syscall === 'uv_cwd';
}

/** @returns whether the gate has passed, where there was one */
async function run(args: readonly string[]): Promise<boolean> {
  let passed = true;
  const help: string[] = [];
  const program = makeProgram({
    onVerdict: (verdict) => {
      passed = verdict;
    },
    // Kept until it can be written as reports are: the pipe may be closed, or the disk full.
    onHelp: (text) => help.push(text),
  });
  try {
    await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    const isHelp = error instanceof CommanderError && error.exitCode === 0;
    if (!isHelp) throw namingConfig(error, program.commands);
    const { fitHelp } = await import('./fit-help.js');
    await writeToStream(process.stdout, [fitHelp(help.join(''), helpWidth(process.stdout))]);
  }
  return passed;
}

interface Listeners {
  readonly onVerdict: (passed: boolean) => void;
  /** Takes help and version as they are to be printed. */
  readonly onHelp: (text: string) => void;
}

/** The program with all its commands, ready to be parsed. */
export function makeProgram({ onVerdict, onHelp }: Listeners): Command {
  const program = new Command(NAME)
    .description('Find the wrong labels in a text data set.')
    .usage('[command] <file> [options]')
    .showHelpAfterError(`See ${NAME} --help.`)
    .helpCommand(false)
    .version(packageVersion(), '-V, --version')
    .exitOverride()
    .configureOutput({
      writeOut: onHelp,
      getOutHelpWidth: () => helpWidth(process.stdout),
      outputError: (text) =>
        tellUser(
          hintAtFind(text)
            .trimEnd()
            .replace(/^error: /, `${NAME}: `)
            .split('\n'),
        ),
    });
  addFindCommand(program);
  addHealthCommand(program);
  addExplainCommand(program);
  addReviewCommand(program);
  addDecideCommand(program);
  addApplyCommand(program);
  addExportCommand(program);
  addCheckCommand(program, onVerdict);
  addSqlCommand(program);
  addCompletionCommand(program);
  addHelpCommand(program);
  for (const command of program.commands) {
    command.showHelpAfterError(`See ${NAME} ${command.name()} --help.`);
    acceptHelpAll(command);
  }
  return program.addHelpText('after', MORE_HELP);
}
