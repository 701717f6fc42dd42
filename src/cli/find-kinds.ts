import { counted } from '../errors/wording.js';
import type { Findings } from '../judge/findings.js';
import { findAmbiguous } from '../kinds/ambiguous.js';
import { conflictingDuplicates } from '../kinds/conflicting-duplicates.js';
import { findLeakage } from '../kinds/leakage.js';
import type { RowKeys } from '../kinds/row-keys.js';
import { keysOfTexts } from '../kinds/row-keys.js';
import { type Kind, LISTED_APART } from '../report/kinds.js';
import type { FoundKinds } from '../report/row-kinds.js';
import type { Dataset, DecidedRows } from '../types.js';
import { optionIgnored } from './errors.js';
import type { KindFlags } from './flags.js';

/** What can be looked for: texts to compare, and a training file to compare with. */
interface Conditions {
  readonly all?: true;
  readonly train?: string;
  readonly probabilities?: readonly string[];
  readonly labels?: string;
}

/**
 * The kinds that are looked for.
 *
 * @param usual those looked for where the flags do not say
 * @throws UserError if an option would be ignored
 */
export function wantedKinds(
  { kinds, nearDuplicates }: KindFlags,
  { all, train, labels }: Conditions,
  usual: readonly Kind[],
): ReadonlySet<Kind> {
  const apart = kinds?.filter((kind) => (LISTED_APART as readonly Kind[]).includes(kind)) ?? [];
  if (all && apart.length > 0) {
    throw optionIgnored(`--kinds ${apart[0]}`, '--all ranks every row once', 'Leave out --all.');
  }
  if (kinds?.includes('leakage') && train === undefined) {
    throw optionIgnored(
      '--kinds leakage',
      'no training file is given',
      'Add --train <file>, or leave it out.',
    );
  }
  if (labels !== undefined && (apart.length > 0 || nearDuplicates)) {
    throw optionIgnored(
      nearDuplicates ? '--near-duplicates' : `--kinds ${apart[0]}`,
      'without a data file there are no texts to compare',
      'Name the data file, or leave it out.',
    );
  }
  if (kinds?.includes('near_duplicate') && !nearDuplicates) return new Set(kinds);
  if (nearDuplicates && (all || (kinds !== undefined && !kinds.includes('near_duplicate')))) {
    const why = all ? '--all ranks every row once' : '--kinds leaves them out';
    throw optionIgnored('--near-duplicates', why, 'Leave it out, or add near_duplicate to --kinds.');
  }
  const possible = usual.filter((kind) => kind !== 'leakage' || train !== undefined);
  const chosen = kinds ?? [...possible, ...(nearDuplicates ? ['near_duplicate' as const] : [])];
  return new Set(all ? chosen.filter((kind) => !(LISTED_APART as readonly Kind[]).includes(kind)) : chosen);
}

/**
 * Looks for what else may be wrong with rows.
 *
 * @param wanted the kinds to look for
 * @param options the method, and which rows advice is wanted about
 */
export async function findKinds(
  findings: Findings,
  wanted: ReadonlySet<Kind>,
  { isNoiseAware, about }: { readonly isNoiseAware: boolean; readonly about: 'all' | 'candidates' },
): Promise<FoundKinds> {
  const { dataset, training, judgement, decided } = findings;
  const canCompare = dataset.withoutTexts !== true;
  const needsKeys = canCompare && (wanted.has('conflicting_duplicate') || wanted.has('leakage'));
  const isAsked = about === 'all' ? openRows(dataset, decided) : judgement.isIssue;
  const isOutlier = findings.outliers(isAsked);
  const keys = needsKeys
    ? (findings.wordKeys() ?? { rows: await keysOfTexts(dataset), training: null })
    : null;
  const leaks = wanted.has('leakage') && training !== null && keys?.training != null;
  return {
    isOutlier,
    isAmbiguous: findAmbiguous(dataset.labels, judgement, isNoiseAware, isAsked),
    conflicting:
      keys !== null && wanted.has('conflicting_duplicate')
        ? await conflictingDuplicates(dataset, openKeys(keys.rows, decided), decided?.labels)
        : [],
    near: wanted.has('near_duplicate') && canCompare ? await nearDuplicatesOf(findings) : [],
    leaked: leaks
      ? await findLeakage({ dataset, keys: keys.rows }, { dataset: training, keys: keys.training! })
      : [],
  };
}

/** 1 for rows about which nothing is decided that is held fixed; length n. */
function openRows({ labels }: Dataset, decided: DecidedRows | undefined): Uint8Array {
  return Uint8Array.from(labels, (_, row) =>
    decided === undefined ? 1 : 1 - (decided.isHeld[row]! | decided.isDeleted[row]!),
  );
}

/** Keys that rows which are to be deleted share with none. */
function openKeys(keys: RowKeys, decided: DecidedRows | undefined): RowKeys {
  if (decided === undefined) return keys;
  return {
    *[Symbol.iterator]() {
      let row = 0;
      for (const key of keys) {
        yield decided.isDeleted[row] === 1 ? -1 - row : key;
        row++;
      }
    },
  };
}

async function nearDuplicatesOf({ dataset, decided }: Findings) {
  // Loaded only now: hardly any run looks for them.
  const { nearDuplicates } = await import('../kinds/near-duplicates.js');
  return nearDuplicates(dataset, decided?.labels);
}

/** What was found besides candidates, in lines for people. */
export function describeKinds({ conflicting, near, leaked }: FoundKinds, { training }: Findings): string[] {
  const rowsIn = (groups: FoundKinds['near']) => groups.reduce((sum, { rows }) => sum + rows.length, 0);
  return [
    ...(conflicting.length === 0
      ? []
      : [
          `${counted(rowsIn(conflicting), 'row')} in ${counted(conflicting.length, 'group')} have the same text and different labels: kind conflicting_duplicate`,
        ]),
    ...(near.length === 0
      ? []
      : [
          `${counted(rowsIn(near), 'row')} in ${counted(near.length, 'group')} have nearly the same text and different labels: kind near_duplicate`,
        ]),
    ...(leaked.length === 0
      ? []
      : [
          `${counted(leaked.length, 'row')} also ${leaked.length === 1 ? 'stands' : 'stand'} in ${training!.source}, which was learnt from: kind leakage`,
        ]),
  ];
}
