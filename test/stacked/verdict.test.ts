/** What the method makes of copies, rare classes, training rows, and rows that are decided. */
import { describe, expect, it } from 'vitest';
import { evidenceOf } from '../../src/explain/evidence.js';
import { judgeLabels } from '../../src/judge/methods.js';
import { judgeOpenRows } from '../../src/judge/open-rows.js';
import { termsOfRow } from '../../src/vectorize/row-terms.js';
import { newswire } from '../support/news.js';
import { expectClose } from '../support/numbers.js';
import { type LabelledTexts, pick } from '../support/terms.js';
import { judgeTexts, stackedProblem } from './stacked-texts.js';

const news = newswire();
const flagged = (isIssue: Uint8Array) => [...isIssue.keys()].filter((row) => isIssue[row] === 1);

describe('copies', () => {
  it('do not speak for one another: what is flagged of one is flagged of five', () => {
    const few = pick(news, (row) => row < 400);
    const once = flagged(judgeTexts(few).judgement.isIssue);
    const five = {
      ...few,
      texts: Array.from({ length: 5 }, () => few.texts).flat(),
      labels: Uint32Array.from(Array.from({ length: 5 }, () => [...few.labels]).flat()),
    };
    const found = new Set(flagged(judgeTexts(five).judgement.isIssue).map((row) => row % 400));
    const missed = once.filter((row) => !found.has(row));
    expect(once.length).toBeGreaterThan(15);
    expect(missed.length).toBeLessThan(0.1 * once.length);
  });

  it('are judged by one another where nothing else has their words', () => {
    const texts = [...Array(20).fill('alpha beta'), ...Array(20).fill('gamma delta')];
    const labels = Uint32Array.from(texts, (text, row) => Number(row === 3 ? 1 : text !== 'alpha beta'));
    const { isIssue, judged } = judgeTexts({ texts, labels, classCount: 2 }).judgement;
    expect(judged.includes(0)).toBe(false);
    expect(flagged(isIssue)).toEqual([3]);
  });
});

describe('a class of one row', () => {
  const rare: LabelledTexts = {
    texts: [...news.texts, 'a wholly other subject of the bank', 'one more subject of the match'],
    labels: Uint32Array.from([...news.labels, 4, 5]),
    classCount: 6,
  };

  it('is a rare class, not judged and not flagged', () => {
    const { judged, isIssue, isOfRareClass, quality } = judgeTexts(rare).judgement;
    expect(flagged(isOfRareClass!)).toEqual([1200, 1201]);
    expect([judged[1200], judged[1201], isIssue[1200], isIssue[1201]]).toEqual([0, 0, 0, 0]);
    expect(quality[1200]).toBeNaN();
  });

  it('counts its copies once', () => {
    const twice = {
      ...rare,
      texts: [...rare.texts, rare.texts[1200]!],
      labels: Uint32Array.from([...rare.labels, 4]),
    };
    expect(flagged(judgeTexts(twice).judgement.isOfRareClass!)).toEqual([1200, 1201, 1202]);
  });

  it('can be asked for by more rows', () => {
    const two = {
      ...rare,
      texts: [...rare.texts, 'yet another of that subject'],
      labels: Uint32Array.from([...rare.labels, 4]),
    };
    const options = { method: 'stacked', minExamplesPerClass: 2 } as const;
    const { judged, isIssue, isOfRareClass } = judgeLabels(stackedProblem(two), options).judgement;
    expect(flagged(isOfRareClass!)).toEqual([1200, 1201, 1202]);
    expect([judged[1200], judged[1201], judged[1202]]).toEqual([1, 0, 1]);
    expect([isIssue[1200], isIssue[1202]]).toEqual([0, 0]);
  });

  it('is judged where training rows have the class', () => {
    const judged = pick(rare, (row) => row >= 1190);
    expect(judgeTexts(judged, rare).judgement.isOfRareClass!.includes(1)).toBe(false);
  });
});

