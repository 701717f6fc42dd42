/** Renders a page of the manual for a terminal: marked parses the Markdown, this file lays it out. */
import { styleText } from 'node:util';
import { marked, type Token, type Tokens } from 'marked';
import { visible } from '../../report/escape.js';
import { wrap } from '../../report/layout.js';
import { fitHelp } from '../terminal/help-text.js';
import { renderTable } from './render-table.js';

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
