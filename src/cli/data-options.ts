import { readClassNames } from '../dataset/class-names.js';
import type { DataOptions } from '../dataset/read-dataset.js';
import type { DataFlags } from './options.js';

/** Turns flags into what is said about the data; reads the file of class names, if one is given. */
export async function dataOptions({
  text,
  label,
  header,
  classes,
  classBase,
}: DataFlags): Promise<DataOptions> {
  return {
    text,
    label,
    header,
    classes: classes === undefined ? undefined : await readClassNames(classes),
    classBase: classBase === undefined ? undefined : classBase === '0' ? 0 : 1,
  };
}
