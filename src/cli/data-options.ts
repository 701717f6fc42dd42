import { readClassNames } from '../dataset/classes/class-names.js';
import type { DataOptions } from '../dataset/read-dataset.js';
import type { DataFlags } from './flags.js';

/** Turns flags into what is said about the data; reads the file of class names, if one is given. */
export async function dataOptions(flags: DataFlags): Promise<DataOptions> {
  const { text, label, id, header, classes, classBase } = flags;
  const { delimiter, encoding, inputFormat, mergeLabels } = flags;
  return {
    text,
    label,
    id,
    header,
    delimiter,
    encoding,
    inputFormat,
    mergeLabels,
    classes: classes === undefined ? undefined : await readClassNames(classes),
    classBase: classBase === undefined ? undefined : classBase === '0' ? 0 : 1,
  };
}
