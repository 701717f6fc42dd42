/** The front page is short, and what pages refer to is there. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Tokens } from 'marked';
import { expect, test } from 'vitest';
import { makeProgram, processIo } from '../../src/cli/main.js';
import { projectRoot } from '../reference-data.js';
import { everyToken, examplesOf, type Page, pages, topicPages } from './pages.js';

const readme = pages.find(({ file }) => file === 'README.md')!;
const program = makeProgram(processIo([]), { onVerdict: () => {}, onHelp: () => {} });

test('the front page has at most 200 lines and 12 KB', () => {
  expect(readme.text.split('\n').length - 1).toBeLessThanOrEqual(200);
  expect(Buffer.byteLength(readme.text)).toBeLessThanOrEqual(12 * 1024);
});

test('every page of the manual has a topic of its own, a title, and a summary of one sentence', () => {
  const topics = topicPages.map(({ topic }) => topic);
  expect(topics.length).toBeGreaterThan(12);
  expect(new Set(topics).size).toBe(topics.length);
  for (const { file, text } of topicPages) {
    const [, title, summary] = text.split('\n').filter((line) => line !== '');
    expect(title, file).toMatch(/^# \S/);
    expect(summary, file).toMatch(/^[^.]+(\.\w[^.]*)*\.$/);
  }
});

test('no topic has the name of a command, which help would print instead', () => {
  const commands = program.commands.map((command) => command.name());
  expect(topicPages.map(({ topic }) => topic).filter((topic) => commands.includes(topic!))).toEqual([]);
});

test('the front page lists every other page of the manual by its topic', () => {
  const listed = everyToken(readme.tokens)
    .filter((token) => token.type === 'link')
    .map((token) => `${(token as Tokens.Link).text} ${(token as Tokens.Link).href}`);
  for (const { topic, file } of topicPages) {
    if (file !== 'README.md') expect(listed).toContain(`${topic} ${file}`);
  }
});

test('every relative link leads to a file, and to a heading in it', () => {
  const broken: string[] = [];
  let followed = 0;
  for (const page of pages) {
    for (const token of everyToken(page.tokens)) {
      if (token.type !== 'link' || /^https?:/.test(token.href)) continue;
      followed++;
      if (!resolves(page, (token as Tokens.Link).href)) broken.push(`${page.file}: ${token.href}`);
    }
  }
  expect(broken).toEqual([]);
  expect(followed).toBeGreaterThan(40);
});

test('every file and folder of the source that a page names is there', () => {
  const named = pages.flatMap(({ file, text }) =>
    [...text.matchAll(/`((?:src|test|fixtures|\.ci)\/[\w./-]*)`/g)].map(([, name]) => `${file}: ${name}`),
  );
  expect(named.length).toBeGreaterThan(15);
  expect(named.filter((each) => !existsSync(path.join(projectRoot, each.split(': ')[1]!)))).toEqual([]);
});

function resolves(from: Page, href: string): boolean {
  const [name = '', part] = href.split('#');
  const file = name === '' ? from.file : path.posix.join(path.posix.dirname(from.file), name);
  if (part === undefined) return existsSync(path.join(projectRoot, file));
  return headingsOf(pages.find((page) => page.file === file)).includes(part);
}

/** The headings of a page, as GitHub names them in addresses. */
function headingsOf(page: Page | undefined): string[] {
  return (page?.tokens ?? [])
    .filter((token) => token.type === 'heading')
    .map((token) =>
      (token as Tokens.Heading).text
        .toLowerCase()
        .replace(/[^\p{L}\p{N} _-]/gu, '')
        .replaceAll(' ', '-'),
    );
}

test('every option in an example is one of its command, also where the example is not run', () => {
  const unknown: string[] = [];
  let seen = 0;
  for (const page of pages) {
    for (const { command } of examplesOf(page).flatMap(({ examples }) => examples)) {
      for (const [, call] of command
        .replace(/\\\n|"[^"]*"|'[^']*'/g, ' ')
        .matchAll(/\bfind-label-errors (?!@)([^|>#\n]*)/g)) {
        const [first = ''] = call!.split(' ');
        const named = program.commands.find((each) => each.name() === first) ?? program.commands[0]!;
        for (const [, flag] of call!.matchAll(/(?<=^| )(--?[a-z][\w-]*)/g)) {
          seen++;
          const known = named.options.some(({ short, long }) => [short, long].includes(flag!));
          if (!known) unknown.push(`${page.file}: ${named.name()} ${flag}`);
        }
      }
    }
  }
  expect(unknown).toEqual([]);
  expect(seen).toBeGreaterThan(60);
});
