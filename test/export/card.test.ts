/** Data set cards: ours are made anew, everything else stays. */
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { UserError } from '../../src/errors/user-error.js';
import { type CardPlace, type CardSource, makeCard } from '../../src/export/hugging-face/card.js';

const CLASSES = { class_label: { names: { '0': 'neg', '1': 'pos' } } };
const source = (more: Partial<CardSource> = {}): CardSource => ({
  title: 'films',
  features: [
    { name: 'text', dtype: 'string' },
    { name: 'label', dtype: CLASSES },
  ],
  split: { name: 'train', num_bytes: 100, num_examples: 4 },
  fileBytes: 50,
  format: 'parquet',
  about: 'OURS\n',
  ...more,
});
const place = (card: string | null, files: CardPlace['otherFiles'] = []): CardPlace => ({
  name: 'README.md',
  card,
  otherFiles: files,
});
const front = (card: string) => parse(card.split('---\n')[1]!);
const problemOf = (make: () => unknown) => {
  try {
    make();
  } catch (error) {
    expect(error).toBeInstanceOf(UserError);
    return (error as UserError).message;
  }
  return expect.unreachable('there should be an error');
};

test('made twice, it is the same', () => {
  const card = makeCard(source(), place(null));
  expect(makeCard(source(), place(card))).toBe(card);
});

test('front matter and text of its owner stay, whatever line ends they have', () => {
  const own = '---\r\nlicense: mit # ours\r\ntags: [a, b]\r\n---\r\n# Films\r\n\r\nOur text.\r\n';
  const card = makeCard(source(), place(own));
  expect(card).toContain('license: mit # ours\n');
  expect(card).toContain('# Films\r\n\r\nOur text.\n\n<!-- find-label-errors: begin train -->\nOURS\n<!--');
  expect(front(card)).toMatchObject({
    license: 'mit',
    tags: ['a', 'b'],
    dataset_info: { download_size: 50 },
  });
});

test('text around our part stays where it is', () => {
  const card = makeCard(source(), place(null)).replace('# films', '# Ours, before');
  const remade = makeCard(source({ about: 'NEW\n' }), place(`${card}\nOurs, after\n`));
  expect(remade).toMatch(
    /# Ours, before[\s\S]*begin train -->\nNEW\n<!-- find-label-errors: end train -->\n\nOurs, after\n$/,
  );
  expect(remade).not.toContain('OURS');
});

test('a card without front matter, and a line of text that looks like one', () => {
  const card = makeCard(source(), place('# Films\n\n---\n\nA rule above.\n'));
  expect(card).toMatch(/^---\ndataset_info:/);
  expect(card).toContain('# Films\n\n---\n\nA rule above.\n');
});

test('other splits stay as long as they have files', () => {
  const first = makeCard(source(), place(null));
  const test = { name: 'test', num_bytes: 7, num_examples: 2 };
  const both = makeCard(
    source({ split: test, fileBytes: 5 }),
    place(first, [{ name: 'data/train-00000-of-00001.parquet', size: 50 }]),
  );
  expect(front(both)).toMatchObject({
    dataset_info: {
      splits: [{ name: 'train', num_bytes: 100, num_examples: 4 }, test],
      download_size: 55,
      dataset_size: 107,
    },
    configs: [
      {
        config_name: 'default',
        data_files: [
          { split: 'train', path: 'data/train-*' },
          { split: 'test', path: 'data/test-*' },
        ],
      },
    ],
  });
  const alone = makeCard(source({ split: test, fileBytes: 5 }), place(first));
  expect(front(alone).dataset_info.splits).toEqual([test]);
});

test('splits of other classes, columns or configurations are refused', () => {
  const files = [{ name: 'data/train-00000-of-00001.parquet', size: 50 }];
  const old = makeCard(source(), place(null));
  const split = { name: 'test', num_bytes: 7, num_examples: 2 };
  const label = { name: 'label', dtype: { class_label: { names: { '0': 'pos', '1': 'neg' } } } };
  const text = { name: 'text', dtype: 'string' as const };
  expect(problemOf(() => makeCard(source({ split, features: [text, label] }), place(old, files)))).toContain(
    'other classes: neg, pos; these rows have pos, neg',
  );
  expect(problemOf(() => makeCard(source({ split, features: [label] }), place(old, files)))).toContain(
    'other columns: text, label; these rows have label',
  );
  const several = '---\nconfigs:\n- config_name: a\n- config_name: b\n---\n';
  expect(problemOf(() => makeCard(source(), place(several)))).toContain('2 configurations: a, b');
  expect(problemOf(() => makeCard(source(), place('---\n- a\n---\n')))).toContain(
    'no list of keys and values',
  );
});

