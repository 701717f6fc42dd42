/** Which rows are shown as similar to a candidate, with their labels and the decisions about them. */
import { expect, test } from 'vitest';
import { makeEntry } from '../../src/corrections/decision.js';
import type { Dataset, RowText } from '../../src/types.js';
import { csvFile, folderOfTest, newswireCopy, openReview } from './support.js';

test('the nearest rows of the given and of the suggested class are found, nearest first', async () => {
  const { review, dataset } = await openReview(newswireCopy(folderOfTest()));
  const row = review.candidates.rows()[0]!;
  const { same, given, suggested } = await review.similarTo(row);
  expect(same).toEqual([]);
  expect(given.map((each) => each.given)).toEqual(given.map(() => dataset.labels[row]));
  expect(suggested.map((each) => each.given)).toEqual(suggested.map(() => review.candidates.suggested(row)));
  for (const list of [given, suggested]) {
    expect(list.length).toBeGreaterThan(2);
    const similarities = list.map(({ similarity }) => similarity);
    expect(similarities).toEqual([...similarities].sort((a, b) => b - a));
    expect(list.map(({ index }) => index)).not.toContain(row);
    expect(list[0]!.text.length).toBeGreaterThan(20);
  }
});

test('rows of nearly the same text come apart, whatever their label, with what was decided about them', async () => {
  const rows = Array.from({ length: 60 }, (_, at): [string, string] => [
    `${at % 2 ? 'rain and cold wind' : 'sun and warm sand'} number${at % 25} place${at % 14}`,
    at % 2 ? 'cold' : 'hot',
  ]);
  rows.push(
    ['rain and cold wind, gale and thunder', 'hot'],
    ['Rain and cold wind; gale and  thunder', 'cold'],
  );
  const { review, dataset, log } = await openReview(csvFile(folderOfTest(), rows));
  expect(review.candidates.rows()).not.toEqual([]);
  const [candidate, other] = review.candidates.has(60) ? [60, 61] : [61, 60];
  expect((await review.similarTo(candidate)).same).toMatchObject([
    { index: other, line: other + 2, similarity: 1, state: 0 },
  ]);
  await log.append([
    makeEntry(dataset, { row: other, rowText: await rowTextOf(dataset, other) }, { what: 'delete' }),
  ]);
  expect((await review.similarTo(candidate)).same).toMatchObject([
    { index: other, given: dataset.labels[other], state: 2 },
  ]);
});

test('only candidates can be asked about', async () => {
  const { review } = await openReview(newswireCopy(folderOfTest()));
  expect(() => review.require(1_000_000)).toThrow('no candidate');
});

async function rowTextOf(dataset: Dataset, row: number): Promise<RowText> {
  for await (const rowText of dataset.readTexts([row])) return rowText;
  throw new RangeError(`there is no row ${row}`);
}
