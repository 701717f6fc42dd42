/**
 * Builds dist: `node .ci/build/build.mjs`, with --if-changed only where what it is made of has changed since.
 *
 *   dist/program/                    the command, bundled in parts that are loaded when they are needed
 *   dist/program/parquet-worker.js   the thread that decodes Parquet, of the command and of the library
 *   dist/index.js                    the library, bundled; its types are dist/index.d.ts and what that imports
 *   dist/review/, dist/report/       scripts, styles and documents of the pages
 *   dist/help/                       the manual
 *   dist/THIRD-PARTY-LICENSES.txt    the packages that are bundled, and their licences
 *
 * Bundled is what package.json does not name as a dependency of the installed package.
 */
import { execFile } from 'node:child_process';
import {
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { build } from 'esbuild';
import { copyDeclarations } from './declarations.mjs';
import { digestOfInputs } from './inputs.mjs';
import { licencesOf } from './licences.mjs';
import { copyPages } from './manual.mjs';

process.chdir(fileURLToPath(new URL('../..', import.meta.url)));

/** Holds the digest of what dist was made of; written last, so that half a build is none. */
const STAMP = 'dist/.inputs';
/** The parts that run in browsers. */
const PAGES = ['review/page', 'report/html/page'];
/** The build for browsers; `review` serves it from the page's own folder. */
const LIT = 'node_modules/lit-html/lit-html.js';

const { values } = parseArgs({ options: { 'if-changed': { type: 'boolean', default: false } } });
const digest = digestOfInputs();
if (!values['if-changed'] || builtOf() !== digest) await buildAll();

function builtOf() {
  try {
    return readFileSync(STAMP, 'utf8');
  } catch {
    return null;
  }
}

async function buildAll() {
  rmSync('dist', { recursive: true, force: true });
  // What tsc writes, of which only a part is kept.
  const compiled = mkdtempSync(path.join(tmpdir(), 'find-label-errors-build-'));
  try {
    const [program, library] = await Promise.all([
      bundle({
        entryPoints: ['src/cli/main.ts', 'src/dataset/parquet/parquet-worker.ts'],
        entryNames: '[name]',
        splitting: true,
        outdir: 'dist/program',
      }),
      bundle({ entryPoints: ['src/index.ts'], outfile: 'dist/index.js' }),
      compile('.', compiled, '--emitDeclarationOnly'),
      ...PAGES.map((page) => compile(`src/${page}`, compiled)),
    ]);
    copyDeclarations(compiled, 'dist', 'index.d.ts');
    for (const page of PAGES) cpSync(path.join(compiled, page), `dist/${page}`, { recursive: true });
    copyAssets();
    copyPages('dist/help');
    copyFileSync(LIT, 'dist/review/page/lit-html.js');
    writeFileSync('dist/THIRD-PARTY-LICENSES.txt', licencesOf([...program, ...library, LIT]));
    writeFileSync(STAMP, digest);
  } finally {
    rmSync(compiled, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** @returns the files of which something is in the bundle */
async function bundle(target) {
  const { dependencies, peerDependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
  const { metafile } = await build({
    ...target,
    // By default it is where the process has started.
    absWorkingDir: process.cwd(),
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.12',
    external: Object.keys({ ...dependencies, ...peerDependencies }),
    // Modules, of which esbuild leaves out what is not used; ml-matrix hides its own behind `exports`.
    mainFields: ['module', 'main'],
    alias: { 'ml-matrix': path.resolve('node_modules/ml-matrix/src/index.js') },
    metafile: true,
    logLevel: 'warning',
  });
  return Object.values(metafile.outputs).flatMap(({ inputs }) =>
    Object.keys(inputs).filter((file) => inputs[file].bytesInOutput > 0),
  );
}

async function compile(project, folder, ...options) {
  const tsc = 'node_modules/typescript/bin/tsc';
  try {
    await promisify(execFile)(process.execPath, [tsc, '-p', project, '--outDir', folder, ...options]);
  } catch (error) {
    process.stderr.write(error.stdout);
    throw new Error(`${project} does not compile`);
  }
}

/** Documents, styles and pictures go where they are in src. */
function copyAssets() {
  for (const name of readdirSync('src', { recursive: true })) {
    if (!/\.(html|css|svg)$/.test(name)) continue;
    mkdirSync(path.join('dist', path.dirname(name)), { recursive: true });
    copyFileSync(path.join('src', name), path.join('dist', name));
  }
}
