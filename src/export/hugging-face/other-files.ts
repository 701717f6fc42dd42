/** What stands beside a split that is exported: files that would be taken for it, or get lost from view. */
import { configOfAnother, fileOfNoSplit, fileOfThisSplit, splitHasOtherFormat } from '../errors.js';

/** A file, and how large it is. */
export interface StoredFile {
  readonly name: string;
  readonly size: number;
}

/** A split that is exported, and what is there beside it. */
export interface Beside {
  /** Name of the split. */
  readonly split: string;
  /** Ending of its files. */
  readonly format: string;
  /** Names of the other splits that the card knows and that have files. */
  readonly others: readonly string[];
  readonly otherFiles: readonly StoredFile[];
  /** What the card says under configs. */
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
 * Makes sure that the card can be made so that it tells of all data: `datasets` takes every `data/train-*` for a part
 * of train, wants one format throughout, and sees nothing but what the card lists.
 *
 * @throws UserError naming the file or the entry that is in the way
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

/** What the configurations list as data. */
function entriesOf(configs: unknown): unknown[] {
  return asList(configs).flatMap((config) => asList((config as { data_files?: unknown } | null)?.data_files));
}

function asList(value: unknown): unknown[] {
  return value === undefined || value === null ? [] : Array.isArray(value) ? value : [value];
}
