/** Files of tasks, cut where Label Studio takes no more. */
import { expect, test } from 'vitest';
import type { AnnotationRow } from '../../src/export/annotation-rows.js';
import { type FileLimits, labelConfig, labelStudioFiles } from '../../src/export/label-studio.js';

async function* rows(count: number, text = (i: number) => `text ${i}`): AsyncGenerator<AnnotationRow> {
  for (let i = 0; i < count; i++) {
    const rest = { given: 'a', before: null, decided: false, rank: i, model: null };
    yield { id: `id${i}`, index: i, file: null, userId: undefined, text: text(i), ...rest };
  }
}

async function filesOf(source: AsyncIterable<AnnotationRow>, limits?: FileLimits) {
  const files: { name: string; content: string }[] = [];
  const settings = { classes: ['a', 'b'], agent: 'agent', rows: source };
  for await (const { name, pieces } of labelStudioFiles(
    limits === undefined ? settings : { ...settings, limits },
  )) {
    let content = '';
    for await (const piece of pieces) content += piece;
    if (name !== 'label_config.xml') files.push({ name, content });
  }
  return files;
}

const indexesIn = (content: string): number[] =>
  JSON.parse(content).map(({ data }: { data: { index: number } }) => data.index);

test('so many tasks a file', async () => {
  const files = await filesOf(rows(7), { tasks: 3, bytes: 1e9 });
  expect(files.map(({ name, content }) => [name, indexesIn(content)])).toEqual([
    ['tasks.json', [0, 1, 2]],
    ['tasks-2.json', [3, 4, 5]],
    ['tasks-3.json', [6]],
  ]);
});

test('exactly as many tasks as fit make one file', async () => {
  expect((await filesOf(rows(3), { tasks: 3, bytes: 1e9 })).map(({ name }) => name)).toEqual(['tasks.json']);
});

test.each([600, 1000, 1500])('no file is larger than %i bytes, and none is cut too early', async (bytes) => {
  // Characters of two and more bytes in UTF-8 count by their bytes.
  const files = await filesOf(
    rows(9, (i) => 'é電😀'.repeat(i)),
    { tasks: 100, bytes },
  );
  expect(files.flatMap(({ content }) => indexesIn(content))).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
  const sizes = files.map(({ content }) => Buffer.byteLength(content));
  expect(Math.max(...sizes)).toBeLessThanOrEqual(bytes);
  for (const [at, { content }] of files.slice(1).entries()) {
    const [first] = JSON.parse(content);
    expect(sizes[at]! + Buffer.byteLength(JSON.stringify(first)) + 2).toBeGreaterThan(bytes);
  }
});

test('a task that is too large by itself has a file by itself', async () => {
  const files = await filesOf(
    rows(3, (i) => 'x'.repeat(i === 1 ? 2000 : 1)),
    { tasks: 100, bytes: 1000 },
  );
  expect(files.map(({ content }) => indexesIn(content))).toEqual([[0], [1], [2]]);
});

test('no rows: an empty list', async () => {
  expect(await filesOf(rows(0))).toEqual([{ name: 'tasks.json', content: '[\n]\n' }]);
});

test('the limits of an import are those of Label Studio: 250,000 tasks', async () => {
  const files = await filesOf(rows(250_001, () => ''));
  expect(files.map(({ name, content }) => [name, indexesIn(content).length])).toEqual([
    ['tasks.json', 250_000],
    ['tasks-2.json', 1],
  ]);
});

test('class names are attributes of XML', () => {
  expect(labelConfig(['a & "b"', "<c>\n'd'"])).toContain(
    '<Choice value="a &#38; &#34;b&#34;"/>\n    <Choice value="&#60;c&#62;&#10;&#39;d&#39;"/>',
  );
});
