/** The splits of a data set: the exported one, and the existing others. */
import { exportedCardHasConfigs, splitHasOtherClasses, splitHasOtherColumns } from '../errors.js';
import type { CardFeature } from './features.js';
import { filesOf, requireClearPlace, type StoredFile } from './other-files.js';

/** An entry of a split in a card. */
export interface SplitInfo {
  readonly name: string;
  readonly num_bytes: number;
  readonly num_examples: number;
}

/** The exported split and its size. */
interface ExportedSplit {
  readonly features: readonly CardFeature[];
  readonly split: SplitInfo;
  readonly fileBytes: number;
  /** Extension of its files. */
  readonly format: string;
}

/** What exists beside it. */
interface SplitPlace {
  readonly name: string;
  readonly otherFiles: readonly StoredFile[];
}

/**
 * The values of `dataset_info` and `configs` in a card: the split is replaced or added, others are kept while they
 * have files.
 *
 * @param front front matter of the existing card; empty where there is none
 * @throws UserError if it has several configurations, if the other splits have other columns or classes, or if files
 *   conflict
 */
export function mergeSplits(exported: ExportedSplit, front: object, place: SplitPlace) {
  const { features, split, fileBytes } = exported;
  const { dataset_info: old, configs } = front as { dataset_info?: unknown; configs?: unknown };
  requireOneConfig(old, configs, place.name);
  const known = splitsOf(old);
  const others = known.filter(
    ({ name }) => name !== split.name && filesOf(name, place.otherFiles).length > 0,
  );
  requireClearPlace({
    split: split.name,
    format: exported.format,
    others: others.map(({ name }) => name),
    otherFiles: place.otherFiles,
    configs,
    place: place.name,
  });
  if (others.length > 0) requireSameFeatures(features, old, place.name);
  // An existing split keeps its place.
  const names = known.some(({ name }) => name === split.name)
    ? known.map(({ name }) => name)
    : [...known.map(({ name }) => name), split.name];
  const splits = names.flatMap((name) =>
    name === split.name ? [split] : others.filter((other) => other.name === name),
  );
  const otherBytes = others
    .flatMap(({ name }) => filesOf(name, place.otherFiles))
    .reduce((sum, { size }) => sum + size, 0);
  return {
    info: {
      features,
      splits,
      download_size: fileBytes + otherBytes,
      dataset_size: splits.reduce((sum, { num_bytes }) => sum + num_bytes, 0),
    },
    configs: [
      {
        config_name: 'default',
        data_files: splits.map(({ name }) => ({ split: name, path: `data/${name}-*` })),
      },
    ],
  };
}

function requireOneConfig(info: unknown, configs: unknown, place: string): void {
  const names = [info, configs].flatMap((list) =>
    Array.isArray(list) ? list.map((entry) => String((entry as { config_name?: unknown })?.config_name)) : [],
  );
  const different = [...new Set(names)];
  if (different.length > 1) throw exportedCardHasConfigs(place, different);
}

function splitsOf(info: unknown): SplitInfo[] {
  const { splits } = (onlyOne(info) ?? {}) as { splits?: unknown };
  if (!Array.isArray(splits)) return [];
  return splits.flatMap((entry: Partial<SplitInfo> | null) =>
    typeof entry?.name === 'string'
      ? [
          {
            name: entry.name,
            num_bytes: Number(entry.num_bytes ?? 0),
            num_examples: Number(entry.num_examples ?? 0),
          },
        ]
      : [],
  );
}

/** The card's only configuration: an object, or a list of one. */
function onlyOne(info: unknown): object | undefined {
  const one: unknown = Array.isArray(info) ? info[0] : info;
  return typeof one === 'object' && one !== null ? one : undefined;
}

function requireSameFeatures(features: readonly CardFeature[], info: unknown, place: string): void {
  const { features: old } = (onlyOne(info) ?? {}) as { features?: readonly CardFeature[] };
  if (!Array.isArray(old)) return;
  const columns = (list: readonly CardFeature[]) => list.map(({ name }) => name);
  if (columns(old).join('\n') !== columns(features).join('\n')) {
    throw splitHasOtherColumns(place, columns(features), columns(old));
  }
  const [now, before] = [classesIn(features), classesIn(old)];
  if (before.length > 0 && now.join('\n') !== before.join('\n'))
    throw splitHasOtherClasses(place, now, before);
}

function classesIn(features: readonly CardFeature[]): string[] {
  return features.flatMap(({ dtype }) =>
    typeof dtype === 'object' ? Object.values(dtype.class_label?.names ?? {}).map(String) : [],
  );
}
