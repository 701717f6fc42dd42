import type { DialectName } from '../../sql/dialect.js';
import type { MethodFlags } from '../flags.js';

/** What the options of `sql` come to. */
export interface SqlFlags extends MethodFlags {
  readonly dialect?: DialectName;
  readonly table?: string;
  readonly id?: string;
  readonly text?: string[];
  readonly label?: string;
  readonly classes?: string;
  readonly classBase?: '0' | '1';
  readonly prefix: string;
  readonly into: string;
  readonly output?: string;
}
