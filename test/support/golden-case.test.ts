import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatCase, type GoldenCase, parseCase } from './golden-case.js';
import { parsePlainCommand } from './plain-command.js';

const content = fc
  .oneof(
    fc.uint8Array({ maxLength: 20 }),
    fc.string({
      unit: fc.constantFrom(
        'a',
        '\\',
        'x1b',
        '\x1b',
        '\n',
        '\r',
        '\t',
        '\u202e',
        'é',
        '-- b --',
        '- ',
        '\n-- stdout --\n',
      ),
    }),
  )
  .map((bytes) => Buffer.from(bytes as string));
const cases = fc.record({
  command: fc.constantFrom('find-label-errors\n', 'a\nb\n', "printf -- '--- x'\n"),
  files: fc
    .dictionary(fc.constantFrom('data.csv', 'sub/a b.txt', '.x'), content)
    .map((files) => new Map(Object.entries(files))),
  answer: fc.record({ code: fc.nat(255), stdout: content, stderr: content }),
});

test('a golden case is read as it was written, whatever its bytes are', () => {
  fc.assert(
    fc.property(cases, (golden: GoldenCase) => {
      expect(parseCase(formatCase(golden))).toEqual(golden);
    }),
    { numRuns: 1000 },
  );
});

test('a golden case shows what an editor would hide', () => {
  const answer = { code: 0, stdout: Buffer.from('\x1b[1m\\漢\n'), stderr: Buffer.from([0xe9, 0x0a]) };
  expect(formatCase({ command: 'a\n', files: new Map(), answer })).toBe(
    'a\n-- stdout (escaped) --\n\\x1b[1m\\\\漢\n-- stderr (escaped) --\n\\xe9\n',
  );
});

test('a golden case with two sections of a name, or a code that is no number, is refused', () => {
  expect(() => parseCase('a\n-- b --\n-- b --\n')).toThrow('there are two sections b');
  expect(() => parseCase('a\n-- exit --\none\n')).toThrow('the exit code is no number');
});

test.each([
  ['find-label-errors\n', [], {}],
  ["find-label-errors 'a b'c \"d 'e'\" $FIXTURES/x.csv", ['a bc', "d 'e'", '../x.csv'], {}],
  ['A=1 B_C= find-label-errors --x=y', ['--x=y'], { A: '1', B_C: '' }],
])('%j is one plain command', (command, args, env) => {
  expect(parsePlainCommand(command, '..')).toEqual({ args, env });
});

test.each([
  'find-label-errors a | head',
  'find-label-errors a > b',
  'find-label-errors a\nfind-label-errors b\n',
  'find-label-errors *.csv',
  'find-label-errors "$HOME"',
  'find-label-errors $FIXTURES2',
  'find-label-errors a\\ b',
  "find-label-errors 'a",
  'cat data.csv',
  'A=1',
])('%j needs a shell', (command) => {
  expect(parsePlainCommand(command, '..')).toBeUndefined();
});
