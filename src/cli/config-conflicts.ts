/** Which options of a configuration file give way to the command line. */
import type { Command } from 'commander';
import { METHODS } from '../confident-learning/filter/methods.js';
import { CONFIDENT_LEARNING_OPTIONS, WORD_OPTIONS } from './flags.js';

const WORDS = Object.keys(WORD_OPTIONS);
const NEEDS_DELIMITER = ['csv', 'tsv'];

/** For options of the command line, by their value, those that a run refuses beside them. */
const OVERRULES: Readonly<Record<string, (value: string) => readonly string[]>> = {
  method: (method) =>
    method === 'noise-aware'
      ? Object.keys(CONFIDENT_LEARNING_OPTIONS)
      : ignoredBy(method as keyof typeof METHODS),
  train: () => ['cv'],
  probabilities: () => ['cv', 'alpha', 'mergeLabels', ...WORDS],
  labels: () => ['text'],
  engine: () => ['encoding', 'inputFormat', ...WORDS],
  fracNoise: () => ['removePerClass'],
  removePerClass: () => ['fracNoise'],
  inputFormat: (format) => (NEEDS_DELIMITER.includes(format) ? [] : ['delimiter', 'header']),
  delimiter: () => ['inputFormat'],
};

function ignoredBy(method: keyof typeof METHODS): string[] {
  const traits = METHODS[method];
  return (['fracNoise', 'minExamplesPerClass', 'removePerClass'] as const).filter((name) => !traits[name]);
}

/**
 * The option of the command line because of which one of the file cannot be used, as it was written there; undefined
 * where there is none.
 *
 * @param name of the file's option, as flags have it: `cv`, `rankBy`
 */
export function overruledBy(command: Command, name: string): string | undefined {
  const found = command.options.find((option) => {
    const key = option.attributeName();
    if (command.getOptionValueSource(key) !== 'cli') return false;
    return OVERRULES[key]?.(command.getOptionValue(key)).includes(name) === true;
  });
  if (found === undefined) return undefined;
  return found.attributeName() === 'method' ? `--method ${command.getOptionValue('method')}` : found.long!;
}
