/** The package as others get it: packed, installed elsewhere, and used by its bin and its exports. */
import { execFile, execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startHub } from './export/hub-server.js';
import { topicPages } from './manual/pages.js';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const MOST_PACKAGES = 20;
const MOST_BYTES = 12_000_000;
const SKIPPED = 'skipped: the packages are not in the cache of npm, and its registry cannot be reached';

const folder = mkdtempSync(path.join(tmpdir(), 'find-label-errors-package-'));
const installed = path.join(folder, 'node_modules', 'find-label-errors');
const program = path.join(installed, 'bin', 'find-label-errors.js');
let packed: string[];
let isInstalledByNpm = false;

beforeAll(() => {
  const args = ['pack', '--json', '--ignore-scripts', '--pack-destination', folder];
  const [report] = JSON.parse(execFileSync('npm', args, { cwd: ROOT, encoding: 'utf8' }));
  packed = report.files.map((file: { path: string }) => file.path);
  writeFileSync(path.join(folder, 'package.json'), '{ "type": "module" }');
  isInstalledByNpm = install(report.filename, '--offline') || install(report.filename, '--prefer-offline');
  if (!isInstalledByNpm) unpack(report.filename);
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true }));

function install(file: string, ...options: string[]): boolean {
  const quietly = [
    '--no-audit',
    '--no-fund',
    '--ignore-scripts',
    '--fetch-retries=0',
    '--fetch-timeout=20000',
  ];
  const { status } = spawnSync('npm', ['install', ...options, ...quietly, `./${file}`], { cwd: folder });
  return status === 0;
}

/** What npm would do, with the packages that are here. */
function unpack(file: string): void {
  rmSync(path.join(folder, 'node_modules'), { recursive: true, force: true });
  mkdirSync(installed, { recursive: true });
  const strip = ['-C', installed, '--strip-components=1'];
  execFileSync('tar', ['-xzf', path.join(folder, file), ...strip]);
  const { dependencies } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8'));
  for (const name of Object.keys(dependencies)) {
    mkdirSync(path.dirname(path.join(folder, 'node_modules', name)), { recursive: true });
    symlinkSync(path.join(ROOT, 'node_modules', name), path.join(folder, 'node_modules', name));
  }
}

test('it holds the program, its types and its papers, and no development files', () => {
  for (const file of [
    'bin/find-label-errors.js',
    'dist/program/main.js',
    'dist/index.js',
    'dist/index.d.ts',
    'dist/THIRD-PARTY-LICENSES.txt',
    'README.md',
    'LICENSE',
    'CHANGELOG.md',
    ...topicPages.map(({ topic }) => `dist/help/${topic}.md`),
    ...['page.html', 'page.css', 'icon.svg', 'main.js', 'lit-html.js'].map(
      (name) => `dist/review/page/${name}`,
    ),
    ...['report.css', 'controls.js'].map((name) => `dist/report/html/page/${name}`),
  ]) {
    expect(packed).toContain(file);
  }
  const scripts =
    /^(bin\/find-label-errors|dist\/index|dist\/(program|review\/page|report\/html\/page)\/[\w-]+)\.js$/;
  const types = /^dist\/[\w/-]+\.d\.ts$/;
  const assets = /^dist\/(review|report\/html)\/page\/[\w/-]+\.(html|css|svg)$/;
  const manual = /^dist\/help\/[a-z-]+\.md$/;
  const papers = /^(README\.md|LICENSE|CHANGELOG\.md|package\.json|dist\/THIRD-PARTY-LICENSES\.txt)$/;
  expect(
    packed.filter((file) => ![scripts, types, assets, manual, papers].some((kind) => kind.test(file))),
  ).toEqual([]);
});

