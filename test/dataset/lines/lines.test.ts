/** fastText and TREC lines: what is a label, what is text, and that only labels change. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Decisions } from '../../../src/corrections/decisions.js';
import type { DataOptions } from '../../../src/dataset/read-dataset.js';
import { applied, decisionsOf, entriesFor, open } from '../../corrections/support.js';
import { fileWith, folderWith, labelNames, notesOf, problemOf, textsOf } from '../files.js';

async function read(content: string | Uint8Array, name = 'data.txt', options: DataOptions = {}) {
  const dataset = await open(fileWith(content, name), options);
  const texts = (await textsOf(dataset, dataset.labels.keys())).map(({ text }) => text);
  return { dataset, labels: labelNames(dataset), texts };
}

/** The file after row 0 got another label. */
async function relabelled(content: string, label: string): Promise<string> {
  const file = fileWith(content, 'data.txt');
  const decisions = decisionsOf(await entriesFor(await open(file), [{ index: 0, label }]));
  return (await applied(file, decisions)).bytes.toString();
}

const FASTTEXT = [
  '__label__good a good film, truly',
  'a bad\tplot __label__bad',
  '  it was __label__good "fine ',
  'no label here',
  '__label__bad , wall st. bears',
].join('\n');

describe('fastText lines', () => {
  test('have their label anywhere', async () => {
    const { dataset, labels, texts } = await read(FASTTEXT);
    expect(labels).toEqual(['good', 'bad', 'good', 'bad']);
    expect(texts).toEqual(['a good film, truly', 'a bad\tplot', 'it was  "fine', ', wall st. bears']);
    expect(Array.from(dataset.lines)).toEqual([1, 2, 3, 5]);
    expect(notesOf(dataset)[0]).toContain('fastText lines');
    expect(dataset.leftOut).toMatchObject([{ reason: 'blank label', firstLines: [4] }]);
  });

  test('have classes for a bare prefix, and for one with a comma, as in fastText', async () => {
    const content = '__label__ one two\n__label__a three\n__label__a, four\n__label____label__ five\n';
    const { labels } = await read(content);
    expect(labels).toEqual(['__label__', 'a', 'a,', '__label____label__']);
    expect(await relabelled(content, '__label____label__')).toBe(
      content.replace('__label__ ', '__label____label__ '),
    );
    expect(await relabelled(content, 'a,')).toBe(content.replace('__label__ ', '__label__a, '));
  });

  test('with several labels are refused by their line', async () => {
    const { message, fix } = await problemOf(read('__label__a one\n__label__a __label__b two\n'));
    expect(message).toBe(
      'data.txt:2: this line has 2 labels, "__label__a", "__label__b", but each row needs one',
    );
    expect(fix).toContain('Leave one label on each line.');
  });

  test('cannot have labels of two words', async () => {
    const content = '__label__a one two\n__label__b three four\n';
    const file = fileWith(content, 'data.txt');
    const options = { classes: ['class a', 'b', 'a'] };
    const decisions = decisionsOf(
      await entriesFor(await open(file, options), [{ index: 0, label: 'class a' }]),
    );
    await expect(applied(file, decisions, options)).rejects.toThrow(
      'cannot be written as a label of fastText',
    );
  });

  test('are not seen in tables', async () => {
    const { labels } = await read(
      'text,label\none two,__label__a\nthree four,__label__b\nfive,__label__a\n',
      'data.csv',
    );
    expect(labels).toEqual(['__label__a', '__label__b', '__label__a']);
  });

  test('may be named', async () => {
    const { labels } = await read('one\ntwo\nthree __label__a\nfour __label__b\n', 'data.csv', {
      inputFormat: 'fasttext',
    });
    expect(labels).toEqual(['a', 'b']);
  });
});

const TREC = 'DESC:manner How did it begin ?\r\nENTY:cremat What films "won" ?\r\nDESC:def What is é ?\r\n';

test('TREC lines begin with their label', async () => {
  const { dataset, labels, texts } = await read(TREC, 'train_5500.label');
  expect(labels).toEqual(['DESC:manner', 'ENTY:cremat', 'DESC:def']);
  expect(texts).toEqual(['How did it begin ?', 'What films "won" ?', 'What is é ?']);
  expect(notesOf(dataset)[0]).toContain('TREC question lines');
  expect(await relabelled(TREC, 'DESC:def')).toBe(TREC.replace('DESC:manner', 'DESC:def'));
});

test('TREC lines in Latin-1 keep their encoding', async () => {
  const file = fileWith(Buffer.from(TREC, 'latin1'), 'train.label');
  const options = { encoding: 'latin1' };
  const decisions = decisionsOf(
    await entriesFor(await open(file, options), [{ index: 2, label: 'DESC:manner' }]),
  );
  const { bytes } = await applied(file, decisions, options);
  expect(bytes).toEqual(Buffer.from(TREC.replace('DESC:def', 'DESC:manner'), 'latin1'));
});

test('rows are deleted with their line', async () => {
  const file = fileWith(FASTTEXT, 'data.txt');
  const gone = [1, 4].map((index) => ({ index, what: 'delete' as const }));
  const { bytes } = await applied(file, decisionsOf(await entriesFor(await open(file), gone)));
  expect(bytes.toString()).toBe(
    '__label__good a good film, truly\n  it was __label__good "fine \nno label here\n',
  );
});

test('deciding nothing changes no byte, and one decision one label', async () => {
  const word = fc.stringMatching(/^[a-zé好,."|]{1,8}$/);
  const gap = fc.constantFrom(' ', '\t', '  ', ' \v');
  const line = fc.record({
    before: fc.array(fc.tuple(word, gap)),
    label: fc.constantFrom('a', 'b', 'a,', 'é', ''),
    after: fc.array(fc.tuple(gap, word), { minLength: 1 }),
    end: fc.constantFrom('\n', '\r\n', '\n\n'),
  });
  const write = (lines: readonly { before: string[][]; label: string; after: string[][]; end: string }[]) =>
    lines
      .map(
        ({ before, label, after, end }) =>
          `${before.flat().join('')}__label__${label}${after.flat().join('')}${end}`,
      )
      .join('');
  await fc.assert(
    fc.asyncProperty(fc.array(line, { minLength: 2, maxLength: 20 }), fc.nat(), async (lines, any) => {
      const all = [...lines, { before: [], label: 'z', after: [[' ', 'z']], end: '\n' }];
      const file = join(folderWith({}), 'data.txt');
      writeFileSync(file, write(all));
      expect((await applied(file, new Decisions())).bytes.toString()).toBe(write(all));
      const index = any % lines.length;
      const dataset = await open(file);
      const { bytes } = await applied(file, decisionsOf(await entriesFor(dataset, [{ index, label: 'z' }])));
      const same = (at: number) => write([all[at]!]).trim() === write([all[index]!]).trim();
      const changed = all.map((one, at) => (at === index ? { ...one, label: 'z' } : one));
      // Rows that say the same are one row to a decision.
      if (all.filter((_, at) => same(at)).length === 1) expect(bytes.toString()).toBe(write(changed));
    }),
    { numRuns: 60 },
  );
});
