import type { Io } from './io.js';

const CLEAR_LINE = '\r\x1b[K';

/** Shows on a terminal which statement an engine runs, and nothing anywhere else. */
export function showStatements(
  { stderr: stream, env, process: running }: Io,
  engine: string,
): { readonly report: (name: string) => void; readonly clear: () => void } {
  if (!stream.isTTY || env.TERM === 'dumb') return { report: () => {}, clear: () => {} };
  let shown = false;
  const clear = () => {
    if (shown) stream.write(CLEAR_LINE);
    shown = false;
  };
  // A signal ends the process by way of its exit, since engines have things to tidy up.
  running.onExit(clear);
  return {
    report(name) {
      stream.write(`${CLEAR_LINE}${engine}: ${name} …`);
      shown = true;
    },
    clear,
  };
}
