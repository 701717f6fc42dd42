/** The page's own files, by fixed names. A request never causes another file to be read. */
import { readFile } from 'node:fs/promises';

/** A response. */
export interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string | Uint8Array;
}

/** The response for each path, given the token for the page. */
export type Assets = ReadonlyMap<string, (token: string) => Answer>;

const TYPES = {
  html: 'text/html; charset=utf-8',
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
} as const;

/** The scripts of the page, lit-html among them; they import each other by these names. */
const SCRIPTS = [
  'main actions api app bulk candidate-columns candidate-view class-dialog class-keys describe-decision dialog filters',
  'heat-map help-dialog keys lit-html list-view notices pace similar-view status-bar store',
].flatMap((names) => names.split(' '));

/** The style sheets of the page, besides `page.css` and the report's colours. */
const STYLES = 'bar candidate classes controls dialogs heat-map list narrow panes text'.split(' ');

/** Placeholder in the page for the token. */
const TOKEN_PLACE = '%TOKEN%';

/**
 * Reads the page's files into memory.
 *
 * @param folder where the built page is
 */
export async function readAssets(folder: URL): Promise<Assets> {
  const own = (name: string) => new URL(name, folder);
  const files = [
    ['/', own('page.html'), 'html'],
    ['/colours.css', own('../../report/html/page/colours.css'), 'css'],
    ['/page.css', own('page.css'), 'css'],
    ...STYLES.map((name) => [`/${name}.css`, own(`styles/${name}.css`), 'css'] as const),
    ['/icon.svg', own('icon.svg'), 'svg'],
    ...SCRIPTS.map((name) => [`/${name}.js`, own(`${name}.js`), 'js'] as const),
  ] as const;
  const assets = new Map<string, (token: string) => Answer>();
  for (const [path, file, type] of files) {
    const text = await readFile(file, 'utf8');
    assets.set(path, (token) => ({
      status: 200,
      type: TYPES[type],
      body: type === 'html' ? text.replace(TOKEN_PLACE, token) : text,
    }));
  }
  return assets;
}
