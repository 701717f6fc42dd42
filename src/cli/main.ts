import { existsSync } from 'node:fs';
import { Argument, Command, CommanderError } from 'commander';
import { UserError } from '../errors/user-error.js';
import { nearest } from '../errors/wording.js';
import type { Shell } from './commands/completion.js';
import { memoryTooSmall, unknownCommand, workingFolderGone } from './errors.js';
import { acceptHelpAll, addCommand, type CommandEntry } from './options/command.js';
import * as commands from './options/commands.js';
import { applyConfiguration, namingConfiguration } from './options/configuration.js';
import { packageVersion } from './package.js';
import type { Io } from './terminal/io.js';
import { writeToStream } from './terminal/output.js';
import { helpWidth } from './terminal/terminal.js';

export { processIo } from './terminal/process-io.js';

/** Exit codes: success (or the gate passed), the gate failed, wrong usage or input, a bug of this program. */
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
 * @param io the environment of the program
 * @returns the exit code
 * @example
 * process.exitCode = await main(args, processIo(args));
 */
export async function main(args: readonly string[], io: Io): Promise<number> {
  try {
    return (await run(args, io)) ? DONE : GATE_FAILED;
  } catch (error) {
    if (error instanceof CommanderError) return WRONG_INPUT; // commander has printed the error
    const said = isOutOfMemory(error) ? memoryTooSmall() : isFolderGone(error) ? workingFolderGone() : error;
    if (said instanceof UserError) {
      io.tell([`${NAME}: ${said.message}`, ...(said.fix === '' ? [] : [`  ${said.fix}`])]);
      return WRONG_INPUT;
    }
    const bug = error instanceof Error ? (error.stack ?? error.message) : String(error);
    io.tell([`${NAME}: this is a bug in ${NAME}; please report it with the lines below`, ...bug.split('\n')]);
    return OUR_BUG;
  }
}

/** Whether an array was too large for memory, or for JavaScript. */
function isOutOfMemory(error: unknown): boolean {
  return (
    error instanceof RangeError &&
    /^Array buffer allocation failed|^Invalid typed array length: \d/.test(error.message)
  );
}

/** Whether the working directory has been deleted. */
function isFolderGone(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).syscall === 'uv_cwd';
}

/** @returns whether the gate has passed, where there was one */
async function run(args: readonly string[], io: Io): Promise<boolean> {
  let passed = true;
  const help: string[] = [];
  const program = makeProgram(io, {
    onVerdict: (verdict) => {
      passed = verdict;
    },
    // Kept to be written like a report, with the same errors: the pipe may be closed, or the disk full.
    onHelp: (text) => help.push(text),
  });
  try {
    await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    const isHelp = error instanceof CommanderError && error.exitCode === 0;
    if (!isHelp) throw namingConfiguration(error, program.commands);
    const { fitHelp } = await import('./terminal/help-text.js');
    await writeToStream(io.stdout, [fitHelp(help.join(''), helpWidth(io))]);
  }
  return passed;
}

interface Listeners {
  readonly onVerdict: (passed: boolean) => void;
  /** Called with the text of help or version. */
  readonly onHelp: (text: string) => void;
}

/** The program with all its commands, ready to be parsed. */
export function makeProgram(io: Io, { onVerdict, onHelp }: Listeners): Command {
  const program = new Command(NAME)
    .description('Find the wrong labels in a text data set.')
    .usage('[command] <file> [options]')
    .showHelpAfterError(`See ${NAME} --help.`)
    .helpCommand(false)
    .version(packageVersion(), '-V, --version')
    .exitOverride()
    .configureOutput({
      writeOut: onHelp,
      writeErr: (text) => io.tell(text.trimEnd().split('\n')),
      getOutHelpWidth: () => helpWidth(io),
      outputError: (text) => io.tell(errorText(text).split('\n')),
    });
  addCommands(program, io, onVerdict);
  addCompletion(program, io);
  addHelp(program, io);
  for (const command of program.commands) {
    command.showHelpAfterError(`See ${NAME} ${command.name()} --help.`);
    acceptHelpAll(command);
  }
  return program.addHelpText('after', MORE_HELP);
}

