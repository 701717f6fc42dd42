/** A text for the page: words of the evidence are marked, and acting characters made visible. */
import { ACTING, visible } from '../report/escape.js';
import type { Evidence } from '../types.js';
import { hasUnspacedScript } from '../vectorize/tokenize.js';
import type { TextPart } from './wire.js';

/** Words for and against the suggestion, and how a word of the text is normalised to one of them. */
export interface Marking {
  readonly evidence: readonly Evidence[];
  readonly counterEvidence: readonly Evidence[];
  /** Lower-cases a word and, where stems are counted, stems it. */
  normalize(word: string): string;
  /** Whether the method counts single characters, so that words have no borders. */
  readonly byCharacters: boolean;
}

interface Mark {
  readonly start: number;
  readonly end: number;
  readonly kind: 'for' | 'against';
  readonly weight: number;
  readonly isStrong: boolean;
}

/**
 * Words are marked from 1 nat on, and strongly from 2: weaker ones tell nothing, and catch the eye. Methods that weigh
 * words against other views give all of them less; then a quarter and a half of the text's strongest word count.
 */
const MARKED = { nats: 1, share: 0.25 };
const STRONG = { nats: 2, share: 0.5 };

const WORD = /[\p{L}\p{N}_]{2,}/gu;
/** Acting characters that do no harm on a page: line ends and tabs. */
const HARMLESS = /[\n\t]/;

/**
 * Splits a text into parts: evidence for and against the suggestion, characters that would act instead of being seen,
 * and the rest. Joined, they are the text with acting characters made visible.
 *
 * @example
 * textParts('Oil up', { evidence: [{ token: 'oil', weight: 2 }], counterEvidence: [], normalize: … })
 * // [{ text: 'Oil', kind: 'for', weight: 2, isStrong: true }, { text: ' up', kind: 'plain' }]
 */
export function textParts(text: string, marking: Marking): TextPart[] {
  const parts: TextPart[] = [];
  let at = 0;
  for (const { start, end, ...mark } of withoutOverlaps(findMarks(text, marking))) {
    parts.push(...plainParts(text.slice(at, start)), { text: visible(text.slice(start, end)), ...mark });
    at = end;
  }
  parts.push(...plainParts(text.slice(at)));
  return parts;
}

function plainParts(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let at = 0;
  for (const { 0: character, index } of text.matchAll(ACTING)) {
    if (HARMLESS.test(character)) continue;
    if (character === '\r' && text[index + 1] === '\n') {
      parts.push({ text: text.slice(at, index), kind: 'plain' });
    } else {
      parts.push(
        { text: text.slice(at, index), kind: 'plain' },
        { text: visible(character), kind: 'acting' },
      );
    }
    at = index + character.length;
  }
  parts.push({ text: text.slice(at), kind: 'plain' });
  return parts.filter(({ text: shown }) => shown !== '');
}

function findMarks(text: string, marking: Marking): Mark[] {
  const words = [
    ...marking.evidence.map((word) => ({ ...word, kind: 'for' as const })),
    ...marking.counterEvidence.map((word) => ({ ...word, kind: 'against' as const })),
  ];
  const strongest = Math.max(...words.map(({ weight }) => weight), 0);
  const reaches = ({ nats, share }: typeof MARKED, weight: number) =>
    weight >= Math.min(nats, share * strongest);
  const kinds: Word[] = words
    .filter(({ weight }) => reaches(MARKED, weight))
    .map((word) => ({ ...word, isStrong: reaches(STRONG, word.weight) }));
  if (kinds.length === 0) return [];
  const inside = kinds.filter(({ token }) => marking.byCharacters || hasUnspacedScript(token));
  return [
    ...markWords(text, new Map(kinds.map((word) => [word.token, word])), marking.normalize),
    ...inside.flatMap((word) => markInside(text, word)),
  ];
}

type Word = Evidence & Pick<Mark, 'kind' | 'isStrong'>;

/** Finds words, and sequences of words, that are in the evidence. */
function markWords(text: string, wanted: ReadonlyMap<string, Word>, normalize: Marking['normalize']): Mark[] {
  const longest = Math.max(...[...wanted.keys()].map((token) => token.split(' ').length));
  const words = [...text.matchAll(WORD)].map(({ 0: word, index }) => ({
    name: normalize(word),
    start: index,
    end: index + word.length,
  }));
  return words.flatMap(({ start }, at) => {
    for (let length = longest; length > 0; length--) {
      const run = words.slice(at, at + length);
      const found = wanted.get(run.map(({ name }) => name).join(' '));
      if (found !== undefined) return [{ ...markOf(found), start, end: run.at(-1)!.end }];
    }
    return [];
  });
}

function markOf({ kind, weight, isStrong }: Word) {
  return { kind, weight, isStrong };
}

/** Every occurrence of a word, for scripts and methods without word borders. */
function markInside(text: string, word: Word): Mark[] {
  const { token } = word;
  const lower = text.toLowerCase();
  const searched = lower.length === text.length ? lower : text; // lower-casing can change lengths, and so offsets
  const marks: Mark[] = [];
  for (let at = searched.indexOf(token); at !== -1; at = searched.indexOf(token, at + token.length)) {
    marks.push({ ...markOf(word), start: at, end: at + token.length });
  }
  return marks;
}

/** In order of the text; of marks that overlap, the one that begins first, then the longer one. */
function withoutOverlaps(marks: readonly Mark[]): Mark[] {
  let end = 0;
  return [...marks]
    .sort((a, b) => a.start - b.start || b.end - a.end)
    .filter((mark) => {
      if (mark.start < end) return false;
      end = mark.end;
      return true;
    });
}
