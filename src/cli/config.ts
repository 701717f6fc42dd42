/** Lets a configuration file of the working directory say what the command line does not. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { type Command, Option, type OptionValues } from 'commander';
import { DATA } from './options.js';
import { tellUser } from './terminal.js';

const NAME = 'find-label-errors';
const PLACES = [`.${NAME}rc`, `${NAME}.config.json`, 'package.json'];

/**
 * Adds `--no-config` to a command, and lets the file of the working directory say what the command line does
 * not.
 *
 * @param judges whether a run with these flags looks for label errors; else only options about data matter
 */
export function useConfig(command: Command, judges: (flags: OptionValues) => boolean = () => true): void {
  command.addOption(new Option('--no-config', `do not read ${PLACES.join(', ')}`));
  command.hook('preAction', async () => {
    if (command.getOptionValue('config') === false) return;
    if (!(await mayHaveConfig(process.cwd()))) return;
    // Loaded only where there may be something to read: that takes as long as a small data set.
    const { readConfig } = await import('./read-config.js');
    const found = await readConfig(process.cwd(), { name: NAME, places: PLACES });
    if (found === null) return;
    const matters = (option: Option) => option.helpGroupHeading === DATA || judges(command.opts());
    const used = Object.entries(found.options).filter(([key, value]) => {
      const option = optionOf(command, key);
      return option !== undefined && matters(option) && apply(command, option, value);
    });
    if (used.length > 0 && command.getOptionValue('quiet') !== true) {
      tellUser([
        `${found.file}: ${used.map(([key, value]) => `${key} = ${JSON.stringify(value)}`).join(', ')}`,
      ]);
    }
  });
}

/** Whether one of the places is there and may say something; package.json is there in many a folder, and says nothing. */
async function mayHaveConfig(folder: string): Promise<boolean> {
  const found = await Promise.all(
    PLACES.map((place) =>
      readFile(path.join(folder, place), 'utf8').then(
        (content) => place !== 'package.json' || content.includes(NAME),
        ({ code }) => code !== 'ENOENT',
      ),
    ),
  );
  return found.includes(true);
}

/** The option of a command that a key of the file means; where --label is a new label, --label-column is the column. */
function optionOf(command: Command, key: string): Option | undefined {
  const named = (name: string) => command.options.find(({ long }) => long === `--${name}`);
  return (key === 'label' ? named('label-column') : undefined) ?? named(key);
}

/** Gives an option its value, as the command line would have; returns whether it was needed. */
function apply(command: Command, option: Option, value: unknown): boolean {
  const name = option.attributeName();
  const given = command.getOptionValueSource(name);
  if ((given !== undefined && given !== 'default') || (value === false && name !== 'header')) return false;
  command.setOptionValueWithSource(name, asFlag(option, value), 'config');
  return true;
}

function asFlag(option: Option, value: unknown): unknown {
  switch (option.attributeName()) {
    case 'text':
      return Array.isArray(value) ? value : [value];
    case 'classes':
      return Array.isArray(value) ? value.join(',') : value;
    case 'classBase':
      return String(value);
    case 'delimiter':
      return option.parseArg === undefined ? value : option.parseArg(String(value), undefined);
    default:
      return value;
  }
}
