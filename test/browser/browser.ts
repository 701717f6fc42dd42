/** A browser, and a review in it: the program itself, as it was built, and its page. */
import { type ChildProcess, spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, onTestFinished, type TestContext } from 'vitest';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];
export const BIN = fileURLToPath(new URL('../../bin/find-label-errors.js', import.meta.url));

/** Where a browser of the family is installed; undefined where none is. */
export const executable = (process.env.PATH ?? '')
  .split(path.delimiter)
  .flatMap((folder) => NAMES.map((name) => path.join(folder, name)))
  .find(isExecutable);

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Skips the running test, saying why, where there is no browser. */
export function needBrowser(context: TestContext): void {
  context.skip(executable === undefined, 'skipped: no Chromium found on the PATH');
}

let browser: Browser | undefined;
afterAll(() => browser?.close());

/** A window of its own, as a person has it who has never seen the page; closed when the test is over. */
export async function openWindow(
  options: Parameters<Browser['newContext']>[0] = {},
): Promise<BrowserContext> {
  browser ??= await chromium.launch({
    executablePath: executable!,
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  context.setDefaultTimeout(15_000);
  onTestFinished(() => context.close());
  return context;
}

/** A running `find-label-errors review`. */
export interface Program {
  readonly child: ChildProcess;
  /** The address that it has printed. */
  readonly address: string;
  /** What it has said on standard error so far. */
  said(): string;
  /** Sends a signal and waits for the end; resolves to the exit code. */
  end(signal?: NodeJS.Signals): Promise<number | null>;
  readonly ended: Promise<number | null>;
}

/** Starts a review in a folder, and waits for the address of its page. */
export async function startReview(
  file: string,
  args: readonly string[] = ['--no-open'],
  env: NodeJS.ProcessEnv = {},
  command: 'review' | 'audit' = 'review',
): Promise<Program> {
  const child = spawn(process.execPath, [BIN, command, path.basename(file), ...args], {
    cwd: path.dirname(file),
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env.PATH, ...env },
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (chunk) => {
    said += chunk;
  });
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  onTestFinished(() => void child.kill('SIGKILL'));
  const address = await new Promise<string>((resolve, reject) => {
    child.stdout.setEncoding('utf8').once('data', (line: string) => resolve(line.trim()));
    child.once('exit', () => reject(new Error(said)));
  });
  const end = (signal: NodeJS.Signals = 'SIGINT') => {
    child.kill(signal);
    return ended;
  };
  return { child, address, said: () => said, end, ended };
}

/** Opens the page of a review, and waits until a candidate is shown. What goes wrong in it fails the test. */
export async function openPage(context: BrowserContext, address: string): Promise<Page> {
  const page = await context.newPage();
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(String(error)));
  page.on('console', (message) => {
    // A request that was not answered, or refused, is told to the console by the browser itself.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      problems.push(message.text());
  });
  onTestFinished(() => {
    if (problems.length > 0) throw new Error(problems.join('\n'));
  });
  await page.goto(address);
  await page.getByTestId('text').waitFor();
  return page;
}
