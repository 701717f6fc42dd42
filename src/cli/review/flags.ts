import type { DataFlags, MethodFlags, WordFlags } from '../flags.js';

/** What the options of `review` come to. */
export interface ReviewFlags extends DataFlags, WordFlags, MethodFlags {
  readonly candidates?: string;
  readonly decisions?: string;
  readonly port?: number;
  readonly open: boolean;
  readonly quiet?: true;
}
