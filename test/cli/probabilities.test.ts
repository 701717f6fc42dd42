/** Other models' probabilities through the command line. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it, test } from 'vitest';
import { METHODS } from '../../src/confident-learning/filter/options.js';
import { RANK_BY } from '../../src/confident-learning/rank/quality-scores.js';
import type { RowRecord } from '../../src/report/record.js';
import { AG_REFERENCES, fixtures, loadReference, OWN_REFERENCES, sharedData } from '../reference-data.js';
import { runHere } from '../support/run-in-process.js';

const folder = mkdtempSync(path.join(tmpdir(), 'find-label-errors-'));
afterAll(() => rmSync(folder, { recursive: true }));
const at = (name: string) => path.join(folder, name);
const numpy = (name: string) => path.join(fixtures, 'numpy', name);
const parquet = (name: string) => path.join(fixtures, 'parquet', name);

const run = (...args: string[]) => runHere(args);

async function records(...args: string[]): Promise<RowRecord[]> {
  const { status, stdout, stderr } = await run(...args);
  expect(stderr, args.join(' ')).toBe('');
  expect(status).toBe(0);
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}

describe.each([...OWN_REFERENCES, ...AG_REFERENCES])('on %s', (name) => {
  const own = (OWN_REFERENCES as readonly string[]).includes(name);
  const probabilities = path.join(own ? fixtures : sharedData, 'reference', `${name}_probs.csv`);
  const labelsFile = (labels: Uint32Array) => {
    writeFileSync(at(`${name}.csv`), `label\n${[...labels].join('\n')}\n`);
    return ['--probabilities', probabilities, '--labels', at(`${name}.csv`), '-q'];
  };

  it('all methods flag what cleanlab flags', async (context) => {
    const { answers, labels } = loadReference(name, context);
    const files = labelsFile(labels);
    for (const method of Object.keys(METHODS)) {
      const flagged = (await records(...files, '--method', method)).map(({ index }) => index);
      expect(
        flagged.sort((a, b) => a! - b!),
        method,
      ).toEqual(answers.issues[method]);
    }
  }, 60_000);

  it('all scores rank and score as cleanlab does', async (context) => {
    const { answers, labels } = loadReference(name, context);
    for (const rankBy of RANK_BY) {
      const all = await records(
        ...labelsFile(labels),
        ...['--method', 'prune_by_noise_rate', '--rank-by', rankBy, '--all'],
      );
      const flagged = all.filter((record) => record.is_label_issue).map(({ index }) => index);
      expect(flagged.slice(0, 50), rankBy).toEqual(answers.ranked_prune_by_noise_rate[rankBy]);
      const quality = new Map(all.map((record) => [record.index, record.label_quality!]));
      answers.quality_scores_first_50[rankBy]!.forEach((score, index) => {
        expect(Math.abs(quality.get(index)! - score)).toBeLessThanOrEqual(1e-6 * Math.abs(score));
      });
    }
  }, 60_000);

  it('noise-aware is the default, and judges every row', async (context) => {
    const { labels } = loadReference(name, context);
    const all = await records(...labelsFile(labels), '--all');
    expect(all).toHaveLength(labels.length);
    for (const { label_quality, evidence } of all) {
      expect(label_quality).toBeGreaterThanOrEqual(0);
      expect(label_quality).toBeLessThanOrEqual(1);
      expect(evidence).toEqual([]);
    }
    expect(all.some((record) => record.is_label_issue)).toBe(true);
  }, 60_000);
});

describe('round trip', () => {
  const data = path.join(fixtures, 'newswire.csv');
  const method = ['-q', '--method', 'prune_by_noise_rate'];
  const withoutEvidence = (found: RowRecord[]) => found.map(({ evidence, ...rest }) => rest);

  it.each(['p.npy', 'p.csv', 'p.parquet'])('through %s', async (name) => {
    const before = await records(data, ...method, '--save-probabilities', at(name));
    const after = await records(data, ...method, '--probabilities', at(name));
    expect(before.length).toBeGreaterThan(100);
    expect(after).toEqual(before.map((record) => ({ ...record, evidence: [] })));
  });

  it('through the records of --with-probabilities', async () => {
    const before = await records(data, ...method, '--all', '--with-probabilities');
    writeFileSync(at('all.jsonl'), before.map((record) => `${JSON.stringify(record)}\n`).join(''));
    const after = await records(
      data,
      ...method,
      '--all',
      '--with-probabilities',
      '--probabilities',
      at('all.jsonl'),
    );
    expect(withoutEvidence(after)).toEqual(withoutEvidence(before));
  });

  it('of rows that were left out for a blank text', async () => {
    writeFileSync(
      at('blank.csv'),
      'text,label\ngood film,pos\ngood plot,pos\n" ",neg\nbad film,neg\nbad plot,neg\ngood film plot,neg\n',
    );
    const before = await records(
      at('blank.csv'),
      ...method,
      '--cv',
      '2',
      '--all',
      '--save-probabilities',
      at('blank.npy'),
    );
    const after = await records(at('blank.csv'), ...method, '--all', '--probabilities', at('blank.npy'));
    expect(withoutEvidence(after)).toEqual(withoutEvidence(before));
  });

  it('a class name like a formula is no formula in a spreadsheet', async () => {
    writeFileSync(
      at('formula.csv'),
      'text,label\ngood film,=1+1\ngood plot,=1+1\nbad film,neg\nbad plot,neg\n',
    );
    const before = await records(
      at('formula.csv'),
      ...method,
      '--cv',
      '2',
      '--all',
      '--save-probabilities',
      at('f.csv'),
    );
    expect(readFileSync(at('f.csv'), 'utf8')).toMatch(/^'=1\+1,neg\n/);
    expect(
      withoutEvidence(await records(at('formula.csv'), ...method, '--all', '--probabilities', at('f.csv'))),
    ).toEqual(withoutEvidence(before));
  });
});

test('rows without a text are kept, and named by their place', async () => {
  writeFileSync(at('labels.csv'), 'label\nneg\nneg\nneg\npos\npos\n');
  const all = await records(at('labels.csv'), '--probabilities', numpy('c_f4.npy'), '--all', '-q');
  expect(all.map(({ index }) => index).sort()).toEqual([0, 1, 2, 3, 4]);
  expect(new Set(all.map(({ fingerprint }) => fingerprint)).size).toBe(5);
  expect(all[0]).toMatchObject({ index: 2, line: 4, given_label: 'neg', predicted_label: 'pos' });
  expect(all[0]).not.toHaveProperty('text');

  writeFileSync(at('blank-texts.csv'), 'text,label\n,neg\na b,neg\n,neg\nc d,pos\n" ",pos\n');
  expect(
    await records(at('blank-texts.csv'), '--probabilities', numpy('c_f4.npy'), '--all', '-q'),
  ).toHaveLength(5);
});

test('columns are matched by name whatever their order, else by class order, and that is said', async () => {
  writeFileSync(at('named.csv'), 'pos,neg\n0.25,0.75\n0.125,0.875\n0.875,0.125\n0.75,0.25\n0.9375,0.0625\n');
  const byName = await run('--probabilities', at('named.csv'), '--labels', numpy('y_U.npy'), '--all');
  expect(byName.stderr).toContain('columns matched to classes by name');
  const byOrder = await run('--probabilities', numpy('c_f8.npy'), '--labels', numpy('y_U.npy'), '--all');
  expect(byOrder.stderr).toContain('columns matched to classes in class order: neg, pos');
  const order = (text: string) =>
    text.split('\n').map((line) => (line === '' ? null : JSON.parse(line).index));
  expect(order(byName.stdout)).toEqual(order(byOrder.stdout));
});

test('what is clipped, off or scaled is counted', async () => {
  const files = ['--probabilities', numpy('within.npy'), '--labels', numpy('y_i8.npy')];
  expect((await run(...files)).stderr).toContain('clipped 2 values');
  expect((await run(...files)).stderr).toContain('the probabilities of 1 row sum to 1 only within 1e-3');
  const scaled = await run(
    '--probabilities',
    numpy('sum_off.npy'),
    '--labels',
    numpy('y_i8.npy'),
    '--renormalize',
  );
  expect(scaled.stderr).toContain('divided 5 rows by the sum');
});

test.each(['weighted', 'mean'] as const)(
  "models combined by %s score as cleanlab's ensembles do",
  async (how) => {
    const expected: number[] = JSON.parse(readFileSync(numpy('ensemble_scores.json'), 'utf8'))[how];
    const models = ['a', 'b', 'c'].flatMap((name) => ['--probabilities', numpy(`ensemble_${name}.npy`)]);
    const options = [
      '--labels',
      numpy('ensemble_y.npy'),
      '--combine',
      how,
      '--method',
      'prune_by_noise_rate',
    ];
    const found = await records(...models, ...options, '--all', '-q');
    expect(found).toHaveLength(expected.length);
    for (const { index, label_quality } of found) expect(label_quality).toBeCloseTo(expected[index!]!, 12);
  },
);

test('columns without names are in sorted class order, whatever order another model names them in', async () => {
  writeFileSync(
    at('reversed.csv'),
    'pos,neg\n0.25,0.75\n0.125,0.875\n0.875,0.125\n0.75,0.25\n0.9375,0.0625\n',
  );
  const alone = await records(
    '--probabilities',
    numpy('c_f8.npy'),
    '--labels',
    numpy('y_U.npy'),
    '--all',
    '-q',
  );
  const models = ['--probabilities', numpy('c_f8.npy'), '--probabilities', at('reversed.csv')];
  const both = await records(...models, '--labels', numpy('y_U.npy'), '--all', '-q');
  const given = (found: RowRecord[]) => found.map(({ index, given_probability: p }) => [index, p]);
  expect(given(both)).toEqual(given(alone));
  expect(both.every(({ models_disagree }) => models_disagree === false)).toBe(true);
});

test('several models are combined, and the rows on which they disagree are marked', async () => {
  writeFileSync(at('other.csv'), 'neg,pos\n0.75,0.25\n0.875,0.125\n0.125,0.875\n0.25,0.75\n0.99,0.01\n');
  const models = ['--probabilities', numpy('c_f8.npy'), '--probabilities', at('other.csv')];
  const labels = ['--labels', numpy('y_U.npy'), '--all', '-q'];
  const mean = await records(...models, ...labels);
  const marked = mean.filter((record) => record.models_disagree);
  expect(marked.map(({ index }) => index)).toEqual([4]);
  expect(marked[0]!.given_probability).toBeCloseTo((0.9375 + 0.01) / 2, 12);
  const weighted = (await records(...models, ...labels, '--combine', 'weighted')).find(
    ({ index }) => index === 4,
  )!;
  expect(weighted.given_probability).toBeGreaterThan(0.9);
});

describe('defects end with exit 2 and say where', () => {
  const two = ['--labels', numpy('y_i8.npy')];
  const file = (name: string, content: string) => {
    writeFileSync(at(name), content);
    return ['--probabilities', at(name), ...two];
  };
  const rows = (first: string) => `neg,pos\n0.5,0.5\n${first}\n0.5,0.5\n0.5,0.5\n0.5,0.5\n`;
  const cases: Record<string, [() => string[], string]> = {
    'NaN in .npy': [
      () => ['--probabilities', numpy('nan.npy'), ...two],
      'row 1, column 1 (counted from 0): NaN',
    ],
    'infinity in .npy': [
      () => ['--probabilities', numpy('inf.npy'), ...two],
      'row 1, column 1 (counted from 0)',
    ],
    'a negative value': [() => ['--probabilities', numpy('negative.npy'), ...two], 'row 1, column 1'],
    'a sum that is off': [() => ['--probabilities', numpy('sum_off.npy'), ...two], 'row 0 (counted from 0)'],
    'NaN in CSV': [() => file('nan.csv', rows('nan,0.5')), 'nan.csv:3: column "neg": "nan"'],
    'a blank cell': [() => file('blankcell.csv', rows(',1')), 'blankcell.csv:3: column "neg": a blank cell'],
    'a percentage': [() => file('percent.csv', rows('40,60')), 'percent.csv:3: column "neg": 40'],
    'a ragged row': [() => file('ragged.csv', rows('0.5')), 'ragged.csv:3'],
    'a missing class in JSONL': [() => file('m.jsonl', '{"a":0.5,"b":0.5}\n{"a":1}\n'), 'm.jsonl:2'],
    'another length in JSONL': [() => file('l.jsonl', '[0.5,0.5]\n[1]\n'), 'l.jsonl:2'],
    'NaN in JSONL': [() => file('n.jsonl', '[0.5,0.5]\n[1, NaN]\n'), 'n.jsonl:2: number 2: "NaN"'],
    'infinity in JSONL': [
      () => file('i.jsonl', '{"a":0.5,"b":0.5}\n{"a":-Infinity,"b":1}\n'),
      'i.jsonl:2: column "a": "-Infinity"',
    ],
    'half a line of JSONL': [() => file('h.jsonl', '[0.5,0.5]\n[NaN,\n'), 'h.jsonl:2: this line is not JSON'],
    'a text in JSONL': [() => file('t.jsonl', '[0.5,0.5]\n["1",0]\n'), 't.jsonl:2: number 1'],
    'too few rows': [() => file('few.csv', 'neg,pos\n0.5,0.5\n'), 'has 1 row, but'],
    'an empty file': [() => file('empty.csv', ''), 'empty.csv'],
    'an empty .npy': [() => file('empty.npy', ''), 'empty.npy'],
    'a broken Parquet file': [() => file('broken.parquet', 'PAR1 no'), 'broken.parquet'],
    'NaN in Parquet': [
      () => ['--probabilities', parquet('nan.parquet'), ...two],
      'nan.parquet: row 1 (counted from 0): column "pos": a missing value',
    ],
    'infinity in Parquet': [
      () => ['--probabilities', parquet('inf.parquet'), ...two],
      'inf.parquet: row 1 (counted from 0): column "pos": Infinity',
    ],
    'percentages in Parquet': [
      () => ['--probabilities', parquet('percent.parquet'), ...two],
      'percent.parquet: row 0 (counted from 0): column "neg": 75',
    ],
    'a missing value in a list of Parquet': [
      () => ['--probabilities', parquet('null_in_list.parquet'), ...two],
      'row 1 (counted from 0): column "probs": a missing value',
    ],
    'lists of other lengths in Parquet': [
      () => ['--probabilities', parquet('ragged_lists.parquet'), ...two],
      'row 1 (counted from 0): column "probs": a list of 1',
    ],
    'an unknown ending': [() => file('p.xyz', '1'), 'p.xyz'],
    'one column': [() => file('one.csv', 'a\n1\n'), 'at least two classes'],
    'a label outside': [
      () => ['--probabilities', numpy('c_f8.npy'), '--labels', numpy('y_outside.npy')],
      'y_outside.npy: row 3 (counted from 0): the class index 2',
    ],
    'no labels': [() => ['--probabilities', numpy('c_f8.npy')], 'no labels'],
    '--labels beside a data file': [
      () => [at('labels.csv'), '--probabilities', numpy('c_f8.npy'), ...two],
      'Leave out --labels to take the label column of',
    ],
    '--cv': [() => ['--probabilities', numpy('c_f8.npy'), ...two, '--cv', '5'], '--cv would be ignored'],
    '--alpha': [
      () => ['--probabilities', numpy('c_f8.npy'), ...two, '--alpha', '1'],
      '--alpha would be ignored',
    ],
    '--train': [
      () => ['--probabilities', numpy('c_f8.npy'), ...two, '--train', 'x'],
      '--train would be ignored',
    ],
    ...Object.fromEntries(
      ['--ngrams 2', '--min-df 2', '--stop-words english', '--stem', '--tokenizer words'].map((option) => [
        option,
        [
          () => ['--probabilities', numpy('c_f8.npy'), ...two, ...option.split(' ')],
          `${option.split(' ')[0]} would be ignored`,
        ],
      ]),
    ),
    '--combine of one': [
      () => ['--probabilities', numpy('c_f8.npy'), ...two, '--combine', 'mean'],
      '--combine would be ignored',
    ],
    'models of different classes': [
      () => [
        ...['--probabilities', numpy('c_f8.npy'), '--probabilities', numpy('ensemble_a.npy')],
        ...['--labels', numpy('y_i8.npy')],
      ],
      'columns, but',
    ],
    ...Object.fromEntries(
      [
        '--memory 1GB',
        '--merge-labels',
        '--text text',
        '--decisions d',
        '--use-decisions',
        '--near-duplicates',
      ].map((option) => [
        option,
        [
          () => ['--probabilities', numpy('c_f8.npy'), ...two, ...option.split(' ')],
          `${option.split(' ')[0]} would be ignored`,
        ],
      ]),
    ),
    '--save-probabilities onto an input': [
      () => ['--probabilities', numpy('c_f8.npy'), ...two, '--save-probabilities', numpy('c_f8.npy')],
      'it is one of the files that are read',
    ],
    '--save-probabilities of an unknown kind': [
      () => ['--probabilities', numpy('c_f8.npy'), ...two, '--save-probabilities', at('p.txt')],
      'its name does not say what kind of file it is',
    ],
    '--labels alone': [() => ['--labels', numpy('y_i8.npy')], 'no file'],
    '--renormalize alone': [() => [at('labels.csv'), '--renormalize'], '--renormalize would be ignored'],
    'an unclear base': [
      () => {
        writeFileSync(at('base.csv'), 'label\n1\n1\n2\n');
        writeFileSync(at('three.csv'), 'a,b,c\n1,0,0\n0,1,0\n0,0,1\n');
        return ['--probabilities', at('three.csv'), '--labels', at('base.csv')];
      },
      'count from 0 or from 1',
    ],
  };
  for (const [name, [args, where]] of Object.entries(cases)) {
    it(name, async () => {
      const { status, stdout, stderr } = await run(...args());
      expect(stderr).toContain(where);
      expect(stderr).not.toMatch(/\n\s+at /);
      expect([status, stdout]).toEqual([2, '']);
    });
  }
});
