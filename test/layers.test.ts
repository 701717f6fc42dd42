/** Keeps the order of the stages: data flow one way, and only the edges touch the outside world. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const SRC = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../src');

/** The stages in order; a folder imports only from itself and from what stands before it. */
const ORDER = [
  'types',
  'types.ts',
  'errors',
  'dataset',
  'vectorize',
  'naive-bayes',
  'confident-learning',
  'noise-aware',
  'stacked',
  'given-probabilities',
  'explain',
  'expectations',
  'audit',
  'kinds',
  'judge',
  'report',
  'corrections',
  'gate',
  'export',
  'review',
  'sql',
  'engines',
  'cli',
  'index.ts',
];

/** Stages that open files, and the modules that do it. */
const TOUCH_FILES = ['dataset', 'given-probabilities', 'corrections', 'export', 'review', 'engines', 'cli'];
/** The module of another stage that opens one: a temporary file. */
const OPENS_TOO = 'vectorize/spill.ts';
const FILE_MODULES = [
  'node:fs',
  'node:fs/promises',
  'node:child_process',
  'node:http',
  'node:net',
  'node:os',
];
/** Stages that may speak to the process and look at the clock. */
const AT_THE_EDGE = ['review', 'engines', 'cli'];

interface SourceFile {
  readonly name: string;
  readonly stage: string;
  readonly code: string;
  /** Files of ours that it imports, as paths from src. */
  readonly ours: readonly string[];
  readonly packages: readonly string[];
}

const files: SourceFile[] = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .map((name) => name.split(path.sep).join('/'))
  .filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts'))
  .map(readSource);

function readSource(name: string): SourceFile {
  const code = withoutComments(readFileSync(path.join(SRC, name), 'utf8'));
  const imports = [...code.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*'([^']+)'/g)].map((match) => match[1]!);
  return {
    name,
    stage: name.split('/')[0]!,
    code,
    ours: imports
      .filter((specifier) => specifier.startsWith('.'))
      .map((specifier) => path.posix.join(path.posix.dirname(name), specifier).replace(/\.js$/, '.ts')),
    packages: imports.filter((specifier) => !specifier.startsWith('.')),
  };
}

function withoutComments(code: string): string {
  return code.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
}

test('every file belongs to a stage', () => {
  expect(files.length).toBeGreaterThan(30);
  expect(files.filter(({ stage }) => !ORDER.includes(stage)).map(({ name }) => name)).toEqual([]);
});

test('a stage imports only from itself and from stages before it', () => {
  const backwards = files.flatMap(({ name, stage, ours }) =>
    ours
      .filter((imported) => ORDER.indexOf(imported.split('/')[0]!) > ORDER.indexOf(stage))
      .map((imported) => `${name} imports ${imported}`),
  );
  expect(backwards).toEqual([]);
});

test('no imports run in a circle', () => {
  const imports = new Map(files.map(({ name, ours }) => [name, ours]));
  const done = new Set<string>();
  const visit = (name: string, trail: readonly string[]): void => {
    expect(trail, `circle through ${name}`).not.toContain(name);
    if (done.has(name)) return;
    for (const imported of imports.get(name) ?? []) visit(imported, [...trail, name]);
    done.add(name);
  };
  for (const { name } of files) visit(name, []);
});

test('only the edges open files', () => {
  const opening = files.filter(
    ({ name, stage, packages }) =>
      name !== OPENS_TOO &&
      !TOUCH_FILES.includes(stage) &&
      packages.some((name) => FILE_MODULES.includes(name)),
  );
  expect(opening.map(({ name }) => name)).toEqual([]);
});

test('only the edges use process, console and the clock', () => {
  const using = files.filter(
    ({ stage, code }) =>
      !AT_THE_EDGE.includes(stage) && /\b(process\.|console\.|Date\b|performance\.)/.test(code),
  );
  expect(using.map(({ name }) => name)).toEqual([]);
});

test('the command line is given streams, environment, working directory and clock', () => {
  const knowing = files.filter(
    ({ name, code }) =>
      name.startsWith('cli/') &&
      name !== 'cli/terminal/process-io.ts' &&
      /(?<!\.)\bprocess\.(stdin|stdout|stderr|env|argv|cwd|exit|on|off)\b|\bDate\.now\b|\bperformance\./.test(
        code,
      ),
  );
  expect(knowing.map(({ name }) => name)).toEqual([]);
});

test('the library prints nothing and opens no file', () => {
  const reached = new Set<string>();
  const visit = (name: string) => {
    if (reached.has(name)) return;
    reached.add(name);
    for (const imported of files.find((file) => file.name === name)?.ours ?? []) visit(imported);
  };
  visit('index.ts');
  expect(reached.size).toBeGreaterThan(10);
  expect([...reached].filter((name) => /^(dataset|cli|report)\//.test(name) || name === OPENS_TOO)).toEqual(
    [],
  );
});

test('what is loaded by createRequire, which is not bundled, is installed with the package', () => {
  const { dependencies } = JSON.parse(readFileSync(path.join(SRC, '../package.json'), 'utf8'));
  const loaded = files.flatMap(({ code }) => {
    const [, load] = /const (\w+) = createRequire\(/.exec(code) ?? [];
    if (load === undefined) return [];
    const names = [...code.matchAll(new RegExp(`\\b${load}(?:\\.resolve)?\\(\\s*'([^']+)'`, 'g'))].map(
      ([, name]) => name!,
    );
    return names.length > 0 ? names : ['a name that was not found'];
  });
  expect(files.filter(({ code }) => code.includes('createRequire(')).length).toBeLessThanOrEqual(
    loaded.length,
  );
  const packageOf = (name: string) => /^(@[^/]+\/)?[^/]+/.exec(name)![0];
  expect(loaded.filter((name) => !(packageOf(name) in dependencies))).toEqual([]);
});

test('there is no folder of odds and ends', () => {
  expect(files.filter(({ name }) => /(^|\/)(utils?|helpers?|misc|common)(\/|\.ts$)/.test(name))).toEqual([]);
});

test('what measurements import of the source is there', () => {
  const bench = path.resolve(SRC, '../test/bench');
  const imports = readdirSync(bench)
    .filter((name) => name.endsWith('.mjs'))
    .flatMap((name) => [
      ...readFileSync(path.join(bench, name), 'utf8').matchAll(
        /\{([^{}]+)\} (?:from|= await import\()\s*'\.\.\/\.\.\/src\/([^']+)\.js'/g,
      ),
    ]);
  expect(imports.length).toBeGreaterThan(10);
  const missing = imports.flatMap(([, names, file]) => {
    const code = files.find(({ name }) => name === `${file}.ts`)?.code ?? '';
    return names!
      .split(',')
      .map((name) => name.trim())
      .filter((name) => !new RegExp(`^export (async )?(function\\*?|class|const) ${name}\\b`, 'm').test(code))
      .map((name) => `${name} of ${file}`);
  });
  expect(missing).toEqual([]);
});
