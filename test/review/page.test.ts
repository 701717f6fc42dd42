/** The parts of the page that need no document. */
import { expect, test } from 'vitest';
import {
  bulkPlaces,
  type Columns,
  NO_FILTER,
  nextOpen,
  placesInView,
  tallyOf,
  thresholdOf,
} from '../../src/review/page/candidate-columns.js';
import { classesNamed, classKeys, MOST_FIXED_KEYS } from '../../src/review/page/class-keys.js';
import { shortName } from '../../src/review/page/describe-decision.js';
import { commandKey } from '../../src/review/page/keys.js';
import { paceOf } from '../../src/review/page/pace.js';

const columns: Columns = {
  row: [70, 10, 40, 20],
  line: [71, 11, 41, 21],
  index: [70, 10, 40, 20],
  given: [0, 0, 1, 1],
  suggested: [1, 2, 0, 1],
  quality: [0.001, 0.002, 0.03, 0.4],
  length: [50, 10, 50, 90],
  state: [0, 5, 3, 0],
};

test('filters and orders choose what is in view', () => {
  expect(placesInView(columns, NO_FILTER, 'rank')).toEqual([0, 1, 2, 3]);
  expect(placesInView(columns, NO_FILTER, 'line')).toEqual([1, 3, 2, 0]);
  expect(placesInView(columns, NO_FILTER, 'shortest')).toEqual([1, 0, 2, 3]);
  expect(placesInView(columns, NO_FILTER, 'longest')).toEqual([3, 0, 2, 1]);
  const view = (change: object) => placesInView(columns, { ...NO_FILTER, ...change }, 'rank');
  expect(view({ which: 'open' })).toEqual([0, 3]);
  expect(view({ which: 'decided' })).toEqual([1]);
  expect(view({ which: 'skipped' })).toEqual([2]);
  expect(view({ given: 0, suggested: 2 })).toEqual([1]);
  expect(view({ given: 1 })).toEqual([2, 3]);
  expect(view({ found: new Set([40, 70]) })).toEqual([0, 2]);
});

test('the next open candidate comes after, else from the start', () => {
  expect(nextOpen(columns, [0, 1, 2, 3], 0)).toBe(3);
  expect(nextOpen(columns, [0, 1, 2, 3], 3)).toBe(0);
  expect(nextOpen(columns, [0, 1, 2, 3], -1)).toBe(0);
  expect(nextOpen(columns, [1, 2], 0)).toBeUndefined();
  expect(nextOpen(columns, [], -1)).toBeUndefined();
});

test('many are those below a quality that would change', () => {
  const all = [0, 1, 2, 3];
  expect(bulkPlaces(columns, all, { action: 'accept', below: 1 })).toEqual([0, 2]);
  expect(bulkPlaces(columns, all, { action: 'keep', below: 1 })).toEqual([0, 2, 3]);
  expect(bulkPlaces(columns, all, { action: 'keep', below: 0.03 })).toEqual([0]);
  expect(bulkPlaces(columns, all, { action: 'keep', below: Number.NaN })).toEqual([]);
});

test('what is done and what is open is counted', () => {
  const { pairs, openPairs, ...counts } = tallyOf(columns, 3);
  expect(Array.from(pairs)).toEqual([0, 1, 1, 1, 1, 0, 0, 0, 0]);
  expect(counts).toEqual({ all: 4, open: 2, skipped: 1, decided: 1 });
  expect(Array.from(openPairs)).toEqual([0, 1, 0, 0, 1, 0, 0, 0, 0]);
});

test('few classes have a key for good, and none that means something else', () => {
  const classes = Array.from({ length: MOST_FIXED_KEYS }, (_, k) => `class ${k}`);
  const keys = classKeys(classes, null, 0, 1).map(({ key }) => key);
  expect(keys.slice(0, 10)).toEqual(['1', '2', '3', '4', '5', '6', '7', '8', '9', 'a']);
  expect(new Set(keys).size).toBe(MOST_FIXED_KEYS);
  expect(keys.filter((key) => 'bdklrsu'.includes(key))).toEqual([]);
});

