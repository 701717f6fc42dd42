/** Text as wide as a terminal shows it, which is not as long as it is. */
import stringWidth from 'string-width';

let segmenter: Intl.Segmenter | undefined;

/** Characters as people see them. */
function graphemes(text: string): Iterable<{ readonly segment: string }> {
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  return segmenter.segment(text);
}

/**
 * Cuts text to a display width, at the border of a character as people see it.
 *
 * @example
 * cutTo('漢字仮名', 5) // '漢字…'
 */
export function cutTo(text: string, width: number): string {
  // More code units than this do not fit, and cutting them first keeps a long text from being segmented whole.
  const head = text.slice(0, width * 8);
  if (head.length === text.length && stringWidth(text) <= width) return text;
  return `${beginOf(head, width - 1).trimEnd()}…`;
}

/** The longest begin of a text that is no wider than this. */
function beginOf(text: string, width: number): string {
  let shown = '';
  let used = 0;
  for (const { segment } of graphemes(text)) {
    used += stringWidth(segment);
    if (used > width) break;
    shown += segment;
  }
  return shown;
}

/** Parts a text without spaces into pieces of a display width, each with at least one character. */
export function partsOf(text: string, width: number): string[] {
  const parts: string[] = [];
  let part = '';
  let used = 0;
  for (const { segment } of graphemes(text)) {
    const wide = stringWidth(segment);
    if (part !== '' && used + wide > width) {
      parts.push(part);
      [part, used] = ['', 0];
    }
    part += segment;
    used += wide;
  }
  return [...parts, part];
}
