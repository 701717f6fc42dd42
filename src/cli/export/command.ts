import { type Command, Option } from 'commander';
import { DATA_FORMATS, SELECTIONS, TARGETS } from '../../export/targets.js';
import { useConfig } from '../config.js';
import { requireNoSlip } from '../find.js';
import { keepHelpShort } from '../help.js';
import {
  addDataOptions,
  addHeedOptions,
  addMethodOptions,
  addProbabilityOptions,
  addWordOptions,
} from '../options.js';
import { type ExportFlags, judgesRows } from './flags.js';

/** The options that its help tells. */
const USUAL = [
  ...['to', 'output', 'only', 'format', 'split', 'push', 'private', 'force', 'decisions', 'quiet'],
  ...['text', 'label', 'classes', 'method'],
];

const EXAMPLES = `
Decisions about the data are carried out in what is exported; the data stay as they are.

Examples:
  $ find-label-errors export news.csv --to huggingface -o news
  $ find-label-errors export news.csv --to huggingface -o news --push me/news --private
  $ find-label-errors export news.csv --to argilla -o for-argilla
  $ find-label-errors export news.csv --to label-studio -o tasks --only all`;

/** Adds the command that hands a data set on to other tools. */
export function addExportCommand(program: Command): void {
  const command = program
    .command('export')
    .summary('hand it on to Hugging Face, Argilla or Label Studio')
    .description('Write a data set, with its corrections, as another tool reads it.')
    .argument('<file...>', 'files with a text and a label in each row, taken as one data set')
    .optionsGroup('Export:')
    .addOption(new Option('--to <tool>', 'who is to read it').choices([...TARGETS]))
    .option('-o, --output <folder>', 'write to this folder')
    .addOption(
      new Option(
        '--only <rows>',
        'default: all for huggingface, else candidates that are not decided yet',
      ).choices([...SELECTIONS]),
    )
    .addOption(
      new Option(
        '--format <name>',
        'default: parquet for huggingface, jsonl for argilla-v1, else json',
      ).choices([...DATA_FORMATS]),
    )
    .option('--split <name>', 'of huggingface (default: train)')
    .option('--push <user/name>', 'send it to the Hugging Face Hub, too')
    .option('--private', 'only you may see it there, if it is new')
    .option('--force', 'replace an older export in that folder')
    .option('-q, --quiet', 'say only what is wrong');
  addHeedOptions(command, 'carry these out');
  addDataOptions(command);
  command.option('--id <column>', 'column whose values name the rows');
  addProbabilityOptions(command);
  addWordOptions(command);
  addMethodOptions(command);
  useConfig(command, judgesRows);
  keepHelpShort(command, USUAL);
  command.addHelpText('after', EXAMPLES).action(async (files: string[], flags: ExportFlags) => {
    requireNoSlip(files, program);
    const { runExport } = await import('./run-export.js');
    await runExport(files, flags);
  });
}
