import { Argument, type Command } from 'commander';

/** Adds the command that tells what `--help` tells: of the program, or of a command. */
export function addHelpCommand(program: Command): void {
  const names = program.commands.map((command) => command.name());
  program
    .command('help')
    .summary('tell what a command does')
    .description('Tell what the program does, or one of its commands: the same as --help.')
    .addArgument(new Argument('[command]').choices(names))
    .action((name: string | undefined) => {
      const command = program.commands.find((other) => other.name() === name) ?? program;
      command.help();
    });
}
