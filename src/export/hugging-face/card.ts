/**
 * The data set card: README.md with front matter that `datasets` reads, and a part about each split. All else in an
 * existing card, in its front matter or around our parts, belongs to its owner and is kept.
 */
import { type Document, isMap, isScalar, parse, parseDocument, type ScalarTag, visit } from 'yaml';
import { markdownCell, safeJson } from '../../report/escape.js';
import { exportedCardBroken } from '../errors.js';
import type { CardFeature } from './features.js';
import type { StoredFile } from './other-files.js';
import { mergeSplits, type SplitInfo } from './splits.js';

/** The split that was just exported, for the card. */
export interface CardSource {
  /** Title of a new card. */
  readonly title: string;
  readonly features: readonly CardFeature[];
  readonly split: SplitInfo;
  /** Size of the split's files. */
  readonly fileBytes: number;
  /** File name extension of these. */
  readonly format: string;
  /** Markdown about the split. */
  readonly about: string;
}

/** What exists where the card is written. */
export interface CardPlace {
  /** For messages. */
  readonly name: string;
  /** The existing card; null where there is none. */
  readonly card: string | null;
  /** The data files besides those of the split. */
  readonly otherFiles: readonly StoredFile[];
}

/**
 * Makes a card, or updates the existing one.
 *
 * @throws UserError if the existing one is damaged, or if its other splits have other columns or classes
 */
export function makeCard(source: CardSource, place: CardPlace): string {
  const { front, body } = splitCard(place);
  const document = parseFront(front, place.name);
  const { info, configs } = mergeSplits(source, document.toJS() ?? {}, place);
  if (place.card === null) document.set('task_categories', ['text-classification']);
  document.set('dataset_info', quoted(document, info));
  document.set('configs', quoted(document, configs));
  const before = body ?? newBody(source.title);
  return `---\n${document.toString({ lineWidth: 0 })}---\n${withPart(before, source.split.name, source.about)}`;
}

function splitCard({ card }: CardPlace): { front: string; body: string | null } {
  if (card === null) return { front: '', body: null };
  const [whole, front] = /^\ufeff?---[ \t]*\r?\n([\s\S]*?)(?:^)---[ \t]*(?:\r?\n|$)/m.exec(card) ?? [];
  return whole === undefined || !card.startsWith(whole)
    ? { front: '', body: card }
    : { front: front!, body: card.slice(whole.length) };
}

function parseFront(front: string, file: string): Document {
  const document = parseDocument(front, { customTags: (tags) => [...tags, ESCAPED] });
  const [problem] = document.errors;
  if (problem !== undefined) {
    // The front matter begins on the second line.
    const line = (problem.linePos?.[0].line ?? 0) + 1;
    throw exportedCardBroken(`${file}:${line}`, problem.message.replace(/ at line \d+[\s\S]*$/, ''));
  }
  if (document.contents !== null && !isMap(document.contents)) {
    throw exportedCardBroken(file, 'it is no list of keys and values');
  }
  return document;
}

/** Our texts in double quotes, with acting characters escaped. */
const ESCAPED: ScalarTag = {
  tag: 'tag:yaml.org,2002:str',
  default: true,
  format: 'ESCAPED',
  identify: (value) => typeof value === 'string',
  resolve: (text) => text,
  // YAML's double quotes have the escapes of JSON.
  stringify: ({ value }) => safeJson(value),
};

/**
 * A value whose texts every version of YAML reads as texts: in some, unquoted yes, 12:30 and 2024-01-01 are other
 * types. Acting characters are escaped.
 */
function quoted(document: Document, value: unknown) {
  const node = document.createNode(value);
  visit(node, {
    Scalar(_, scalar) {
      if (isScalar(scalar) && typeof scalar.value === 'string' && !isPlain(scalar.value)) {
        scalar.format = ESCAPED.format!;
      }
    },
  });
  return node;
}

function isPlain(text: string): boolean {
  if (!/^[\p{L}\p{N}_/*-][\p{L}\p{N}_/*. -]*$/u.test(text)) return false;
  try {
    return parse(text, { version: '1.1' }) === text && !/^[yn]$/i.test(text);
  } catch {
    return false;
  }
}

function newBody(title: string): string {
  return `
# ${markdownCell(title)}

<!-- Write about the data here. Your text is kept when the card is made again. -->
`;
}

/** Replaces our part about a split, or appends it. */
function withPart(body: string, split: string, about: string): string {
  const [begin, end] = [
    `<!-- find-label-errors: begin ${split} -->`,
    `<!-- find-label-errors: end ${split} -->`,
  ];
  const part = `${begin}\n${about}${end}`;
  const from = body.indexOf(begin);
  const to = body.indexOf(end, from);
  if (from !== -1 && to !== -1) return body.slice(0, from) + part + body.slice(to + end.length);
  return `${body.trimEnd() === '' ? '' : `${body.trimEnd()}\n`}\n${part}\n`;
}