test('its types are those of the library', () => {
  const types = packed.filter((file) => file.endsWith('.d.ts'));
  expect(
    types.filter((file) => /^dist\/(cli|dataset|help|report|review|sql|engines|export|gate)\//.test(file)),
  ).toEqual([]);
});

test('it has the licence of every package that it has parts of', () => {
  const text = readFileSync(path.join(installed, 'dist/THIRD-PARTY-LICENSES.txt'), 'utf8');
  const names = [...text.matchAll(/^- (\S+) \d\S* \((MIT|BSD-3-Clause)\)$/gm)].map(([, name]) => name!);
  expect(names).toEqual([
    '@huggingface/blake3-jit',
    '@huggingface/hub',
    '@huggingface/xetchunk-wasm',
    'gearhash-jit',
    'is-any-array',
    'lit-html',
    'marked',
    'ml-array-max',
    'ml-array-min',
    'ml-array-rescale',
    'ml-matrix',
    'ml-naivebayes',
    'natural',
    'underscore',
    'xxhash-wasm',
  ]);
  for (const name of names.filter((name) => name !== 'gearhash-jit')) {
    const files = readdirSync(path.join(ROOT, 'node_modules', name));
    const licence = files.find((file) => /^licen[cs]e/i.test(file))!;
    expect(text).toContain(readFileSync(path.join(ROOT, 'node_modules', name, licence), 'utf8').trim());
  }
  expect(text).toMatch(
    /^gearhash-jit \S+\n\nThe package has no licence file. That of @huggingface\/xetchunk-wasm:$/m,
  );
});

test(`an install is at most ${MOST_PACKAGES} packages and ${MOST_BYTES / 1e6} MB`, (context) => {
  context.skip(!isInstalledByNpm, SKIPPED);
  const modules = path.join(folder, 'node_modules');
  const { packages } = JSON.parse(readFileSync(path.join(modules, '.package-lock.json'), 'utf8'));
  const names = Object.keys(packages).map((where) => where.replace(/^node_modules\//, ''));
  expect(names).toEqual(
    expect.arrayContaining(['find-label-errors', 'commander', 'csv-parse', 'cli-table3']),
  );
  expect(names.length).toBeLessThanOrEqual(MOST_PACKAGES);
  const bytes = readdirSync(modules, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, { parentPath, name }) => sum + statSync(path.join(parentPath, name)).size, 0);
  expect(bytes).toBeGreaterThan(1_000_000);
  expect(bytes).toBeLessThanOrEqual(MOST_BYTES);
});

test('no dependency is named twice', () => {
  const manifest = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8'));
  const { dependencies, devDependencies } = manifest;
  expect(Object.keys(devDependencies).filter((name) => name in dependencies)).toEqual([]);
});

test('its program runs where it is installed', () => {
  const data = path.join(folder, 'data.csv');
  writeFileSync(data, 'text,label\ngood film,pos\ngood plot,pos\nbad film,neg\nbad plot,neg\n');
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
  for (const { topic } of topicPages) {
    const page = execFileSync(process.execPath, [program, 'help', topic!], { encoding: 'utf8' });
    expect(page.split('\n').length, topic).toBeGreaterThan(10);
  }
});

test('its gate runs where it is installed', () => {
  const data = path.join(folder, 'gate.csv');
  writeFileSync(data, 'text,label\ngood film,pos\ngood plot,pos\nbad film,neg\nbad plot,neg\n');
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

test('its program cuts, stems and leaves out words where it is installed', () => {
  const data = path.join(folder, 'words.csv');
  const rows = Array.from({ length: 20 }, (_, i) => (i % 2 ? 'the rates rise,up' : 'an oily well,down'));
  writeFileSync(data, `text,label\n${rows.join('\n')}\nthe rating rises,down\n`);
  const options = ['--stem', '--stop-words', 'english', '-q'];
  const output = execFileSync(process.execPath, [program, data, ...options], { encoding: 'utf8' });
  const { index, evidence } = JSON.parse(output);
  expect(index).toBe(20);
  expect(evidence.map(({ token }: { token: string }) => token)).toEqual(['rate', 'rise']);
});

test('it pushes with the client that it brings', async () => {
  const hub = await startHub();
  const data = path.join(folder, 'push.csv');
  writeFileSync(data, 'text,label\ngood film,pos\ngood plot,pos\nbad film,neg\nbad plot,neg\n');
  const where = ['-o', path.join(folder, 'out'), '--push', 'me/films'];
  const { stderr } = await promisify(execFile)(
    process.execPath,
    [program, 'export', data, '--to', 'huggingface', ...where],
    { env: { HF_TOKEN: 'hf_none', HF_ENDPOINT: hub.url } },
  );
  expect(stderr).toContain('me/films: pushed to ');
  expect([...hub.repos.get('me/films')!.keys()]).toContain('data/train-00000-of-00001.parquet');
});

const USE = `
import { findLabelErrors, findLabelErrorsInTexts, findLabelErrorsNoiseAware, toProbabilities, UserError } from 'find-label-errors';
import type { LabelError, MethodOptions, NoiseAwareFindings, TextsOptions } from 'find-label-errors';
const P = toProbabilities([[0.9, 0.1], [0.8, 0.2], [0.1, 0.9], [0.2, 0.8], [0.1, 0.9]]);
const found: readonly LabelError[] = findLabelErrors([0, 0, 0, 1, 1], P);
const byNoise: NoiseAwareFindings = findLabelErrorsNoiseAware([0, 0, 0, 1, 1], P);
const method: MethodOptions = { method: 'noise-aware', alpha: 0.1 };
const words: TextsOptions = { stem: true, stopWords: 'english' };
const none = findLabelErrorsInTexts(['good film', 'good plot', 'bad film', 'bad plot'], ['pos', 'pos', 'neg', 'neg'], method, words);
let isUserError = false;
try { findLabelErrors([7], toProbabilities([[1, 0]])); } catch (error) { isUserError = error instanceof UserError; }
export const result: string = JSON.stringify([found, byNoise.errors.map(({ index }) => index), none, isUserError]);
`;

/** Compiles a script with nothing but the package, whose declarations are checked as well. */
function compile(script: string, code: string, ...options: string[]) {
  writeFileSync(path.join(folder, script), code);
  const tsc = path.join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc');
  const checks = ['--strict', '--exactOptionalPropertyTypes', '--skipLibCheck', 'false', '--types', ''];
  const args = [tsc, '--target', 'es2022', ...checks, ...options, script];
  const { status, stdout } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
  return { status, stdout };
}

test.each([
  ['nodenext', 'nodenext'],
  ['node16', 'node16'],
  ['esnext', 'bundler'],
])(
  'its exports work, with types, where module is %s and moduleResolution is %s',
  async (module, resolution) => {
    const script = `use-${resolution}`;
    const modules = ['--module', module, '--moduleResolution', resolution];
    expect(compile(`${script}.ts`, USE, ...modules)).toEqual({ status: 0, stdout: '' });
    const { result } = await import(/* @vite-ignore */ path.join(folder, `${script}.js`));
    expect(result).toBe('[[{"index":2,"given":0,"predicted":1,"quality":0.1}],[2],[],true]');
  },
);

test('what its types rule out does not compile', () => {
  const code = `import { toProbabilities } from 'find-label-errors';\ntoProbabilities('none');\n`;
  const { status, stdout } = compile('misuse.ts', code, '--module', 'nodenext', '--noEmit');
  expect(stdout).toContain('misuse.ts(2,17): error TS2345');
  expect(status).not.toBe(0);
});

test('it says what to install where an engine is not there', () => {
  const run = spawnSync(process.execPath, [program, path.join(folder, 'data.csv'), '--engine', 'duckdb'], {
    encoding: 'utf8',
  });
  expect(run.status).toBe(2);
  expect(run.stderr).toContain('--engine duckdb needs the package @duckdb/node-api');
  expect(run.stderr).toContain('npm install @duckdb/node-api');
});
