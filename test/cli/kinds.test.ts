/** What is listed besides candidates leaves these as they are. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { fixtures, readCsv } from '../reference-data.js';
import { runHere } from '../support/run-in-process.js';

const folder = mkdtempSync(path.join(tmpdir(), 'find-label-errors-kinds-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Newswire, and three of its rows once more: two with another label, one of these in other case. */
const data = path.join(folder, 'planted.csv');
const rows = readCsv(path.join(fixtures, 'newswire.csv'));
const relabelled = ([label, ...texts]: readonly string[]) => [String((Number(label) % 4) + 1), ...texts];
const planted = [relabelled(rows[10]!), relabelled(rows[200]!).map((cell) => cell.toUpperCase()), rows[300]!];
const quoted = (row: readonly string[]) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',');
writeFileSync(data, `${[...rows, ...planted].map(quoted).join('\n')}\n`);

const CLASSES = ['--classes', 'World,Sports,Business,Sci/Tech', '-q', '--no-text'];
const recordsOf = async (...options: string[]) =>
  (await runHere([data, ...CLASSES, '--format', 'jsonl', ...options])).stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

test('planted duplicates are found, and the candidates before them are as they would be without', async () => {
  const usual = await recordsOf();
  const alone = usual.filter(({ kind }) => kind !== 'conflicting_duplicate');
  expect(usual.slice(0, alone.length)).toEqual(alone);
  const ranked = await recordsOf('--all');
  const candidates = ranked.filter(({ is_label_issue }) => is_label_issue);
  expect(alone.map(({ index }) => index)).toEqual(candidates.map(({ index }) => index));
  expect(alone.length).toBeGreaterThan(50);
  const apart = usual.slice(alone.length);
  expect(apart.map(({ kind, index, group }) => [kind, index, group])).toEqual([
    ['conflicting_duplicate', 10, 1],
    ['conflicting_duplicate', rows.length, 1],
    ['conflicting_duplicate', 200, 2],
    ['conflicting_duplicate', rows.length + 1, 2],
  ]);
  const flagged = new Map(alone.map(({ index, is_label_issue }) => [index, is_label_issue]));
  for (const { index, is_label_issue } of apart) expect(is_label_issue).toBe(flagged.get(index) ?? false);
});

test('--all ranks every row once', async () => {
  const all = await recordsOf('--all');
  expect(new Set(all.map(({ index }) => index)).size).toBe(rows.length + 3);
  expect(all).toHaveLength(rows.length + 3);
});

test('--kinds means all rows of a kind, candidates or not, and so does check --kinds', async () => {
  const foreign = 'lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod tempor incididunt';
  const file = path.join(folder, 'outliers.csv');
  const strange = Array.from({ length: 2 }, () => ['4', foreign, `${foreign} ${foreign}`]);
  writeFileSync(file, `${[...rows, ...strange].map(quoted).join('\n')}\n`);
  const run = (...args: string[]) => runHere([...args, ...CLASSES, '--format', 'jsonl']);
  const parse = (output: string) =>
    output
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
  const without = ({ rank: _, ...record }: Record<string, unknown>) => record;

  const all = parse((await run(file, '--all')).stdout);
  for (const kind of ['outlier', 'ambiguous']) {
    const expected = all.filter((record) => record.kind === kind);
    expect(expected.some(({ is_label_issue }) => !is_label_issue)).toBe(true);
    const named = parse((await run(file, '--kinds', kind)).stdout);
    expect(named.map(without)).toEqual(expected.map(without));
    const { status, stdout, stderr } = await run('check', file, '--kinds', kind, '--max-errors', '0');
    expect(status).toBe(1);
    expect(parse(stdout)).toEqual(named);
    expect(stderr).toContain(`check failed: ${named.length} rows of kind ${kind} among 1,202 judged rows`);
  }
});

test('the header of CSV is the same whatever is found', async () => {
  const plain = path.join(folder, 'plain.csv');
  const part = (name: string, some: readonly (readonly string[])[]) => {
    writeFileSync(path.join(folder, name), `${some.map(quoted).join('\n')}\n`);
    return path.join(folder, name);
  };
  const train = part('train.csv', rows.slice(0, 600));
  writeFileSync(plain, `${rows.slice(600).map(quoted).join('\n')}\n`);
  const leaky = part('leaky.csv', [...rows.slice(600), ...rows.slice(0, 5)]);
  const linesOf = async (file: string, ...options: string[]) =>
    (await runHere([file, ...CLASSES, '--format', 'csv', ...options])).stdout.split('\n');
  for (const options of [
    ['--train', train, '--kinds', 'leakage'],
    ['--train', train],
  ]) {
    const [header, first] = await linesOf(leaky, ...options);
    expect(header).toContain(',train_index,train_line,train_label,');
    expect(first).toMatch(/^1,/);
    const [same, none] = await linesOf(plain, ...options);
    expect(same).toBe(header);
    if (options.includes('leakage')) expect(none).toBe('');
  }
  const [withGroups] = await linesOf(data, '--kinds', 'conflicting_duplicate');
  expect(withGroups).toContain(',group,majority_label,');
  expect(await linesOf(plain, '--kinds', 'conflicting_duplicate')).toEqual([withGroups, '']);
});

test('of a text in thousands of rows a thousand are listed, with those that have another label, and all are counted', async () => {
  const file = path.join(folder, 'copies.csv');
  const copies = Array.from({ length: 3000 }, (_, i) => `one and the same,${i < 2990 ? 'a' : 'b'}\n`);
  const others = Array.from(
    { length: 40 },
    (_, i) => `${i % 2 ? 'good film' : 'bad plot'} ${i},${'ab'[i % 2]}\n`,
  );
  writeFileSync(file, `text,label\n${copies.join('')}${others.join('')}`);
  const output = path.join(folder, 'copies.json');
  const { stderr, status } = await runHere([file, '--kinds', 'conflicting_duplicate', '-o', output]);
  expect(status).toBe(0);
  expect(stderr).toContain('3,000 rows in 1 group have the same text and different labels');
  expect(stderr).toContain('1 group has more than 1,000 rows; of each, 1,000 are listed');
  const { records: listed, kinds } = JSON.parse(readFileSync(output, 'utf8'));
  const indexes = listed.map(({ index }: { index: number }) => index);
  expect(indexes).toEqual([...Array(990).keys(), ...Array.from({ length: 10 }, (_, i) => 2990 + i)]);
  expect(kinds).toEqual({ conflicting_duplicate: 3000 });
});
