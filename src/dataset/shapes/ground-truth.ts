/** Output manifests of SageMaker Ground Truth: a class by number, and by name in the metadata of the job. */

import { withValues } from '../json/json-label-cells.js';
import { labelIsNoCategory, textsElsewhere } from './errors.js';
import { chooseQuestion, keysOf, propertyOf, type Recognise } from './shape.js';

const NAME = 'class-name';
const metadataOf = (job: string) => `${job}-metadata`;

export const groundTruth: Recognise = (rows, asked) => {
  const jobs = new Set(
    rows.flatMap((row) =>
      keysOf(row).filter((job) => propertyOf(propertyOf(row, metadataOf(job)), NAME) !== undefined),
    ),
  );
  if (jobs.size === 0) return null;
  const job = chooseQuestion([...jobs], asked);
  if (!rows.some((row) => typeof propertyOf(row, 'source') === 'string'))
    throw textsElsewhere(asked.file, 'source-ref');
  const nameOf = (row: unknown) => propertyOf(propertyOf(row, metadataOf(job)), NAME);
  const numbers = new Map(rows.map((row) => [nameOf(row), propertyOf(row, job)]));
  return {
    tool: 'SageMaker Ground Truth',
    text: 'source',
    label: job,
    place: {
      locate: (row) => (nameOf(row) === undefined ? undefined : []),
      read: nameOf,
      write(label, old) {
        const number = numbers.get(label);
        if (number === undefined) throw labelIsNoCategory(label, [...numbers.keys()].map(String));
        return withValues(old, [
          [[job], JSON.stringify(number)],
          [[metadataOf(job), NAME], JSON.stringify(label)],
        ]);
      },
    },
    notes: [`the name of the class is read, and corrected together with its number in ${job}`],
  };
};
