/** Showing an address in the person's browser. */
import { spawn } from 'node:child_process';
import type { Io } from '../../terminal/io.js';

/** The command that opens an address on each system. */
const OPENERS: Readonly<Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>>> = {
  darwin: ['open'],
  // Not `start`, which is a command of cmd.exe and would read the address as one more command line.
  win32: ['rundll32', 'url.dll,FileProtocolHandler'],
};

/** How long to wait for what says that there is no browser, in milliseconds. */
const PATIENCE = 3000;

/**
 * Opens an address in the browser that the system prefers. It goes on running when this program ends.
 *
 * @returns undefined where that seems to have worked, else why not
 */
export function openBrowser(address: string): Promise<string | undefined> {
  const [command, ...args] = OPENERS[process.platform] ?? ['xdg-open'];
  return new Promise((resolve) => {
    const child = spawn(command, [...args, address], { stdio: 'ignore', detached: true });
    child.once('error', () => resolve(`${command} is not there`));
    child.once('exit', (code) => resolve(code === 0 ? undefined : `${command} has failed`));
    setTimeout(resolve, PATIENCE, undefined).unref(); // some openers stay as long as the browser does
    child.unref();
  });
}

/** Whether this runs on another machine than the one that the person sits at. */
export function isRemote(env: Io['env']): boolean {
  return env.SSH_CONNECTION !== undefined && env.DISPLAY === undefined && env.WAYLAND_DISPLAY === undefined;
}
