/** What a configuration file says, beside what the command line says. */
import { expect, test } from 'vitest';
import { folderWith } from '../dataset/files.js';
import { runHere } from '../support/run-in-process.js';

const DATA = `text,label\n${Array.from({ length: 30 }, (_, i) =>
  i % 2 === 0 ? `rain sun ${i % 5},a` : `money bank ${i % 7},b`,
).join('\n')}\n`;
const PROBABILITIES = `a,b\n${Array.from({ length: 30 }, (_, i) => (i % 2 === 0 ? '0.9,0.1' : '0.1,0.9')).join('\n')}\n`;

async function run(config: string, args: readonly string[], name = '.find-label-errorsrc') {
  const cwd = folderWith({
    'data.csv': DATA,
    'data.tsv': DATA.replaceAll(',', '\t'),
    'p.csv': PROBABILITIES,
    [name]: config,
  });
  const { status, stderr } = await runHere(args, { cwd });
  return { status, lines: stderr.split('\n') };
}

test.each([
  [
    '{"cv": 3, "rank-by": "normalized_margin"}',
    'data.csv --method noise-aware',
    ['cv = 3', 'rank-by = "normalized_margin"'],
  ],
  ['{"frac-noise": 0.5}', 'data.csv --method confident_learning', ['frac-noise = 0.5']],
  ['{"method": "both", "cv": 3}', 'data.csv --train data.csv', ['cv = 3']],
  ['{"method": "both", "frac-noise": 0.5}', 'data.csv --remove-per-class 1', ['frac-noise = 0.5']],
  ['{"method": "both", "remove-per-class": 1}', 'data.csv --frac-noise 0.5', ['remove-per-class = 1']],
  [
    '{"ngrams": 2, "stem": true, "alpha": 1}',
    'data.csv --probabilities p.csv',
    ['ngrams = 2', 'stem = true', 'alpha = 1'],
  ],
  ['{"input-format": "jsonl"}', 'data.tsv --delimiter tab', ['input-format = "jsonl"']],
  ['{"ngrams": 2}', 'data.csv --engine duckdb', ['ngrams = 2']],
])('%s gives way to %s', async (config, args, options) => {
  const { status, lines } = await run(config, args.split(' '));
  const unused = lines.filter((line) => line.includes(' is not used beside --'));
  expect(unused.map((line) => line.slice(0, line.indexOf(' is not')))).toEqual(
    options.map((option) => `.find-label-errorsrc: ${option}`),
  );
  expect(status).toBe(0);
});

test.each([
  ['{\n  "text": "text",\n  "cv": 3\n}', 'data.csv', '.find-label-errorsrc', 3, 'cv'],
  ['{"cv": "x",\n"find-label-errors": {\n  "cv": 3}}', 'data.csv', 'package.json', 3, 'cv'],
  [
    '{"method":\n"both", "cv": 3,\n"frac-noise": 1,\n"remove-per-class": 1}',
    'data.csv',
    '.find-label-errorsrc',
    3,
    'frac-noise',
  ],
  ['{"class-base": 1}', 'data.csv', '.find-label-errorsrc', 1, 'class-base'],
])('%s for %s: the error names the file and the line', async (config, args, file, line, key) => {
  const { status, lines } = await run(config, args.split(' '), file);
  expect(lines.at(-3)).toMatch(
    new RegExp(`^find-label-errors: ${file}:${line}: "${key}" would be ignored: `),
  );
  expect(lines.at(-2)).toBe('  Take it out there, or run with --no-config.');
  expect(status).toBe(2);
});

test('an option of the command line that would be ignored is an error as ever', async () => {
  const { status, lines } = await run('{"method": "noise-aware"}', ['data.csv', '--cv', '3']);
  expect([status, lines.at(-3)]).toEqual([
    2,
    'find-label-errors: --cv would be ignored: the method noise-aware does not use it',
  ]);
});