describe('rows of another file', () => {
  it('are found by what training rows say', () => {
    const training = pick(news, (row) => row < 900);
    const judged = pick(news, (row) => row >= 900);
    const apart = flagged(judgeTexts(judged, training).judgement.isIssue).map((row) => row + 900);
    const together = flagged(judgeTexts(news).judgement.isIssue).filter((row) => row >= 900);
    expect(together.length).toBeGreaterThan(10);
    const common = apart.filter((row) => together.includes(row));
    expect(common.length).toBeGreaterThan(0.8 * Math.max(apart.length, together.length));
  });

  it('do not change what is learnt', () => {
    const training = pick(news, (row) => row < 900);
    const one = judgeTexts(
      pick(news, (row) => row === 950),
      training,
    );
    const many = judgeTexts(
      pick(news, (row) => row >= 940),
      training,
    );
    expect(many.noiseMatrix).toEqual(one.noiseMatrix);
    expect(many.judgement.rankKey[10]).toBe(one.judgement.rankKey[0]);
  });
});

describe('decided rows', () => {
  it('are learnt from with their decided label, and not judged', () => {
    const found = judgeTexts(news);
    const first = flagged(found.judgement.isIssue).slice(0, 30);
    const isHeld = new Uint8Array(news.labels.length);
    for (const row of first) isHeld[row] = 1;
    const labels = news.labels.map((label, row) =>
      isHeld[row] === 1 ? found.judgement.suggested[row]! : label,
    );
    const decided = { isHeld, isDeleted: new Uint8Array(labels.length), labels };
    const { judgement, contributions } = judgeOpenRows(stackedProblem(news), { method: 'stacked' }, decided);
    for (const row of first) {
      expect([judgement.judged[row], judgement.isIssue[row]]).toEqual([0, 0]);
      expect(judgement.probabilities.values[row * 4 + labels[row]!]).toBe(1);
    }
    const rest = flagged(found.judgement.isIssue).filter((row) => isHeld[row] === 0);
    const again = flagged(judgement.isIssue);
    expect(rest.filter((row) => again.includes(row)).length).toBeGreaterThan(0.8 * rest.length);
    // Neighbours are named by their rows in the data, held ones too.
    const near = new Set(
      [...isHeld.keys()].flatMap((row) =>
        isHeld[row] === 1 ? [] : contributions!(row, 0, 1).nearest.map((other) => other.row),
      ),
    );
    expect(Math.max(...near)).toBeLessThan(news.labels.length);
    expect(first.some((row) => near.has(row))).toBe(true);
  });
});

describe('contributions', () => {
  const problem = stackedProblem(news);
  const { judgement, contributions, wordScore } = judgeLabels(problem, { method: 'stacked' });

  it('add up to the margin', () => {
    const { rankKey, isIssue, suggested } = judgement;
    for (const row of flagged(isIssue)) {
      const parts = contributions!(row, problem.labels[row]!, suggested[row]!);
      const { words, similarRows, characterRuns, wordPairs, noise, nearest } = parts;
      expect(words + similarRows + characterRuns + wordPairs + noise).toBeCloseTo(rankKey[row]!, 9);
      expect(nearest).toHaveLength(3);
      expect(nearest.every((other) => other.row !== row && other.similarity > 0)).toBe(true);
    }
  });

  it('of words are what find gives as evidence, but for how common the classes are', () => {
    const row = flagged(judgement.isIssue)[0]!;
    const [given, suggested] = [problem.labels[row]!, judgement.suggested[row]!];
    const terms = termsOfRow(problem.terms, row);
    const score = wordScore(row);
    const all = terms.map((term) => term.count * (score(term, suggested) - score(term, given)));
    const sum = all.reduce((total, weight) => total + weight, 0);
    // Classes of about 300 rows each: their priors differ by little.
    expect(Math.abs(sum - contributions!(row, suggested, given).words)).toBeLessThan(0.2);
    const evidence = evidenceOf({ number: row, given, suggested }, terms, wordScore, problem.words!);
    const strongest = [...all].filter((weight) => weight > 0).sort((a, b) => b - a);
    expectClose(
      evidence.map(({ weight }) => weight),
      strongest.slice(0, 8),
      1e-12,
    );
  });
});
