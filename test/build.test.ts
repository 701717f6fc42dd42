/** When the build builds, in a copy of the project. */
import { execFileSync, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { projectRoot } from './reference-data.js';

const folder = mkdtempSync(path.join(tmpdir(), 'find-label-errors-build-'));
const INPUTS = [
  '.ci/build',
  'src',
  'test/bench',
  'README.md',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
];
for (const name of ['bin', ...INPUTS]) {
  cpSync(path.join(projectRoot, name), path.join(folder, name), { recursive: true });
}
symlinkSync(path.join(projectRoot, 'node_modules'), path.join(folder, 'node_modules'));
afterAll(() => rmSync(folder, { recursive: true }));

const inFolder = (name: string) => path.join(folder, name);
const build = (...options: string[]) =>
  spawnSync(process.execPath, [inFolder('.ci/build/build.mjs'), ...options], { encoding: 'utf8' });
const version = () =>
  execFileSync(process.execPath, [inFolder('bin/find-label-errors.js'), '--version'], { encoding: 'utf8' });

/** A file in dist that is gone once dist is built anew. */
const MARK = inFolder('dist/mark');
const hasBuilt = () => {
  const is = !existsSync(MARK);
  writeFileSync(MARK, '');
  return is;
};

test('--if-changed builds what is not built, and then only what has changed', () => {
  expect([build('--if-changed').status, hasBuilt(), version()]).toEqual([0, true, '0.1.0\n']);
  expect([build('--if-changed').status, hasBuilt()]).toEqual([0, false]);

  const styles = inFolder('src/review/page/page.css');
  writeFileSync(styles, `${readFileSync(styles, 'utf8')}/* changed */\n`);
  expect([build('--if-changed').status, hasBuilt()]).toEqual([0, true]);
  expect(readFileSync(inFolder('dist/review/page/page.css'), 'utf8')).toContain('/* changed */');
}, 60_000);

test('a build that fails says why, and is none', () => {
  const file = inFolder('src/index.ts');
  writeFileSync(file, `${readFileSync(file, 'utf8')}export const wrong: number = 'text';\n`);
  const { status, stderr } = build('--if-changed');
  expect(stderr).toMatch(/src\/index\.ts\(\d+,14\): error TS2322/);
  expect([status, existsSync(inFolder('dist/.inputs'))]).toEqual([1, false]);
}, 60_000);

test('a package without a licence text cannot be bundled', async () => {
  const { licencesOf } = await import(inFolder('.ci/build/licences.mjs'));
  const other = inFolder('lib/node_modules/@some/other');
  mkdirSync(other, { recursive: true });
  writeFileSync(
    path.join(other, 'package.json'),
    '{ "name": "@some/other", "version": "1.2.3", "license": "ISC" }',
  );
  const files = ['src/index.ts', path.join(other, 'index.js')];
  expect(() => licencesOf(files)).toThrow(`${other} has no licence file`);
  writeFileSync(path.join(other, 'Licence.md'), 'You may.\r\n');
  expect(licencesOf(files)).toMatch(
    /^- @some\/other 1\.2\.3 \(ISC\)\n\n-+\n@some\/other 1\.2\.3\n\nYou may\.\n$/m,
  );
});
