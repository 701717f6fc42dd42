import stringWidth from 'string-width';
import { partsOf } from './cut.js';

/** Lines are never made narrower than this, since a word has to fit somewhere. */
const NARROWEST = 20;

/** Breaks a text into lines of a display width: at its spaces, and words that are wider anywhere. */
export function wrap(text: string, width: number): string[] {
  const most = Math.max(width, NARROWEST);
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (stringWidth(longer) <= most) {
      line = longer;
      continue;
    }
    if (line !== '') lines.push(line);
    const parts = stringWidth(word) <= most ? [word] : partsOf(word, most);
    lines.push(...parts.slice(0, -1));
    line = parts.at(-1)!;
  }
  return [...lines, line];
}
