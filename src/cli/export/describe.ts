/** Lines for people about an export. */
import type { CorrectedRows } from '../../export/corrected-rows.js';
import type { Target } from '../../export/targets.js';
import { counted } from '../../report/wording.js';

/** What the decisions come to. */
export function describeCorrections(
  file: string,
  { corrected, deleted, kept }: Pick<CorrectedRows, 'corrected' | 'deleted' | 'kept'>,
): string[] {
  const parts = [
    `${counted(corrected, 'label')} corrected`,
    ...(deleted === 0 ? [] : [`${counted(deleted, 'row')} left out`]),
    ...(kept === 0 ? [] : [`${counted(kept, 'label')} confirmed`]),
  ];
  return [`${file}: ${parts.join(', ')}`];
}

/** How to go on with a folder; file names are shown as they are. */
export const NEXT_STEPS: Readonly<Record<Target, (folder: string) => string>> = {
  huggingface: (folder) => `Load it with datasets.load_dataset("${folder}").`,
  argilla: (folder) => `Load it with rg.Dataset.from_disk("${folder}").`,
  'argilla-v1': () =>
    'Load the file with datasets.load_dataset, then rg.read_datasets(…, task="TextClassification").',
  'label-studio': () =>
    'In a project, paste label_config.xml under Settings, Labeling Interface, Code; then import the tasks.',
};