test.each<[string, string | null, string, string]>([
  [
    'a file of the split by another name',
    null,
    'data/train-more.parquet',
    'data/train-more.parquet is there, which would be taken for a part of split train',
  ],
  [
    'a split that the card does not tell of',
    null,
    'data/test-00000-of-00001.parquet',
    'data/test-00000-of-00001.parquet is there, and the card does not say',
  ],
  ['data elsewhere', null, 'train.csv', 'train.csv is there, and the card does not say'],
  [
    'an entry of another path',
    '---\nconfigs:\n- config_name: default\n  data_files:\n  - split: test\n    path: test.csv\n---\n',
    'LICENSE',
    'the card lists data for test',
  ],
  [
    'an entry without a split',
    '---\nconfigs:\n- config_name: default\n  data_files: all.csv\n---\n',
    'LICENSE',
    'the card lists data for all.csv',
  ],
])('%s: refused, before it gets lost', (_, card, name, problem) => {
  expect(problemOf(() => makeCard(source(), place(card, [{ name, size: 1 }])))).toContain(problem);
});

test('one format throughout', () => {
  const old = makeCard(source({ format: 'jsonl' }), place(null));
  const split = { name: 'test', num_bytes: 7, num_examples: 2 };
  const files = [{ name: 'data/train-00000-of-00001.jsonl', size: 50 }];
  expect(problemOf(() => makeCard(source({ split }), place(old, files)))).toContain(
    'data/train-00000-of-00001.jsonl is there, and all splits must be in one format, not parquet beside it',
  );
  expect(makeCard(source({ split, format: 'jsonl' }), place(old, files))).toContain('data/test-*');
});

test("files that are no data are in nobody's way", () => {
  const files = ['LICENSE', 'data/notes.txt', 'scripts/make.csv'].map((name) => ({ name, size: 1 }));
  expect(makeCard(source(), place(null, files))).toBe(makeCard(source(), place(null)));
});

test('names that some versions of YAML take for something else are in quotes', () => {
  const names = [
    'yes',
    'No',
    'on',
    'y',
    'null',
    '~',
    '12:30',
    '1_000',
    '2024-01-02',
    '0x1f',
    '1e3',
    '.5',
    '- a',
    'a: b',
    '#x',
    'é',
    'tab\t',
    '\u0085',
  ];
  const dtype = { class_label: { names: Object.fromEntries(names.map((name, k) => [String(k), name])) } };
  const card = makeCard(source({ features: [{ name: 'y', dtype }] }), place(null));
  for (const version of ['1.1', '1.2'] as const) {
    const { features } = parse(card.split('---\n')[1]!, { version }).dataset_info;
    expect(features[0].name).toBe('y');
    expect(Object.values(features[0].dtype.class_label.names)).toEqual(names);
    expect(Object.keys(features[0].dtype.class_label.names)).toEqual(names.map((_, k) => String(k)));
  }
});

test('class names that would act on a reader are escaped, and read back as they are', () => {
  const names = {
    '0': 'a\u202eb',
    '1': `\\\u202e "\u001b[31m" \u0085\u200b\ufeff${' long\n\nname'.repeat(20)}`,
    '2': '\u2028',
  };
  const own = '---\n# ours \u00ad\ntitle: "ours \u00ad"\n---\n';
  const features = [{ name: 'label', dtype: { class_label: { names } } }];
  const card = makeCard(source({ features }), place(own));
  expect(card).toContain(String.raw`"a\u202eb"`);
  expect(card.match(/[^\n -~]/g)).toEqual(['\u00ad', '\u00ad']); // its owner's stay
  expect(front(card).dataset_info.features[0].dtype.class_label.names).toEqual(names);
});
