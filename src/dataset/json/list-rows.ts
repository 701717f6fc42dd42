/** Rows that are lists, such as ["text", "label"]: their items under names. */

import type { LabelPlace } from '../../types.js';
import type { Path } from '../columns/fields.js';

export class ListRows {
  readonly #names: readonly string[];

  /** @param names of the items; where they are missing, or no names, items are numbered from 1 */
  constructor(names: readonly string[] | null, width: number) {
    const isUsable =
      names !== null && new Set(names).size === names.length && names.every((name) => !/^\d+$/.test(name));
    this.#names = isUsable ? names : Array.from({ length: width }, (_, at) => String(at + 1));
  }

  /** The row as an object; rows that are objects stay as they are. */
  toObject(row: object): object {
    if (!Array.isArray(row)) return row;
    return Object.fromEntries(row.map((item, at) => [this.#names[at] ?? String(at + 1), item]));
  }

  /** A path in such an object as one in the list. */
  toPath(path: Path): Path {
    const at = this.#names.indexOf(String(path[0]));
    return at === -1 ? path : [at, ...path.slice(1)];
  }

  /** A place in such an object as one in the list. */
  toPlace({ locate, ...rest }: LabelPlace): LabelPlace {
    return {
      ...rest,
      locate: (row) => {
        const path = locate(this.toObject(row));
        return path === undefined ? undefined : this.toPath(path);
      },
    };
  }
}
