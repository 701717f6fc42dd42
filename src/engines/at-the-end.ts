/** Exit codes of a process that a signal ended, as shells count them. */
const SIGNALS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/**
 * Does something should the process end by itself or by a signal.
 *
 * @param act must not wait for anything
 * @returns how to forget about it
 */
export function atTheEnd(act: () => void): () => void {
  const handlers = Object.entries(SIGNALS).map(([signal, code]) => {
    const handler = () => process.exit(code);
    process.on(signal, handler);
    return () => process.off(signal, handler);
  });
  process.on('exit', act);
  return () => {
    process.off('exit', act);
    for (const off of handlers) off();
  };
}
