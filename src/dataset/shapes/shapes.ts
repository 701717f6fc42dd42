/** The annotation tools whose files are recognised, an entry each. */
import { argilla, argillaFlat } from './argilla.js';
import { spacyCategories } from './categories.js';
import { chat } from './chat.js';
import { questionIgnored } from './errors.js';
import { fixedPlaces } from './fixed-places.js';
import { groundTruth } from './ground-truth.js';
import { kili } from './kili.js';
import { labelStudio } from './label-studio.js';
import { labelStudioMin } from './label-studio-min.js';
import { prodigy } from './prodigy.js';
import type { Asked, KnownShape, Recognise } from './shape.js';

const TOOLS: readonly Recognise[] = [
  labelStudio,
  argilla,
  argillaFlat,
  prodigy,
  groundTruth,
  spacyCategories,
  chat,
  kili,
  labelStudioMin,
  fixedPlaces,
];

/**
 * Recognises the file of an annotation tool by its rows.
 *
 * @param rows some rows of a file
 * @returns null where it is none of them
 * @throws UserError if it is not clear where the labels are, or the question that the user names is not there
 * @example
 * recogniseShape(tasks, { file: 'tasks.json', question: undefined, label: undefined, mustFit: true })?.tool // 'Label Studio'
 */
export function recogniseShape(rows: readonly object[], asked: Asked): KnownShape | null {
  for (const recognise of TOOLS) {
    const shape = recognise(rows, asked);
    if (shape !== null) return shape;
  }
  if (asked.question !== undefined && asked.mustFit) throw questionIgnored(asked.file);
  return null;
}
