/** How long the stages of this run take. */

const stages: { readonly name: string; readonly begun: number }[] = [{ name: 'start-up', begun: 0 }];

/** Says that a stage begins, and with it ends the one before. */
export function beginStage(name: string): void {
  stages.push({ name, begun: performance.now() });
}

/** What `--timings` prints: seconds of each stage in order, of the whole, and the memory that it took at most. */
export function describeTimings(): string[] {
  const now = performance.now();
  const seconds = new Map<string, number>();
  for (const [at, { name, begun }] of stages.entries()) {
    const took = ((stages[at + 1]?.begun ?? now) - begun) / 1000;
    seconds.set(name, (seconds.get(name) ?? 0) + took);
  }
  const width = Math.max(...[...seconds.keys()].map(({ length }) => length));
  const line = (name: string, took: number) => `  ${name.padEnd(width)} ${took.toFixed(2).padStart(8)} s`;
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  return [
    'timings:',
    ...[...seconds].map(([name, took]) => line(name, took)),
    line('in all', now / 1000),
    `  processor time ${((userCPUTime + systemCPUTime) / 1e6).toFixed(2)} s, memory ${Math.ceil(maxRSS / 1024)} MB at most`,
  ];
}
