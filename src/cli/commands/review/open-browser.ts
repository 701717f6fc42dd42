/** Opens a URL in the user's browser. */
import { spawn } from 'node:child_process';
import type { Io } from '../../terminal/io.js';

/** The command that opens a URL on each system. */
const OPENERS: Readonly<Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>>> = {
  darwin: ['open'],
  // Not `start`, a command of cmd.exe, which would parse the URL as a command line.
  win32: ['rundll32', 'url.dll,FileProtocolHandler'],
};

/** Time to wait for an error of the command, in milliseconds. */
const PATIENCE = 3000;

/**
 * Opens a URL in the system's default browser, which keeps running when this program ends.
 *
 * @returns undefined if that seems to have worked, otherwise the reason why not
 */
export function openBrowser(address: string): Promise<string | undefined> {
  const [command, ...args] = OPENERS[process.platform] ?? ['xdg-open'];
  return new Promise((resolve) => {
    const child = spawn(command, [...args, address], { stdio: 'ignore', detached: true });
    child.once('error', () => resolve(`${command} is not there`));
    child.once('exit', (code) => resolve(code === 0 ? undefined : `${command} has failed`));
    setTimeout(resolve, PATIENCE, undefined).unref(); // some commands run as long as the browser
    child.unref();
  });
}

/** Whether this is a remote machine, with the user at another. */
export function isRemote(env: Io['env']): boolean {
  return env.SSH_CONNECTION !== undefined && env.DISPLAY === undefined && env.WAYLAND_DISPLAY === undefined;
}
