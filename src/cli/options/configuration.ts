/** Applies the configuration file of the working directory to options that the command line does not set. */
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Command, Option } from 'commander';
import { UserError } from '../../errors/user-error.js';
import type { Io } from '../terminal/io.js';
import { CONFIGURATION_FILES } from './command.js';
import { DATA_HEADING } from './commands.js';
import { givesWay } from './conflicts.js';
import { configIsNoFile } from './errors.js';
import type { FoundConfiguration } from './read-configuration.js';

const NAME = 'find-label-errors';

/**
 * Reads the configuration file of the working directory into the options of a command.
 *
 * @param judges whether this run judges rows; otherwise only data options apply
 * @throws UserError if the file is wrong
 */
export async function applyConfiguration(command: Command, judges: boolean, io: Io): Promise<void> {
  if (command.getOptionValue('config') === false) return;
  const folder = io.cwd();
  const places = await placesThere(folder);
  if (places.length === 0) return;
  // Loaded only if there may be a file: loading takes as long as a small data set.
  const { readConfiguration } = await import('./read-configuration.js');
  const found = await readConfiguration(folder, { name: NAME, places });
  if (found !== null) fillIn(command, found, judges, io);
}

function fillIn(command: Command, found: FoundConfiguration, judges: boolean, io: Io): void {
  const used: string[] = [];
  const unused: string[] = [];
  const saidAt = new Map<string, string>();
  for (const { key, value, said } of found.options) {
    const option = optionOf(command, key);
    if (option === undefined || isGiven(command, option, value)) continue;
    if (!judges && option.helpGroupHeading !== DATA_HEADING) continue;
    const text = `${key} = ${JSON.stringify(said)}`;
    const overruler = overrulerOf(command, option.attributeName());
    if (overruler !== undefined) {
      unused.push(`${found.file}: ${text} is not used beside ${overruler}`);
      continue;
    }
    command.setOptionValueWithSource(option.attributeName(), value, 'config');
    used.push(text);
    saidAt.set(value === false ? `--no-${key}` : option.long!, found.placeOf(key));
  }
  PLACES_OF.set(command, saidAt);
  if (command.getOptionValue('quiet') === true) return;
  io.tell([...(used.length > 0 ? [`${found.file}: ${used.join(', ')}`] : []), ...unused]);
}

/** The places in the file of the options that it has set for a command. */
const PLACES_OF = new WeakMap<Command, ReadonlyMap<string, string>>();

/** Adds file and line to an error about an option of the configuration file; other errors are unchanged. */
export function namingConfiguration(error: unknown, commands: readonly Command[]): unknown {
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
 * The files that exist and may have options; package.json is in many folders, and seldom has.
 *
 * @throws UserError if one of our names is not a file
 */
async function placesThere(folder: string): Promise<string[]> {
  const there: string[] = [];
  for (const place of CONFIGURATION_FILES) {
    const file = path.join(folder, place);
    const stats = await stat(file).catch(() => undefined);
    const isPackage = place === 'package.json';
    if (stats?.isFile() !== true) {
      if (stats !== undefined && !isPackage) throw configIsNoFile(place);
      continue;
    }
    const content = await readFile(file, 'utf8').catch(() => NAME); // the reader reports the error
    if (!isPackage || content.includes(NAME)) there.push(place);
  }
  return there;
}

/** The option of a command for a key; where --label is a new label, --label-column is the column. */
function optionOf(command: Command, key: string): Option | undefined {
  const named = (name: string) => command.options.find(({ long }) => long === `--${name}`);
  return (key === 'label' ? named('label-column') : undefined) ?? named(key);
}

/** Whether the command line sets it, or the file sets it to the default. */
function isGiven(command: Command, option: Option, value: unknown): boolean {
  const source = command.getOptionValueSource(option.attributeName());
  return (
    (source !== undefined && source !== 'default') || (value === false && option.attributeName() !== 'header')
  );
}

/** The option of the command line that makes one of the file meaningless, as it was written there. */
function overrulerOf(command: Command, name: string): string | undefined {
  const flags = command.opts();
  const found = command.options.find((option) => {
    const key = option.attributeName();
    return command.getOptionValueSource(key) === 'cli' && givesWay(name, key, flags);
  });
  if (found === undefined) return undefined;
  return found.attributeName() === 'method' ? `--method ${flags.method}` : found.long!;
}
