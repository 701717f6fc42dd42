import { stripVTControlCharacters } from 'node:util';
import stringWidth from 'string-width';
import { expect, test } from 'vitest';
import { renderPage, renderTable } from '../../../src/cli/manual/render-page.js';
import { topicPages } from '../../manual/pages.js';

const plain = (markdown: string, width = 40) => renderPage(markdown, { width, colour: false });

test.each([40, 80])('no line of any page is wider than %i columns', (width) => {
  for (const { text, file } of topicPages) {
    const lines = plain(text, width).split('\n');
    expect(lines.length, file).toBeGreaterThan(10);
    expect(
      lines.filter((line) => stringWidth(line) > width),
      file,
    ).toEqual([]);
  }
});

test('colour changes nothing but styles, and the code ticks that it replaces', () => {
  for (const { text, file } of topicPages) {
    const styled = renderPage(text, { width: 500, colour: true });
    expect(styled, file).toContain('\u001b[1m');
    const words = (page: string) => page.replaceAll('`', '').replace(/[\s─]+/g, ' ');
    expect(words(stripVTControlCharacters(styled)), file).toBe(words(plain(text, 500)));
  }
});

test('every word of every page is shown', () => {
  for (const { text, file } of topicPages) {
    const shown = new Set(plain(text, 500).match(/\p{L}+/gu));
    const source = text.replace(/<!--.*?-->|^```.*$|\]\([^)]*\)/gms, ' ').match(/\p{L}+/gu)!;
    expect(
      source.filter((word) => !shown.has(word)),
      file,
    ).toEqual([]);
  }
});

test('blocks are laid out for a terminal', () => {
  expect(
    plain(
      '<!-- topic: x -->\n# Title\n\nOne *two* `three`,\nfour **five**.\n\n- a\n  - b\n- c\n\n1. d\n2. e\n',
    ),
  ).toBe('Title\n\n  One two `three`, four five.\n\n  - a\n      - b\n  - c\n\n  1. d\n  2. e\n');
});

test('links name the page or the address', () => {
  expect(plain('[gate](gate.md#x), [a gate](gate.md), [site](https://a.b/)\n', 80)).toBe(
    '  help gate, a gate (help gate), site (https://a.b/)\n',
  );
});

test('commands are broken as a shell takes them, other lines anywhere', () => {
  expect(
    plain(
      '```console\n$ find-label-errors some-data.csv --method both\nfirst words of a line, then more words of it\n```\n',
    ),
  ).toBe(
    [
      '    $ find-label-errors \\',
      '        some-data.csv --method both',
      '    first words of a line, then more',
      '    words of it\n',
    ].join('\n'),
  );
});

test('characters that act on a terminal are escaped, wherever they are', () => {
  const acting = '\u001b[31m\u202e';
  const page = plain(
    `# T${acting}\n\np${acting} \`c${acting}\` [l${acting}](https://x/${acting})\n\n| a${acting} |\n|---|\n| b${acting} |\n\n\`\`\`\nd${acting}\n\`\`\`\n\n- e${acting}\n`,
    200,
  );
  expect(['\u001b', '\u202e'].filter((each) => page.includes(each))).toEqual([]);
  expect(page.match(/\\x1b\[31m\\u202e/g)).toHaveLength(9);
});

test('a table that fits is laid out in columns, by its alignment', () => {
  const cells = [
    ['rows', 'seconds'],
    ['a', '1.5'],
    ['bcdef', '10'],
  ];
  expect(renderTable(cells, [null, 'right'], 14)).toEqual([
    'rows   seconds',
    '─────  ───────',
    'a          1.5',
    'bcdef       10',
  ]);
});

test('a table that does not fit is a list: first cell, then the others with their headings', () => {
  const cells = [
    ['rows', 'job', 'seconds'],
    ['1,000', 'find label errors', '1.5'],
    ['', 'check', '2'],
  ];
  expect(renderTable(cells, [null, null, null], 24)).toEqual([
    '1,000',
    '    job: find label',
    '    errors',
    '    seconds: 1.5',
    '1,000',
    '    job: check',
    '    seconds: 2',
  ]);
});
