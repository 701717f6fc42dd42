import type { Io } from './io.js';

const CLEAR_LINE = '\r\x1b[K';

/** On a terminal, shows the statement that an engine is running. */
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
  // Signals end the process through its exit, since engines have to clean up.
  running.onExit(clear);
  return {
    report(name) {
      stream.write(`${CLEAR_LINE}${engine}: ${name} …`);
      shown = true;
    },
    clear,
  };
}
