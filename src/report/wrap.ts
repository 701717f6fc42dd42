import stringWidth from 'string-width';

/** Lines are never made narrower than this, since a word has to fit somewhere. */
const NARROWEST = 30;

/** Breaks a text at its spaces into lines of a display width. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && stringWidth(longer) > Math.max(width, NARROWEST)) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return [...lines, line];
}
