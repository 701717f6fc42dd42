/** Lets a configuration file of the working directory say what the command line does not. */
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { type Command, Option, type OptionValues } from 'commander';
import { UserError } from '../errors/user-error.js';
import { overruledBy } from './config-conflicts.js';
import { configIsNoFile } from './errors.js';
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
    const places = await placesThere(process.cwd());
    if (places.length === 0) return;
    // Loaded only where there may be something to read: that takes as long as a small data set.
    const { readConfig } = await import('./read-config.js');
    const found = await readConfig(process.cwd(), { name: NAME, places });
    if (found === null) return;
    const matters = (option: Option) => option.helpGroupHeading === DATA || judges(command.opts());
    const used: string[] = [];
    const unused: string[] = [];
    const saidAt = new Map<string, string>();
    for (const [key, value] of Object.entries(found.options)) {
      const option = optionOf(command, key);
      if (option === undefined || !matters(option) || isGiven(command, option, value)) continue;
      const said = `${key} = ${JSON.stringify(value)}`;
      const overruler = overruledBy(command, option.attributeName());
      if (overruler !== undefined) {
        unused.push(`${found.file}: ${said} is not used beside ${overruler}`);
        continue;
      }
      command.setOptionValueWithSource(option.attributeName(), asFlag(option, value), 'config');
      used.push(said);
      saidAt.set(value === false ? `--no-${key}` : option.long!, found.placeOf(key));
    }
    PLACES_OF.set(command, saidAt);
    if (command.getOptionValue('quiet') === true) return;
    tellUser([...(used.length > 0 ? [`${found.file}: ${used.join(', ')}`] : []), ...unused]);
  });
}

/** Where the file says the options that it has given to a command. */
const PLACES_OF = new WeakMap<Command, ReadonlyMap<string, string>>();

/** An error about an option of the configuration file says where that stands; others are left as they are. */
export function namingConfig(error: unknown, commands: readonly Command[]): unknown {
  if (!(error instanceof UserError) || error.option === undefined) return error;
  const { option, message } = error;
  for (const command of commands) {
    const place = PLACES_OF.get(command)?.get(option);
    if (place === undefined) continue;
    const said = message.replace(option, `"${option.slice(2)}"`);
    return new UserError(`${place}: ${said}`, 'Take it out there, or run with --no-config.', option);
  }
  return error;
}

/**
 * The places that are there and may say something; package.json is there in many a folder, and says nothing.
 *
 * @throws UserError if one of ours is no file
 */
async function placesThere(folder: string): Promise<string[]> {
  const there: string[] = [];
  for (const place of PLACES) {
    const file = path.join(folder, place);
    const stats = await stat(file).catch(() => undefined);
    const isPackage = place === 'package.json';
    if (stats?.isFile() !== true) {
      if (stats !== undefined && !isPackage) throw configIsNoFile(place);
      continue;
    }
    const content = await readFile(file, 'utf8').catch(() => NAME); // who reads it will say what is wrong
    if (!isPackage || content.includes(NAME)) there.push(place);
  }
  return there;
}

/** The option of a command that a key of the file means; where --label is a new label, --label-column is the column. */
function optionOf(command: Command, key: string): Option | undefined {
  const named = (name: string) => command.options.find(({ long }) => long === `--${name}`);
  return (key === 'label' ? named('label-column') : undefined) ?? named(key);
}

/** Whether the command line has said it, or there is nothing to say. */
function isGiven(command: Command, option: Option, value: unknown): boolean {
  const source = command.getOptionValueSource(option.attributeName());
  return (
    (source !== undefined && source !== 'default') || (value === false && option.attributeName() !== 'header')
  );
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
