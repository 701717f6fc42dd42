/** Renders a page of the manual for a terminal: marked parses the Markdown, this file lays it out. */

import { styleText } from 'node:util';
import { marked, type Token, type Tokens } from 'marked';
import stringWidth from 'string-width';
import { visible } from '../../report/escape.js';
import { wrap } from '../../report/layout.js';
import { fitHelp } from '../terminal/help-text.js';

/** Options of rendering. */
export interface PageStyle {
  /** Width of lines, in columns. */
  readonly width: number;
  readonly colour: boolean;
}

const INDENT = '  ';
/** wrap() may split longer words, which would also split their escape sequences. */
const LONGEST_STYLED = 20;

/**
 * Lays out Markdown for a terminal: prose is wrapped, tables that are too wide become lists, and characters that act on
 * a terminal are escaped.
 *
 * @returns lines that end with a line feed; none is wider than `width`, where that is 24 or more
 * @example
 * renderPage('# Title\n\nSome *words*.\n', { width: 80, colour: false }) // 'Title\n\n  Some words.\n'
 */
export function renderPage(markdown: string, style: PageStyle): string {
  const lines = renderBlocks(marked.lexer(markdown), style);
  return `${lines.join('\n').trimEnd()}\n`;
}

/** The blocks of a page or list item, separated by empty lines. */
function renderBlocks(tokens: readonly Token[], style: PageStyle): string[] {
  return tokens.flatMap((token) => {
    const lines = renderBlock(token, style);
    return lines.length === 0 ? [] : [...lines, ''];
  });
}

function renderBlock(token: Token, style: PageStyle): string[] {
  const inner = { ...style, width: style.width - INDENT.length };
  switch (token.type) {
    case 'heading':
      return wrap(inline(token.tokens, { ...style, colour: false }), style.width).map((line) =>
        style.colour ? styleText('bold', line, { validateStream: false }) : line,
      );
    case 'code':
      return codeLines(token as Tokens.Code, style);
    case 'list':
      return indented(listLines(token as Tokens.List, inner));
    case 'table': {
      const { header, rows, align } = token as Tokens.Table;
      const cells = [header, ...rows].map((row) => row.map((cell) => inline(cell.tokens, inner)));
      return indented(renderTable(cells, align, inner.width));
    }
    case 'space':
    case 'html':
      return [];
    default:
      return indented(wrap(inline('tokens' in token ? token.tokens : undefined, inner), inner.width));
  }
}

const indented = (lines: readonly string[], by = INDENT) =>
  lines.map((line) => (line === '' ? '' : `${by}${line}`));

/** Commands are wrapped in the syntax of a shell, other lines anywhere. */
function codeLines({ text }: Tokens.Code, { width }: PageStyle): string[] {
  const by = INDENT + INDENT;
  const fitted = (line: string) =>
    line.startsWith('$ ')
      ? fitHelp(by + line, width).split('\n')
      : indented(wrap(line, width - by.length), by);
  return text.split('\n').flatMap((line) => fitted(visible(line)));
}

function listLines({ items, ordered, start }: Tokens.List, style: PageStyle): string[] {
  return items.flatMap(({ tokens, loose }, at) => {
    const bullet = ordered ? `${Number(start) + at}. ` : '- ';
    const room = { ...style, width: style.width - bullet.length };
    const blocks = tokens.flatMap((token) =>
      token.type === 'text' || token.type === 'paragraph'
        ? wrap(inline('tokens' in token ? token.tokens : undefined, room), room.width)
        : renderBlock(token, room),
    );
    const lines = indented(blocks, ' '.repeat(bullet.length));
    return [bullet + (lines[0] ?? '').trimStart(), ...lines.slice(1), ...(loose ? [''] : [])];
  });
}

/** Inline text of a block, on one line. */
function inline(tokens: readonly Token[] | undefined, style: PageStyle): string {
  return (tokens ?? []).map((token) => inlineToken(token, style)).join('');
}

function inlineToken(token: Token, style: PageStyle): string {
  switch (token.type) {
    case 'codespan':
      return style.colour ? emphasized('bold', oneLine(token.text)) : `\`${oneLine(token.text)}\``;
    case 'strong':
      return emphasized(style.colour ? 'bold' : undefined, inline(token.tokens, { ...style, colour: false }));
    case 'link':
      return inlineLink(token as Tokens.Link, style);
    case 'html':
      return '';
    case 'br':
      return ' ';
    default:
      if ('tokens' in token && token.tokens) return inline(token.tokens, style);
      return oneLine('text' in token ? String(token.text) : '');
  }
}

/** A link is shown as the command that prints the page, or as its URL. */
function inlineLink({ href, text, tokens }: Tokens.Link, style: PageStyle): string {
  const page = /^([a-z-]+)\.md\b/.exec(href)?.[1];
  if (page === text) return `help ${page}`;
  const shown = inline(tokens, style);
  if (page !== undefined) return `${shown} (help ${page})`;
  return href.startsWith('http') && href !== text ? `${shown} (${visible(href)})` : shown;
}

const oneLine = (text: string) => visible(text.replace(/\s+/g, ' '));

/** Styles each word separately, since lines are broken between words. */
function emphasized(style: Parameters<typeof styleText>[0] | undefined, text: string): string {
  if (style === undefined) return text;
  return text
    .split(' ')
    .map((word) => (word.length > LONGEST_STYLED ? word : styleText(style, word, { validateStream: false })))
    .join(' ');
}

const GAP = '  ';
const BELOW = '    ';

type Align = 'center' | 'left' | 'right' | null;

/**
 * Lays out a table for a terminal: in columns where they fit. Otherwise each row becomes a paragraph: its first cell, and
 * below it the other cells, with their headings where there are several.
 *
 * @param cells rows of cells, each on one line; the first row has the headings
 * @returns lines, none wider than `width` (where that is 24 or more)
 * @example
 * renderTable([['option', 'what it does'], ['--all', 'every row']], [null, null], 12)
 * // ['--all', '    every', '    row']
 */
export function renderTable(
  cells: readonly (readonly string[])[],
  align: readonly Align[],
  width: number,
): string[] {
  const widths = cells[0]!.map((_, column) =>
    Math.max(...cells.map((row) => stringWidth(row[column] ?? ''))),
  );
  const total = widths.reduce((sum, each) => sum + each, 0) + GAP.length * (widths.length - 1);
  return total <= width ? inColumns(cells, align, widths) : asList(cells, width);
}

function inColumns(
  cells: readonly (readonly string[])[],
  align: readonly Align[],
  widths: readonly number[],
): string[] {
  const lines = cells.map((row) =>
    row
      .map((cell, column) => {
        const space = ' '.repeat(widths[column]! - stringWidth(cell));
        return align[column] === 'right' ? space + cell : cell + space;
      })
      .join(GAP)
      .trimEnd(),
  );
  const rule = widths.map((each) => '─'.repeat(each)).join(GAP);
  return [lines[0]!, rule, ...lines.slice(1)];
}

/** An empty first cell repeats the one above it, as in tables that group rows. */
function asList([head, ...rows]: readonly (readonly string[])[], width: number): string[] {
  let first = '';
  return rows.flatMap((row) => {
    first = row[0] || first;
    const others = row.slice(1).map((cell, at) => {
      const named = row.length > 2 && cell !== '' && head![at + 1] !== '';
      return named ? `${head![at + 1]}: ${cell}` : cell;
    });
    return [
      ...wrap(first, width),
      ...others
        .filter((cell) => cell !== '')
        .flatMap((cell) => wrap(cell, width - BELOW.length).map((line) => BELOW + line)),
    ];
  });
}
