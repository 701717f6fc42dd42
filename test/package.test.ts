/** The package as others get it: packed, unpacked elsewhere, and used by its bin and its exports. */
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { topicPages } from './manual/pages.js';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(path.join(tmpdir(), 'find-label-errors-package-'));
const installed = path.join(folder, 'node_modules', 'find-label-errors');
let packed: string[];

beforeAll(() => {
  const run = (command: string, args: string[]) =>
    execFileSync(command, args, { cwd: ROOT, encoding: 'utf8' });
  const [report] = JSON.parse(
    run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder]),
  );
  packed = report.files.map((file: { path: string }) => file.path);
  mkdirSync(installed, { recursive: true });
  run('tar', ['-xzf', path.join(folder, report.filename), '-C', installed, '--strip-components=1']);
  // What npm would install beside it, without asking a registry.
  const { dependencies } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8'));
  for (const name of Object.keys(dependencies)) {
    symlinkSync(path.join(ROOT, 'node_modules', name), path.join(folder, 'node_modules', name));
  }
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true }));

test('it holds the program, its types and its papers, and no development files', () => {
  for (const file of [
    'bin/find-label-errors.js',
    'dist/program/main.js',
    'dist/index.js',
    'dist/index.d.ts',
    'README.md',
    'LICENSE',
    'CHANGELOG.md',
    ...topicPages.map(({ topic }) => `dist/help/${topic}.md`),
    ...['page.html', 'page.css', 'icon.svg', 'main.js'].map((name) => `dist/review/page/${name}`),
  ]) {
    expect(packed).toContain(file);
  }
  expect(
    packed.filter((file) => !/^(bin|dist)\/|^(README\.md|LICENSE|CHANGELOG\.md|package\.json)$/.test(file)),
  ).toEqual([]);
  expect(packed.filter((file) => /\.ts$/.test(file) && !/\.d\.ts$/.test(file))).toEqual([]);
});

test('its program runs where it is installed', () => {
  const data = path.join(folder, 'data.csv');
  writeFileSync(data, 'text,label\ngood film,pos\ngood plot,pos\nbad film,neg\nbad plot,neg\n');
  const program = path.join(installed, 'bin', 'find-label-errors.js');
  const output = execFileSync(process.execPath, [program, data, '--all', '-q'], { encoding: 'utf8' });
  expect(
    output
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).index)
      .sort(),
  ).toEqual([0, 1, 2, 3]);
});

test('it prints the pages of its manual where it is installed', () => {
  const program = path.join(installed, 'bin', 'find-label-errors.js');
  for (const { topic } of topicPages) {
    const page = execFileSync(process.execPath, [program, 'help', topic!], { encoding: 'utf8' });
    expect(page.split('\n').length, topic).toBeGreaterThan(10);
  }
});

test('its gate runs where it is installed', () => {
  const data = path.join(folder, 'gate.csv');
  writeFileSync(data, 'text,label\ngood film,pos\ngood plot,pos\nbad film,neg\nbad plot,neg\n');
  const program = path.join(installed, 'bin', 'find-label-errors.js');
  const { status, stderr } = spawnSync(
    process.execPath,
    [program, 'check', data, '--max-errors', '0', '-q'],
    {
      encoding: 'utf8',
    },
  );
  expect([status, stderr]).toEqual([0, expect.stringContaining('check passed')]);
});

