/** Export for annotation tools. */
import path from 'node:path';
import { counted } from '../../../errors/wording.js';
import { type AnnotationSource, annotationRows } from '../../../export/annotation-rows.js';
import { argillaFiles, argillaName, argillaV1Files, checkArgillaClasses } from '../../../export/argilla.js';
import { rowsToAnnotate } from '../../../export/corrected-rows.js';
import { checkLabelStudioClasses, labelStudioFiles } from '../../../export/label-studio.js';
import { checkClassNames } from '../../../export/storable.js';
import { TARGET_TRAITS, type Target } from '../../../export/targets.js';
import type { ExportRequest } from '../../request/correct.js';
import type { Io } from '../../terminal/io.js';
import { noRowsToExport } from '../errors.js';
import { NEXT_STEPS, writeFolder } from './folder.js';

/** An export for an annotation tool. */
type AnnotationRequest = ExportRequest & { readonly target: Exclude<Target, 'huggingface'> };

/** Files of earlier exports for the same tool that a new one may not overwrite. */
const OLDER: Readonly<Record<Exclude<Target, 'huggingface'>, RegExp>> = {
  argilla: /^records\.json$/,
  'argilla-v1': /^records\.jsonl?$/,
  'label-studio': /^tasks(-\d+)?\.json$/,
};

/** @throws UserError if no row is left, if a class does not fit, or if the folder cannot be written */
export async function exportForAnnotation(
  source: AnnotationSource,
  request: AnnotationRequest,
  io: Io,
): Promise<void> {
  const { dataset, judgement, corrected } = source;
  const { target, only, folder, quiet } = request;
  checkClasses(target, dataset.classes);
  const rows = rowsToAnnotate(judgement, corrected, only);
  if (rows.length === 0) throw noRowsToExport(dataset.source, only);
  let replaced = 0;
  const files = filesFor(
    target,
    source,
    request,
    annotationRows(source, rows, () => {
      replaced++;
    }),
  );
  const names = await writeFolder(folder, files, (name) => OLDER[target].test(name), io);
  const { name } = TARGET_TRAITS[target];
  const what = only === 'candidates' ? 'open candidate' : 'row';
  if (quiet) return;
  io.tell([
    ...(replaced === 0
      ? []
      : [
          `in ${counted(replaced, 'text')} there are characters that ${name} cannot store: U+FFFD replaces them`,
        ]),
    `${folder}: ${counted(rows.length, what)} for ${name} in ${names.join(', ')}`,
    ...(names.includes('tasks-2.json')
      ? ['There is more than one file, since Label Studio takes 250,000 tasks and 200 MB at a time.']
      : []),
    NEXT_STEPS[target](folder),
  ]);
}

function checkClasses(target: Exclude<Target, 'huggingface'>, classes: readonly string[]): void {
  if (target === 'argilla') checkArgillaClasses(classes);
  else if (target === 'label-studio') checkLabelStudioClasses(classes);
  else checkClassNames('Argilla 1', classes);
}

function filesFor(
  target: Exclude<Target, 'huggingface'>,
  { dataset, agent }: AnnotationSource,
  { format }: AnnotationRequest,
  rows: ReturnType<typeof annotationRows>,
) {
  const { classes, parts, source } = dataset;
  switch (target) {
    case 'argilla': {
      const hasIds = parts.some(({ layout }) => layout.id !== null);
      const name = argillaName(path.basename(source.split(', ')[0]!).replace(/\.[\w.]+$/, ''));
      return argillaFiles({ name, classes, agent, rows, hasIds, hasFiles: parts.length > 1 });
    }
    case 'argilla-v1':
      return argillaV1Files({ format: format === 'json' ? 'json' : 'jsonl', classes, agent, rows });
    case 'label-studio':
      return labelStudioFiles({ classes, agent, rows });
  }
}
