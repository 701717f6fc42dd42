import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { tokenize } from '../../src/vectorize/tokenize.js';
import { needSharedData, sharedData } from '../reference-data.js';
import { agNewsTest } from '../support/news.js';
import { termsOf } from '../support/terms.js';

/** What scikit-learn's CountVectorizer makes of them. */
it.each([
  ["Don't stop—naïve café's #39; 3.5% _foo_bar 42", ['don', 'stop', 'naïve', 'café', '39', '_foo_bar', '42']],
  ['Ünïcödé STRASSE straße İstanbul', ['ünïcödé', 'strasse', 'straße', 'stanbul']],
  ['中文标题：普拉特晋级第三轮 OK 2004', ['中文标题', '普拉特晋级第三轮', 'ok', '2004']],
  ['a I x2 e-mail u.s. AT&T', ['x2', 'mail', 'at']],
  ['Здравствуй мир', ['здравствуй', 'мир']],
  ['हिन्दी भाषा', []],
  ['x́y z\u00adq', []],
  ['', []],
])('splits %j into words', (text, words) => {
  expect(tokenize(text)).toEqual(words);
});

it('gives the tokens of scikit-learn for all of AG News', (context) => {
  needSharedData(context);
  const answers = JSON.parse(readFileSync(join(sharedData, 'reference', 'tokens.json'), 'utf8'));
  const { texts } = agNewsTest();
  const tokens = texts.map(tokenize);

  expect(tokens[0]).toEqual(answers.tokens_of_row_0);
  expect(tokens[1]).toEqual(answers.tokens_of_row_1);
  expect(tokens.slice(0, 200).map((row) => row.length)).toEqual(answers.first_200_rows_token_counts);
  const all = tokens.map((row) => row.join(' ')).join('\n');
  expect(createHash('sha256').update(all).digest('hex')).toBe(answers.row_token_sha256_all_rows);

  const { vocabularySize, blocks } = termsOf(texts);
  const counts = [...blocks].flatMap(({ count }) => [...count]);
  expect(vocabularySize).toBe(answers.vocabulary_size);
  expect(counts.length).toBe(answers.nonzeros);
  expect(counts.reduce((sum, count) => sum + count)).toBe(answers.total_tokens);
});