test('its review serves every script of its page where it is installed', async () => {
  const data = path.join(folder, 'review.csv');
  const lines = Array.from({ length: 40 }, (_, i) => (i % 2 ? `sun warm ${i},hot` : `snow cold ${i},cold`));
  writeFileSync(data, `text,label\n${lines.join('\n')}\nsnow cold,hot\n`);
  const program = path.join(installed, 'bin', 'find-label-errors.js');
  const child = spawn(process.execPath, [program, 'review', data, '--no-open', '-q']);
  try {
    const [address] = (await once(child.stdout, 'data')) as [Buffer];
    const page = await fetch(String(address).trim());
    const headers = { Cookie: page.headers.get('set-cookie')!.split(';')[0]! };
    const asked = new Set<string>();
    const follow = async (name: string) => {
      if (asked.has(name)) return;
      asked.add(name);
      const script = await fetch(new URL(name, page.url), { headers });
      expect(script.status, name).toBe(200);
      const imports = [...(await script.text()).matchAll(/from '\.(\/[\w-]+\.js)'/g)].map(
        (match) => match[1]!,
      );
      await Promise.all(imports.map(follow));
    };
    for (const [, name] of (await page.text()).matchAll(/(?:src|href)="([^"]+)"/g)) await follow(name!);
    expect([...asked]).toEqual(
      expect.arrayContaining(['/main.js', '/page.css', '/icon.svg', '/lit-html.js']),
    );
    expect(asked.size).toBeGreaterThan(15);
  } finally {
    child.kill();
  }
});

test('it runs without the package that pushes, and names it where it is asked to push', () => {
  const data = path.join(folder, 'push.csv');
  writeFileSync(data, 'text,label\ngood film,pos\ngood plot,pos\nbad film,neg\nbad plot,neg\n');
  const program = path.join(installed, 'bin', 'find-label-errors.js');
  const run = (...more: string[]) =>
    spawnSync(
      process.execPath,
      [program, 'export', data, '--to', 'huggingface', '-o', path.join(folder, 'out'), '-q', ...more],
      { encoding: 'utf8', env: { HF_TOKEN: 'hf_none', HF_ENDPOINT: 'http://127.0.0.1:9' } },
    );
  const pushed = run('--push', 'me/films');
  expect([pushed.status, pushed.stderr]).toEqual([
    2,
    expect.stringContaining('sending needs the package @huggingface/hub, which is not installed here\n'),
  ]);
  expect([run().status, run('--force').status]).toEqual([0, 0]);
});

test('its exports work, with types', () => {
  const script = path.join(folder, 'use.ts');
  writeFileSync(
    script,
    `import { findLabelErrors, findLabelErrorsInTexts, type LabelError, toProbabilities, UserError } from 'find-label-errors';
     const found: readonly LabelError[] = findLabelErrors([0, 0, 0, 1, 1], toProbabilities([[0.9, 0.1], [0.8, 0.2], [0.1, 0.9], [0.2, 0.8], [0.1, 0.9]]));
     const none = findLabelErrorsInTexts(['good film', 'good plot', 'bad film', 'bad plot'], ['pos', 'pos', 'neg', 'neg']);
     try { findLabelErrors([7], toProbabilities([[1, 0]])); } catch (error) { console.log(error instanceof UserError); }
     console.log(JSON.stringify([found, none]));`,
  );
  writeFileSync(path.join(folder, 'package.json'), '{ "type": "module" }');
  const tsc = path.join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc');
  const options = [
    '--module',
    'nodenext',
    '--target',
    'es2022',
    '--strict',
    '--types',
    'node',
    '--typeRoots',
    path.join(ROOT, 'node_modules/@types'),
  ];
  execFileSync(process.execPath, [tsc, ...options, script], { cwd: folder, encoding: 'utf8' });
  const output = execFileSync(process.execPath, [path.join(folder, 'use.js')], {
    cwd: folder,
    encoding: 'utf8',
  });
  expect(output).toBe('true\n[[{"index":2,"given":0,"predicted":1,"quality":0.1}],[]]\n');
}, 60_000);

test('it says what to install where an engine is not there', () => {
  const program = path.join(installed, 'bin', 'find-label-errors.js');
  const run = spawnSync(process.execPath, [program, path.join(folder, 'data.csv'), '--engine', 'duckdb'], {
    encoding: 'utf8',
  });
  expect(run.status).toBe(2);
  expect(run.stderr).toContain('--engine duckdb needs the package @duckdb/node-api');
  expect(run.stderr).toContain('npm install @duckdb/node-api');
});
