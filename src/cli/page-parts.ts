import { readFile } from 'node:fs/promises';
import type { Findings } from '../judge/findings.js';
import { healthReport } from '../report/health/health-report.js';
import type { PageParts } from '../report/reporter.js';
import { rankAllRows } from '../report/row-kinds.js';
import { PACKAGE } from './package-folder.js';

/** Where the build has put the page's own files. */
const FOLDER = new URL('dist/report/html/page/', PACKAGE);
const SCRIPTS = ['candidates.js', 'controls.js'];
const STYLES = ['colours.css', 'report.css', 'heat-map.css', 'candidates.css', 'narrow.css', 'print.css'];

/** Reads the page's own files from where the build has put them. */
export async function pageFiles(folder = FOLDER): Promise<Pick<PageParts, 'style' | 'scripts'>> {
  const read = (name: string) => readFile(new URL(name, folder), 'utf8');
  const [styles, scripts] = await Promise.all([STYLES, SCRIPTS].map((names) => Promise.all(names.map(read))));
  return { style: styles!.join('\n'), scripts: scripts! };
}

/** Reads the page's own files, and works out what it says of the data set as a whole. */
export async function pageParts(findings: Findings, settings: object): Promise<PageParts> {
  return {
    health: healthReport(findings, rankAllRows(findings.judgement), settings),
    ...(await pageFiles()),
  };
}
