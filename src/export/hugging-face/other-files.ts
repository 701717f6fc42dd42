/** Files beside an exported split: those that would be taken for part of it, or that the card would hide. */
import { configOfAnother, fileOfNoSplit, fileOfThisSplit, splitHasOtherFormat } from '../errors.js';

/** A file, and how large it is. */
export interface StoredFile {
  readonly name: string;
  readonly size: number;
}

/** A split that is exported, and what exists beside it. */
export interface Beside {
  /** Name of the split. */
  readonly split: string;
  /** Extension of its files. */
  readonly format: string;
  /** Names of the card's other splits that have files. */
  readonly others: readonly string[];
  readonly otherFiles: readonly StoredFile[];
  /** The value of `configs` in the card. */
  readonly configs: unknown;
  /** Name of the card, for messages. */
  readonly place: string;
}

const DATA = /\.(csv|tsv|jsonl|parquet|arrow)$/;

/** The files of a split, as the card names them. */
export function filesOf(split: string, files: readonly StoredFile[]): StoredFile[] {
  return files.filter(({ name }) => name.startsWith(`data/${split}-`));
}

/**
 * Checks that the card can list all data: `datasets` takes every `data/train-*` for a part of train, requires one
 * format, and sees nothing but what the card lists.
 *
 * @throws UserError with the conflicting file or entry
 */
export function requireClearPlace({ split, format, others, otherFiles, configs, place }: Beside): void {
  const [stray] = filesOf(split, otherFiles);
  if (stray !== undefined) throw fileOfThisSplit(place, stray.name, split);
  for (const { name } of otherFiles) {
    const owner = others.find((other) => name.startsWith(`data/${other}-`));
    const isData = DATA.test(name);
    if (owner !== undefined && isData && !name.endsWith(`.${format}`))
      throw splitHasOtherFormat(place, name, format);
    if (owner === undefined && isData && (name.startsWith('data/') || !name.includes('/')))
      throw fileOfNoSplit(place, name);
  }
  for (const entry of entriesOf(configs)) {
    const { split: name, path } =
      typeof entry === 'object' && entry !== null
        ? (entry as { split?: unknown; path?: unknown })
        : { split: entry, path: entry };
    if (name !== split && path !== `data/${name}-*`) throw configOfAnother(place, String(name));
  }
}

/** The data that the configurations list. */
function entriesOf(configs: unknown): unknown[] {
  return asList(configs).flatMap((config) => asList((config as { data_files?: unknown } | null)?.data_files));
}

function asList(value: unknown): unknown[] {
  return value === undefined || value === null ? [] : Array.isArray(value) ? value : [value];
}
