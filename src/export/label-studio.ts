/** Label Studio: tasks with annotations and predictions, and the labeling configuration. */

import type { AnnotationRow } from './annotation-rows.js';
import { labelDoesNotFit } from './errors.js';
import { onePiece } from './json-pieces.js';
import { checkClassNames } from './storable.js';
import type { ExportFile } from './targets.js';

/** Input of an export for Label Studio. */
export interface LabelStudioSource {
  readonly classes: readonly string[];
  /** The source of suggestions: program and method. */
  readonly agent: string;
  readonly rows: AsyncIterable<AnnotationRow>;
  readonly limits?: FileLimits;
}

/** Limits of one file. */
export interface FileLimits {
  readonly tasks: number;
  readonly bytes: number;
}

/** Label Studio's limits for one import. */
const LIMITS: FileLimits = { tasks: 250_000, bytes: 200_000_000 };

/** Label Studio replaces this by a field of the task. */
const VARIABLE = /\$[\w[\].{}]+/;
/** Characters that XML cannot represent. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: the pattern is for control characters
const NOT_XML = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/;

/** @throws UserError if a class cannot be written into the configuration, or has another meaning there */
export function checkLabelStudioClasses(classes: readonly string[]): void {
  checkClassNames('Label Studio', classes);
  const fix = 'Give the classes other names with --classes.';
  for (const name of classes) {
    const [variable] = VARIABLE.exec(name) ?? [];
    if (variable !== undefined) {
      throw labelDoesNotFit(
        'Label Studio',
        name,
        `it takes ${variable} for the name of a field of the task`,
        fix,
      );
    }
    if (NOT_XML.test(name)) {
      throw labelDoesNotFit('Label Studio', name, 'XML has no way to write its control character', fix);
    }
  }
}

/** The files of an export; the tasks are in several files only where one would be too large. */
export async function* labelStudioFiles(source: LabelStudioSource): AsyncGenerator<ExportFile> {
  yield { name: 'label_config.xml', pieces: onePiece(labelConfig(source.classes)) };
  const tasks = new Lookahead(source.rows, (row) => JSON.stringify(taskOf(row, source.agent)));
  await tasks.advance();
  for (let number = 1; tasks.next !== undefined || number === 1; number++) {
    const name = number === 1 ? 'tasks.json' : `tasks-${number}.json`;
    yield { name, pieces: fileOfTasks(tasks, source.limits ?? LIMITS) };
  }
}

/** The labeling configuration. */
export function labelConfig(classes: readonly string[]): string {
  const choices = classes.map((name) => `    <Choice value="${attribute(name)}"/>`);
  return `<View>
  <Text name="text" value="$text"/>
  <Choices name="label" toName="text" choice="single" showInLine="true">
${choices.join('\n')}
  </Choices>
</View>
`;
}

/** The value of an attribute; white space is written as references, since XML parsers normalise it to spaces. */
function attribute(text: string): string {
  return text.replace(/[&<>"'\t\n\r\u0085\u2028]/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** Values of a sequence, with one value of lookahead. */
class Lookahead<T> {
  readonly #values: AsyncIterator<T>;
  readonly #format: (value: T) => string;
  next: string | undefined;

  constructor(values: AsyncIterable<T>, format: (value: T) => string) {
    this.#values = values[Symbol.asyncIterator]();
    this.#format = format;
  }

  async advance(): Promise<void> {
    const { value, done } = await this.#values.next();
    this.next = done ? undefined : this.#format(value);
  }
}

async function* fileOfTasks(
  tasks: Lookahead<AnnotationRow>,
  { tasks: most, bytes: room }: FileLimits,
): AsyncGenerator<string> {
  let [count, bytes] = [0, '[\n\n]\n'.length];
  yield '[\n';
  for (; tasks.next !== undefined; await tasks.advance()) {
    const size = Buffer.byteLength(tasks.next) + (count === 0 ? 0 : ',\n'.length);
    if (count > 0 && (count === most || bytes + size > room)) break;
    yield count === 0 ? tasks.next : `,\n${tasks.next}`;
    count++;
    bytes += size;
  }
  yield count === 0 ? ']\n' : '\n]\n';
}

/** A task: the given label is its annotation, the suggested one its prediction. */
function taskOf({ rank, model, ...row }: AnnotationRow, agent: string) {
  return {
    data: {
      text: row.text,
      given_label: row.given,
      ...(row.before === null ? {} : { label_before: row.before }),
      ...(model === null ? {} : { suggested_label: model.label, label_quality: model.quality }),
      ...(rank === null ? {} : { label_error_candidate: rank }),
      fingerprint: row.id,
      index: row.index,
      ...(row.file === null ? {} : { file: row.file }),
      ...(row.userId === undefined || row.userId === null ? {} : { id: row.userId }),
    },
    annotations: [{ result: [choice(row.given)], ground_truth: row.decided }],
    predictions:
      model === null ? [] : [{ model_version: agent, score: model.score, result: [choice(model.label)] }],
  };
}

function choice(label: string) {
  return { id: 'label', from_name: 'label', to_name: 'text', type: 'choices', value: { choices: [label] } };
}
