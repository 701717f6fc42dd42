import { existsSync } from 'node:fs';
import { decisionsFileOf } from '../../../corrections/decision-file.js';
import { readDatasets } from '../../../dataset/read-dataset.js';
import { correctRows } from '../../../export/corrected-rows.js';
import { describeReading } from '../../../report/describe-findings.js';
import type { Dataset, Judgement } from '../../../types.js';
import { findDecisions, type KnownDecisions, matchDecisions } from '../../decisions/known-decisions.js';
import { judge } from '../../judge.js';
import type { ExportRequest } from '../../request/correct.js';
import type { Io } from '../../terminal/io.js';
import { decisionsOfOne, exportWithoutTexts } from '../errors.js';
import { exportForAnnotation } from './annotation.js';
import { checkFolder } from './folder.js';
import { findHub } from './hub.js';
import { exportForHub } from './hugging-face.js';

/** Writes a data set with its corrections in the format of another tool, and pushes it to the Hub on request. */
export async function exportDataset(request: ExportRequest, io: Io): Promise<void> {
  const { folder, inputs, force, judging, push, target } = request;
  requireClearDecisions(request);
  await checkFolder(folder, { inputs, force });
  const hub = push === null ? null : await findHub(push, io);
  const { dataset, judgement, known } =
    judging === null ? await readOnly(request, io) : await judge(judging, io);
  if (dataset.withoutTexts) throw exportWithoutTexts(dataset.source);
  const corrected = correctRows(dataset, known);
  if (target === 'huggingface') {
    await exportForHub({ dataset, judgement, corrected }, request, hub, io);
  } else {
    const agent = `find-label-errors/${judging!.method.method}`;
    await exportForAnnotation(
      { dataset, judgement: judgement!, corrected, agent },
      { ...request, target },
      io,
    );
  }
}

/** The data set to export, and the findings about it. */
interface Found {
  readonly dataset: Dataset;
  /** null where rows are not judged. */
  readonly judgement: Judgement | null;
  readonly known: KnownDecisions | null;
}

/** Decisions beside one of several files would be ignored silently. */
function requireClearDecisions({ files, looksBeside }: ExportRequest): void {
  if (files.length === 1 || !looksBeside) return;
  const beside = files.map(decisionsFileOf).find(existsSync);
  if (beside !== undefined) throw decisionsOfOne(beside);
}

/** Reads a data set that is not judged. */
async function readOnly({ files, data, decisions, quiet }: ExportRequest, io: Io): Promise<Found> {
  const found = decisions === null ? null : await findDecisions(decisions, quiet, io);
  const [dataset] = await readDatasets([{ paths: files, onText: () => {} }], data);
  if (!quiet) io.tell(describeReading(dataset!));
  const known = found === null ? null : await matchDecisions(found, dataset!, quiet, io);
  return { dataset: dataset!, judgement: null, known };
}
