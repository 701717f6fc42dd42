/** The next steps after an export. */
import type { Target } from '../../../export/targets.js';

/** The next step for a folder; file names are not escaped. */
export const NEXT_STEPS: Readonly<Record<Target, (folder: string) => string>> = {
  huggingface: (folder) => `Load it with datasets.load_dataset("${folder}").`,
  argilla: (folder) => `Load it with rg.Dataset.from_disk("${folder}").`,
  'argilla-v1': () =>
    'Load the file with datasets.load_dataset, then rg.read_datasets(…, task="TextClassification").',
  'label-studio': () =>
    'In a project, paste label_config.xml under Settings, Labeling Interface, Code; then import the tasks.',
};
