import { readFile } from 'node:fs/promises';
import type { Findings } from '../find-label-errors.js';
import { rankAllRows } from '../report/choose-rows.js';
import { healthReport } from '../report/health/health-report.js';
import type { PageParts } from '../report/reporter.js';

/** Where the build has put the page's own files. */
const FOLDER = new URL('../report/html/page/', import.meta.url);
const SCRIPTS = ['candidates.js', 'controls.js'];

/** Reads the page's own files, and works out what it says of the data set as a whole. */
export async function pageParts(findings: Findings, settings: object): Promise<PageParts> {
  const read = (name: string) => readFile(new URL(name, FOLDER), 'utf8');
  return {
    health: healthReport(findings, rankAllRows(findings.judgement), settings),
    style: await read('report.css'),
    scripts: await Promise.all(SCRIPTS.map(read)),
  };
}
