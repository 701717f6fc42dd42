/**
 * Lets Node run the source as it is, file by file, for measurements and child processes of tests; dist has it bundled:
 *
 *     node --import ./test/support/typescript.mjs test/bench/decided.mjs
 */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { register } from 'node:module';
import { fileURLToPath } from 'node:url';

// Node loads this file once more, for its hooks.
const HOOKS = new URL('?hooks', import.meta.url).href;
if (import.meta.url !== HOOKS) register(HOOKS);

/** The name of a module is that of its compiled file. */
export async function resolve(specifier, context, next) {
  if (/^(\.|\/|file:).*\.js$/.test(specifier)) {
    const source = new URL(specifier.replace(/\.js$/, '.ts'), context.parentURL);
    if (existsSync(source)) return { url: source.href, format: 'module', shortCircuit: true };
  }
  return next(specifier, context);
}

export async function load(url, context, next) {
  if (!url.endsWith('.ts')) return next(url, context);
  const { transform } = await import('esbuild');
  const text = await readFile(fileURLToPath(url), 'utf8');
  const { code } = await transform(text, { loader: 'ts', target: 'node20.12', sourcefile: url });
  return { format: 'module', source: code, shortCircuit: true };
}
