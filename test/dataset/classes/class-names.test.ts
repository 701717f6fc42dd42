import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readClassNames } from '../../../src/dataset/classes/class-names.js';
import { fileWith, folderWith, problemOf } from '../files.js';

describe('a list', () => {
  test('names are trimmed', async () => {
    expect(await readClassNames('World, Sports ,Sci/Tech')).toEqual(['World', 'Sports', 'Sci/Tech']);
  });

  test.each<[string, RegExp]>([
    ['World,,Sports', /^--classes: name 2 of the list is blank$/],
    ['World,Sports,World', /^--classes: the class "World" is named twice$/],
    ['World', /^--classes World: there is no such file, and a list of names needs a comma$/],
    ['names.txt', /^--classes names.txt: there is no such file/],
  ])('wrong: %s', async (value, expected) => {
    expect((await problemOf(readClassNames(value))).message).toMatch(expected);
  });
});

describe('a file', () => {
  test.each<[string, string]>([
    ['LF', 'World\nSports\n'],
    ['CRLF, blank lines at the end', 'World\r\n Sports \r\n\r\n \r\n'],
    ['CR, byte order mark', '\ufeffWorld\rSports'],
  ])('%s', async (_, content) => {
    expect(await readClassNames(fileWith(content, 'names.txt'))).toEqual(['World', 'Sports']);
  });

  test('a name may have a comma in it, and the name of the file too', async () => {
    const file = fileWith('Food, drink\nCars\n', 'a,b.txt');
    expect(await readClassNames(file)).toEqual(['Food, drink', 'Cars']);
  });

  test.each<[string, string | Uint8Array, RegExp]>([
    ['a blank line between', 'World\n\nSports\n', /^names.txt:2: there is a blank line between/],
    ['one name', 'World\n', /^names.txt: a list of classes needs at least two names/],
    ['empty', '', /^names.txt: a list of classes needs/],
    ['a name twice', 'World\nSports\nWorld\n', /^names.txt:3: the class "World" is named twice/],
    ['Latin-1', Buffer.from('World\nCaf\xe9\n', 'latin1'), /^names.txt:2: .* not UTF-8/],
    ['UTF-16', Buffer.from('\ufeffWorld\n', 'utf16le'), /^names.txt: the file is in UTF-16/],
  ])('wrong: %s', async (_, content, expected) => {
    expect((await problemOf(readClassNames(fileWith(content, 'names.txt')))).message).toMatch(expected);
  });

  test('a folder is no file', async () => {
    const folder = folderWith({ 'names/world.txt': '' });
    const { message } = await problemOf(readClassNames(join(folder, 'names')));
    expect(message).toBe('names: this is a folder, not a file');
  });
});

test('a list of 300,000 names is read at once', async () => {
  const names = Array.from({ length: 300_000 }, (_, k) => `class ${k}`);
  expect(await readClassNames(fileWith(names.join('\n'), 'names.txt'))).toEqual(names);
  const twice = fileWith([...names, 'class 299999'].join('\n'), 'names.txt');
  expect((await problemOf(readClassNames(twice))).message).toMatch(
    /:300001: the class "class 299999" is named twice/,
  );
});
