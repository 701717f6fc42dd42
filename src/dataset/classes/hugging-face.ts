/** What Hugging Face's files say about themselves: class names in a Parquet schema, and data set folders. */

import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { UserError } from '../../errors/user-error.js';
import { readWholeFile } from '../bytes/bytes.js';
import { fileNotRegular } from '../bytes/errors.js';
import { formatOfExtension } from '../format.js';
import * as errors from './errors.js';

/** A feature as the `datasets` library writes it. */
interface Feature {
  readonly _type?: string;
  readonly names?: unknown;
}

/**
 * The class names of a column whose values are class indexes.
 *
 * @param metadata key and value pairs of a Parquet file
 * @param column path of the column
 */
export function huggingFaceClassNames(
  metadata: readonly { readonly key: string; readonly value?: string }[],
  column: readonly (string | number)[],
): readonly string[] | null {
  const value = metadata.find(({ key }) => key === 'huggingface')?.value;
  if (value === undefined) return null;
  try {
    let feature: unknown = JSON.parse(value).info.features;
    for (const key of column) feature = (feature as Record<string, unknown>)[key];
    return namesOf(feature as Feature);
  } catch {
    return null; // other metadata under this key are no mistake
  }
}

function namesOf(feature: Feature): readonly string[] | null {
  const names =
    feature._type === 'ClassLabel' && Array.isArray(feature.names) ? feature.names.map(String) : [];
  return names.length >= 2 ? names : null;
}

/** The files of a data set folder, and what its README.md says about classes. */
export interface DatasetFolder {
  readonly files: readonly string[];
  /** Class names by column. */
  readonly classNames: ReadonlyMap<string, readonly string[]>;
}

/**
 * Finds the data of a Hugging Face data set folder: the files that its README.md lists, else those of `data/`,
 * else its own.
 *
 * @throws UserError if it holds no data, or more than one configuration
 */
export async function readDatasetFolder(folder: string): Promise<DatasetFolder> {
  const card = await readCard(folder);
  const files = (await filesBelow(folder)).filter(
    (name) => formatOfExtension(name.replace(/\.(gz|zst)$/i, '')) !== undefined,
  );
  const patterns = card.patterns;
  const inData = files.filter((name) => name.startsWith('data/'));
  const chosen =
    patterns.length > 0
      ? files.filter((name) => patterns.some((pattern) => matches(name, pattern)))
      : oneFormat(inData.length > 0 ? inData : files.filter((name) => !name.includes('/')));
  if (chosen.length === 0) throw errors.folderWithoutData(folder);
  const paths = chosen.map((name) => path.join(folder, name));
  for (const file of paths) {
    const stats = await stat(file).catch(() => undefined);
    if (stats?.isFile() === false) throw fileNotRegular(file);
  }
  return { files: paths, classNames: card.classNames };
}

/** Parquet before all else: a folder may hold the same rows in another format, too. */
function oneFormat(files: readonly string[]): readonly string[] {
  const parquet = files.filter((name) => formatOfExtension(name) === 'parquet');
  return parquet.length > 0
    ? parquet
    : files.filter((name) => !/(^|\/)(dataset_infos?|package)\.json$/.test(name));
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names: string[] = [];
  for (const entry of entries) {
    if (entry.name.startsWith('.')) continue;
    if (entry.isDirectory()) {
      const inner = await readdir(path.join(folder, entry.name), { withFileTypes: true });
      names.push(...inner.filter((file) => !file.isDirectory()).map((file) => `${entry.name}/${file.name}`));
    } else names.push(entry.name);
  }
  return names.sort((a, b) => (a < b ? -1 : 1));
}

interface Card {
  readonly patterns: readonly string[];
  readonly classNames: ReadonlyMap<string, readonly string[]>;
}

async function readCard(folder: string): Promise<Card> {
  const file = path.join(folder, 'README.md');
  const text = await readWholeFile(file).then(String, (cause) => {
    if (cause instanceof UserError) throw cause;
    return '';
  });
  const header = /^---\r?\n([\s\S]*?)\r?\n---/.exec(text)?.[1];
  if (header === undefined) return { patterns: [], classNames: new Map() };
  const { parse } = await import('yaml');
  let card: unknown;
  try {
    card = parse(header);
  } catch (cause) {
    throw errors.cardBroken(file, String((cause as Error).message).split('\n')[0]!);
  }
  const configs = asList(field(card, 'configs'));
  if (configs.length > 1) {
    throw errors.severalConfigs(
      folder,
      configs.map((config) => String(field(config, 'config_name'))),
    );
  }
  return {
    patterns: configs.flatMap((config) => patternsOf(field(config, 'data_files'))),
    classNames: classesOf(field(card, 'dataset_info')),
  };
}

function patternsOf(dataFiles: unknown): string[] {
  return asList(dataFiles).flatMap((entry) =>
    asList(typeof entry === 'string' ? entry : field(entry, 'path')).map(String),
  );
}

function classesOf(info: unknown): Map<string, readonly string[]> {
  const features = asList(info).flatMap((one) => asList(field(one, 'features')));
  const found = features.flatMap((feature) => {
    const names = field(field(field(feature, 'dtype'), 'class_label'), 'names');
    if (typeof names !== 'object' || names === null) return [];
    return [[String(field(feature, 'name')), Object.values(names).map(String)] as const];
  });
  return new Map(found);
}

/** What a card says under a key; undefined where it says nothing, or something else than expected. */
function field(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Record<string, unknown>)[key]
    : undefined;
}

function asList(value: unknown): unknown[] {
  return value === undefined || value === null ? [] : Array.isArray(value) ? value : [value];
}

/** Whether a name fits a pattern of a card: `*` is anything within a folder, `**` anything. */
function matches(name: string, pattern: string): boolean {
  const source = pattern
    .replace(/^\.\//, '')
    .replace(/[.+^${}()|[\]\\?]/g, '\\$&')
    .replace(/\*\*\/?|\*/g, (star) => (star === '*' ? '[^/]*' : '.*'));
  return new RegExp(`^${source}$`).test(name);
}
