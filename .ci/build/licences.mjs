/** The licences of what is bundled. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/**
 * Packages that say only in their package.json under which licence they are, each with the one that needs it: both
 * are of the same project and under the same licence, whose text the latter has.
 */
const WITHOUT_TEXT = { 'gearhash-jit': '@huggingface/xetchunk-wasm' };

/**
 * Names the packages that some files belong to, with version and licence, and gives each one's own licence text.
 *
 * @param {readonly string[]} files paths; those outside node_modules are ours
 * @throws Error if a package has no licence text, or another licence than the one whose text it shares
 */
export function licencesOf(files) {
  const folders = new Set(files.map(packageFolderOf).filter((folder) => folder !== null));
  const packages = [...folders].sort().map(describe);
  return [
    'Parts of these packages are in the files of this folder.\n',
    ...packages.map(({ name, version, license }) => `- ${name} ${version} (${license})`),
    '',
    ...packages.map(({ name, version, text }) => `${'-'.repeat(72)}\n${name} ${version}\n\n${text}`),
  ].join('\n');
}

/** The folder of the innermost package that a file is in, or null. */
function packageFolderOf(file) {
  return /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(file.replaceAll(path.sep, '/'))?.[0] ?? null;
}

function describe(folder) {
  const { name, version, license } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
  const text = textIn(folder);
  if (text !== null) return { name, version, license, text };
  const sibling = WITHOUT_TEXT[name];
  if (sibling === undefined)
    throw new Error(`${folder} has no licence file: look for its licence, or leave it out`);
  const other = describe(path.join('node_modules', sibling));
  if (other.license !== license) throw new Error(`${name} is not under the licence of ${sibling}`);
  return {
    name,
    version,
    license,
    text: `The package has no licence file. That of ${sibling}:\n\n${other.text}`,
  };
}

function textIn(folder) {
  const files = readdirSync(folder).filter((file) => /^(licen[cs]e|copying|notice)(\.|$)/i.test(file));
  if (files.length === 0) return null;
  return files
    .map((file) => `${readFileSync(path.join(folder, file), 'utf8').replace(/\r/g, '').trim()}\n`)
    .join('\n');
}