test('of many classes the likeliest have a key', () => {
  const probabilities = Array.from({ length: 77 }, (_, k) => k / 3000);
  const classes = Array.from({ length: 77 }, (_, k) => `class ${k}`);
  const keys = classKeys(classes, probabilities, 3, 70);
  expect(keys[0]).toEqual({ k: 70, key: '1' });
  expect(keys.map(({ k }) => k)).toEqual([70, 76, 75, 74, 73, 72, 71, 69, 68, 3]);
  expect(keys.at(-1)!.key).toBe('');
});

test('a class that is a digit has that key', () => {
  const keysOf = (classes: string[]) => classKeys(classes, null, 0, 1).map(({ key }) => key);
  expect(keysOf(['0', '1', '2'])).toEqual(['0', '1', '2']);
  expect(keysOf(['bad', '1', 'good'])).toEqual(['2', '1', '3']);
  expect(keysOf(Array.from({ length: 11 }, (_, k) => String(k)))).toEqual([...'0123456789', 'a']);
  const many = Array.from({ length: 77 }, (_, k) => String(k));
  const keys = classKeys(many, many.map(Number), 3, 70);
  expect(keys.find(({ k }) => k === 3)!.key).toBe('3');
  expect(keys[0]).toEqual({ k: 70, key: '1' });
});

test('the threshold for many is a number from 0 to 1, with a point or a comma', () => {
  const typed = ['.3', '0,3', '1', ' 0.05 ', '1.', '3', '03', '', '-1', '1e-3', '0x1', 'k'];
  expect(typed.map(thresholdOf)).toEqual([0.3, 0.3, 1, 0.05, 1, ...Array(7).fill(Number.NaN)]);
});

test('keys are known on keyboards of other scripts, and not with Ctrl, held down or composed', () => {
  const press = {
    key: 'k',
    code: 'KeyK',
    ctrlKey: false,
    altKey: false,
    metaKey: false,
    repeat: false,
    isComposing: false,
  };
  expect(commandKey(press)).toBe('k');
  expect(commandKey({ ...press, key: 'K' })).toBe('k');
  expect(commandKey({ ...press, key: 'л' })).toBe('k');
  expect(commandKey({ ...press, key: 'Enter', code: 'Enter' })).toBe('enter');
  expect(commandKey({ ...press, key: '?', code: 'Slash' })).toBe('?');
  for (const change of ['ctrlKey', 'altKey', 'metaKey', 'repeat', 'isComposing']) {
    expect(commandKey({ ...press, [change]: true }), change).toBeUndefined();
  }
  expect(commandKey({ ...press, key: 'ArrowRight', code: 'ArrowRight', repeat: true })).toBe('arrowright');
});

test('a class is found by a part of its name, those that begin so first', () => {
  expect(classesNamed(['lost card', 'Card arrival', 'refund'], ' card', null)).toEqual([1, 0]);
  expect(classesNamed(['lost card', 'Card arrival', 'refund'], '', null)).toEqual([0, 1, 2]);
  expect(classesNamed(['lost card'], 'x', null)).toEqual([]);
  const intents = ['refund', 'card_working', 'card_not_working', 'why-not-card'];
  expect(classesNamed(intents, 'card not', null)).toEqual([2, 3]);
  expect(classesNamed(intents, 'cnw', null)).toEqual([2]);
  expect(classesNamed(intents, 'card', [0.1, 0.2, 0.4, 0.3])).toEqual([2, 1, 3]);
});

test('the pace is that of the last minutes, once there is enough to tell', () => {
  const minute = 60_000;
  expect(paceOf([0, minute], minute)).toBeUndefined();
  expect(paceOf([0, minute / 2, minute], minute)).toBe(2);
  const old = [0, 1, 2, 3].map((at) => at * minute);
  expect(paceOf(old, 60 * minute)).toBeUndefined();
  expect(paceOf([...old, 58 * minute, 59 * minute, 60 * minute], 60 * minute)).toBe(1);
});

test('long names keep both ends in lists', () => {
  expect(shortName('declined_card_payment_withdrawal')).toBe('declined_card_p…withdrawal');
  expect(shortName('Business')).toBe('Business');
});
