const CLEAR_LINE = '\r\x1b[K';

/** Shows on a terminal which statement an engine runs, and nothing anywhere else. */
export function showStatements(
  stream: NodeJS.WriteStream,
  engine: string,
): { readonly report: (name: string) => void; readonly clear: () => void } {
  if (!stream.isTTY || process.env.TERM === 'dumb') return { report: () => {}, clear: () => {} };
  let shown = false;
  return {
    report(name) {
      stream.write(`${CLEAR_LINE}${engine}: ${name} …`);
      shown = true;
    },
    clear() {
      if (shown) stream.write(CLEAR_LINE);
      shown = false;
    },
  };
}
