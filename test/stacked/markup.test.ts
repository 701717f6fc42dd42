/** That decoding entities does not cost candidates, on the sets that have some and on one made to have more. */
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { judgeLabels, wordsFor } from '../../src/judge/methods.js';
import { Vectorizer } from '../../src/vectorize/vectorizer.js';
import { fixtures, needSharedData, readCsv, sharedData } from '../reference-data.js';
import { evaluationSet, newswire } from '../support/news.js';
import type { LabelledTexts } from '../support/terms.js';

/** Average precision of the ranking, entities decoded or not. */
function averagePrecision(
  { texts, labels, classCount }: LabelledTexts,
  isWrong: Uint8Array,
  decodeHtml: boolean,
) {
  const vectorizer = new Vectorizer({ ...wordsFor('stacked', {}), decodeHtml });
  const add = vectorizer.startMatrix();
  for (const text of texts) add(text);
  const { matrices, pairs, words } = vectorizer.finish();
  const problem = { terms: matrices[0]!, pairs: pairs[0], words, labels, classCount, training: null };
  const { rankKey } = judgeLabels(problem, { method: 'stacked' }).judgement;
  const ranked = [...labels.keys()].sort((a, b) => rankKey[a]! - rankKey[b]! || a - b);
  let [found, sum] = [0, 0];
  for (const [place, row] of ranked.entries()) if (isWrong[row] === 1) sum += ++found / (place + 1);
  return sum / found;
}

const wrongOf = (file: string) =>
  Uint8Array.from(readCsv(file).slice(1), ([, given, right]) => Number(given !== right));

it('changes nothing of importance where a page was cut up for every third text', () => {
  const news = newswire();
  const isWrong = wrongOf(join(fixtures, 'newswire_truth.csv'));
  const dirty = {
    ...news,
    texts: news.texts.map((text, row) => (row % 3 ? text : `<p class="story">${text}</p> &#8594; &amp;`)),
  };
  const clean = averagePrecision(news, isWrong, false);
  expect(clean).toBeGreaterThan(0.9);
  expect(averagePrecision(dirty, isWrong, true)).toBeGreaterThan(clean - 0.01);
});

it.for(['ag_uniform_dev', 'ag_pair_dev', 'human_dev'])('ranks %s no worse', (name, context) => {
  needSharedData(context);
  const isWrong = wrongOf(join(sharedData, 'eval', 'sets', `${name}.truth.csv`));
  const rows = evaluationSet(name);
  const before = averagePrecision(rows, isWrong, false);
  expect(averagePrecision(rows, isWrong, true)).toBeGreaterThan(before - 0.001);
});