/** Commander's error message in our style. */
function errorText(text: string): string {
  const said = text.trimEnd().replace(/^error: /, `${NAME}: `);
  if (!/unknown option '--(engine|engine-command|database|keep-tables)'/.test(said)) return said;
  return said.replace(/'(?=\s|$)/, `'\n  Engines work for find only: ${NAME} find <file> --engine duckdb`);
}

/** The arguments of a command. */
interface Call<Flags> {
  readonly files: readonly string[];
  readonly flags: Flags;
  readonly io: Io;
}

/**
 * A command and its implementation. Requests and commands are loaded on use, so that `--help` and `--version` are fast.
 */
interface RunnableCommand<Flags> {
  readonly entry: CommandEntry;
  /** Whether a run with these flags judges rows; otherwise only the data options of a configuration file apply. */
  readonly judges?: (flags: Flags) => boolean;
  /** Whether its first argument may be a mistyped command. */
  readonly takesFiles?: true;
  /** @returns whether the gate has passed, where there is one */
  readonly run: (call: Call<Flags>) => Promise<unknown>;
}

function addCommands(program: Command, io: Io, onVerdict: Listeners['onVerdict']): void {
  const add = <Flags extends object>({
    entry,
    judges = () => true,
    takesFiles,
    run,
  }: RunnableCommand<Flags>) => {
    const command = addCommand(program, entry);
    command.hook('preAction', () => applyConfiguration(command, judges(command.opts<Flags>()), io));
    command.action(async () => {
      const files = command.args;
      const flags = command.opts<Flags & { readonly timings?: true }>();
      if (takesFiles) requireNoSlip(files, program);
      const passed = await run({ files, flags, io });
      if (typeof passed === 'boolean') onVerdict(passed);
      if (flags.timings) io.tell(io.timings.describe(io.process.usage()));
    });
  };
  add<commands.FindFlags>({ entry: commands.FIND, takesFiles: true, run: runFind });
  add<commands.HealthFlags>({
    entry: commands.HEALTH,
    takesFiles: true,
    run: async ({ files, flags, io }) => {
      const { healthRequest } = await import('./request/commands.js');
      const request = await healthRequest(files, flags);
      return (await import('./commands/health.js')).health(request, io);
    },
  });
  add<commands.ExplainFlags>({
    entry: commands.EXPLAIN,
    takesFiles: true,
    run: async ({ files, flags, io }) => {
      const { explainRequest } = await import('./request/commands.js');
      const request = await explainRequest(files, flags);
      return (await import('./commands/explain.js')).explain(request, io);
    },
  });
  add<commands.ReviewFlags>({
    entry: commands.REVIEW_COMMAND,
    judges: ({ candidates }) => candidates === undefined,
    run: async ({ files, flags, io }) => {
      const { reviewRequest } = await import('./request/correct.js');
      const request = await reviewRequest(files[0]!, flags);
      return (await import('./commands/review/review.js')).review(request, io);
    },
  });
  add<commands.AuditFlags>({
    entry: commands.AUDIT_COMMAND,
    run: async ({ files, flags, io }) => {
      const { auditRequest } = await import('./request/audit.js');
      const request = await auditRequest(files[0]!, flags);
      return (await import('./commands/audit/audit.js')).audit(request, io);
    },
  });
  add<commands.DecideFlags>({
    entry: commands.DECIDE_COMMAND,
    judges: ({ acceptBelow }) => acceptBelow !== undefined,
    run: async ({ files, flags, io }) => {
      const { decideRequest } = await import('./request/correct.js');
      const request = await decideRequest(files[0]!, flags);
      return (await import('./commands/decide.js')).decide(request, io);
    },
  });
  add<commands.ApplyFlags>({
    entry: commands.APPLY_COMMAND,
    run: async ({ files, flags, io }) => {
      const { applyRequest } = await import('./request/correct.js');
      const request = await applyRequest(files[0]!, flags);
      return (await import('./commands/apply.js')).apply(request, io);
    },
  });
  add<commands.ExportFlags>({
    entry: commands.EXPORT_COMMAND,
    judges: commands.judgesRows,
    takesFiles: true,
    run: async ({ files, flags, io }) => {
      const { exportRequest } = await import('./request/correct.js');
      const request = await exportRequest(files, flags);
      return (await import('./commands/export/export.js')).exportDataset(request, io);
    },
  });
  add<commands.CheckFlags>({
    entry: commands.CHECK,
    takesFiles: true,
    run: async ({ files, flags, io }) => {
      const { checkRequest } = await import('./request/commands.js');
      const request = await checkRequest(files, flags, io);
      return (await import('./commands/check.js')).check(request, io);
    },
  });
  add<commands.SqlFlags>({
    entry: commands.SQL,
    run: async ({ flags, io }) => {
      const { sqlRequest } = await import('./request/engine.js');
      const request = await sqlRequest(flags);
      return (await import('./commands/sql.js')).sql(request, io);
    },
  });
}

async function runFind({ files, flags, io }: Call<commands.FindFlags>): Promise<void> {
  if (flags.engine !== undefined) {
    const { engineRequest } = await import('./request/engine.js');
    const request = await engineRequest(files, flags, io);
    return (await import('./commands/find-in-engine.js')).findWithEngine(request, io);
  }
  const { findRequest } = await import('./request/commands.js');
  const request = await findRequest(files, flags, io);
  return (await import('./commands/find.js')).find(request, io);
}

/** A word similar to the name of a command is more likely a typing error than a missing file. */
function requireNoSlip(files: readonly string[], program: Command): void {
  const [first] = files;
  if (first === undefined) return;
  const names = program.commands.map((command) => command.name());
  const near = nearest(first, names);
  if (near !== undefined && !existsSync(first)) throw unknownCommand(first, near);
}

/** Adds the command that prints a completion script, generated from the options of all commands. */
function addCompletion(program: Command, io: Io): void {
  program
    .command('completion')
    .summary('print what completes commands and options in a shell')
    .description('Print a script that completes commands, options and their values in a shell.')
    .addArgument(new Argument('<shell>').choices(['bash', 'zsh', 'fish'] satisfies Shell[]))
    .addHelpText(
      'after',
      `
Put this into the file that your shell reads at its start:
  bash   eval "$(find-label-errors completion bash)"
  zsh    eval "$(find-label-errors completion zsh)"
  fish   find-label-errors completion fish | source`,
    )
    .action(async (shell: Shell) => {
      const { completionScript } = await import('./commands/completion.js');
      const { topicNames } = await import('./manual/topics.js');
      await writeToStream(io.stdout, [completionScript(shell, program, await topicNames())]);
    });
}

/** Adds the command that prints what `--help` prints, and the pages of the manual. */
function addHelp(program: Command, io: Io): void {
  program
    .command('help')
    .summary('tell what a command does, or print a page of the manual')
    .description(
      'Tell what a command does, as its --help does, or print the page of the manual on a topic. Without a name, list both.',
    )
    .argument('[name]', 'a command or a topic')
    .action(async (name: string | undefined) => {
      const { listOfTopics, pageOn } = await import('./manual/topics.js');
      if (name === undefined) {
        program.addHelpText('after', await listOfTopics());
        program.help();
      }
      program.commands.find((command) => command.name() === name)?.help();
      const names = program.commands.map((command) => command.name());
      const page = await pageOn(name, names);
      const { showPage } = await import('./manual/show-page.js');
      await showPage(page, io);
    });
}
