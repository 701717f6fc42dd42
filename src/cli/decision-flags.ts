/** What the options of the commands about decisions come to; each is undefined where it was not given. */
import type { DataFlags, MethodFlags, WordFlags } from './flags.js';

/** What the options of `decide` come to. `--label` is the label column elsewhere, but the new label here. */
export interface DecideFlags extends Omit<DataFlags, 'label'>, WordFlags, MethodFlags {
  readonly index?: number[];
  readonly line?: number[];
  readonly label?: string;
  readonly labelColumn?: string;
  readonly keep?: true;
  readonly delete?: true;
  readonly skip?: true;
  readonly undo?: true;
  readonly acceptBelow?: number;
  readonly from?: string;
  readonly to?: string;
  readonly import?: string;
  readonly yes?: true;
  readonly decisions?: string;
  readonly quiet?: true;
}

/** What the options of `apply` come to. */
export interface ApplyFlags extends DataFlags {
  readonly output?: string;
  readonly inPlace?: true;
  readonly dryRun?: true;
  readonly decisions?: string;
  readonly color?: boolean;
  readonly quiet?: true;
}
