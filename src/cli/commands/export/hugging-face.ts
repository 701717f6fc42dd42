/** Export for Hugging Face: to a folder, and from there to the Hub. */
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { counted } from '../../../errors/wording.js';
import type { CorrectedRows } from '../../../export/corrected-rows.js';
import { openCandidates, rowsToPublish } from '../../../export/corrected-rows.js';
import { aboutSplit } from '../../../export/hugging-face/about.js';
import { type CardPlace, makeCard } from '../../../export/hugging-face/card.js';
import { dataFiles, isDataFile, type PublishedSource } from '../../../export/hugging-face/data-files.js';
import { cardFeatures } from '../../../export/hugging-face/features.js';
import type { StoredFile } from '../../../export/hugging-face/other-files.js';
import { publishedShape } from '../../../export/hugging-face/published-shape.js';
import { onePiece } from '../../../export/json-pieces.js';
import { checkClassNames, wellFormed } from '../../../export/storable.js';
import type { ExportFile } from '../../../export/targets.js';
import type { Dataset, Judgement } from '../../../types.js';
import { packageVersion } from '../../package.js';
import type { ExportRequest } from '../../request/correct.js';
import type { Io } from '../../terminal/io.js';
import { commandWith } from '../../terminal/terminal.js';
import { noRowsToExport } from '../errors.js';
import { lookAtFolder, NEXT_STEPS, writeFolder } from './folder.js';
import type { FoundHub } from './hub.js';

/** A data set, and the judgement of its labels. */
export interface HubSource {
  readonly dataset: Dataset;
  /** null where no row was judged, since all are exported. */
  readonly judgement: Judgement | null;
  readonly corrected: CorrectedRows;
}

/** Makes the card, once the size of the split's files is known. */
type CardMaker = (place: CardPlace, fileBytes: number) => string;

/**
 * Writes the folder, and pushes it to the Hub if that was requested.
 *
 * @throws UserError if no row is left, if the folder or the card cannot be written, or if the Hub refuses
 */
export async function exportForHub(
  { dataset, judgement, corrected }: HubSource,
  plan: ExportRequest,
  hub: FoundHub | null,
  io: Io,
): Promise<void> {
  const say = (lines: readonly string[]) => {
    if (!plan.quiet) io.tell(lines);
  };
  checkClassNames('Hugging Face', dataset.classes, wellFormed);
  const rows = judgement === null ? rowsToPublish(corrected) : openCandidates(judgement, corrected);
  if (rows.length === 0) throw noRowsToExport(dataset.source, plan.only);
  const shape = await publishedShape(dataset, rows);
  say(shape.notes.map((note) => `${dataset.source}: ${note}`));
  if (plan.format === 'jsonl' && shape.times.length > 0) {
    say([
      `${dataset.source}: datasets takes ${shape.times.join(', ')} for times when it reads JSON, and writes them otherwise; --format parquet keeps them`,
    ]);
  }
  const format = plan.format === 'jsonl' ? 'jsonl' : 'parquet';
  const source: PublishedSource = { dataset, corrected, rows, shape, split: plan.split, format };
  const card = cardMaker(source, plan, hub);
  const found = await lookAtFolder(plan.folder);
  const local = placeOf(path.join(plan.folder, 'README.md'), found, plan.split);
  const remote = hub && placeOf(`README.md of ${hub.place.repo}`, hub.state, plan.split);
  // Errors of the card are reported before the rows are written.
  for (const place of [local, remote]) if (place !== null) card(place, 0);

  let fileBytes = 0;
  const files = withCard(source, (bytes) => {
    fileBytes = bytes;
    return card(local, bytes);
  });
  const names = await writeFolder(plan.folder, files, (name) => isDataFile(name, plan.split), io);
  const what = plan.only === 'candidates' ? 'open candidate' : 'row';
  say([
    `${plan.folder}: ${counted(rows.length, what)} as split ${plan.split} in ${names.join(', ')}`,
    NEXT_STEPS.huggingface(plan.folder),
  ]);
  if (hub === null) return;
  const remoteCard = card(remote!, fileBytes);
  say([await send(hub, { plan, names, remoteCard }, io)]);
}

function cardMaker(source: PublishedSource, plan: ExportRequest, hub: FoundHub | null): CardMaker {
  const { dataset, corrected, rows, shape, split } = source;
  const { classes } = dataset;
  const { only, folder } = plan;
  const title = hub?.place.repo.split('/')[1] ?? path.basename(path.resolve(folder));
  const about = aboutSplit({ split, classes, corrected, rows, only, version: packageVersion() });
  const features = cardFeatures(shape.columns, classes);
  const info = { name: split, num_bytes: shape.bytes, num_examples: shape.rowCount };
  const common = { title, features, split: info, about, format: source.format };
  return (place, fileBytes) => makeCard({ ...common, fileBytes }, place);
}

function placeOf(
  name: string,
  { card, files }: { readonly card: string | null; readonly files: readonly StoredFile[] },
  split: string,
): CardPlace {
  return { name, card, otherFiles: files.filter((file) => !isDataFile(file.name, split)) };
}

/** The data files, and then the card, which contains their size. */
async function* withCard(
  source: PublishedSource,
  card: (fileBytes: number) => string,
): AsyncGenerator<ExportFile> {
  let bytes = 0;
  for (const { name, pieces } of dataFiles(source)) {
    yield {
      name,
      pieces: counting(pieces, (size) => {
        bytes += size;
      }),
    };
  }
  yield { name: 'README.md', pieces: onePiece(card(bytes)) };
}

async function* counting(
  pieces: AsyncIterable<string | Uint8Array>,
  add: (bytes: number) => void,
): AsyncGenerator<string | Uint8Array> {
  for await (const piece of pieces) {
    add(typeof piece === 'string' ? Buffer.byteLength(piece) : piece.length);
    yield piece;
  }
}

async function send(
  { place, state, isPrivate }: FoundHub,
  {
    plan,
    names,
    remoteCard,
  }: { readonly plan: ExportRequest; readonly names: readonly string[]; readonly remoteCard: string },
  io: Io,
): Promise<string> {
  const stale = state.files
    .map(({ name }) => name)
    .filter((name) => isDataFile(name, plan.split) && !names.includes(name));
  const files = names.map((name) => ({
    path: name,
    content:
      name === 'README.md'
        ? new Blob([remoteCard])
        : pathToFileURL(path.resolve(plan.folder, ...name.split('/'))),
  }));
  const again = plan.force ? commandWith('', io).trimEnd() : commandWith('--force', io);
  const { pushToHub } = await import('../../../export/hub.js');
  const page = await pushToHub(place, {
    exists: state.exists,
    isPrivate,
    files,
    stale,
    title: `Export split ${plan.split} with find-label-errors`,
    again,
  });
  return `${place.repo}: pushed to ${page}`;
}
