/** Measures the stages of a run. */
export class Timings {
  readonly #stages: { readonly name: string; readonly begun: number }[] = [{ name: 'start-up', begun: 0 }];
  readonly #elapsed: () => number;

  /** @param elapsed milliseconds since the program was started */
  constructor(elapsed: () => number) {
    this.#elapsed = elapsed;
  }

  /** Begins a stage, and ends the one before. */
  begin(name: string): void {
    this.#stages.push({ name, begun: this.#elapsed() });
  }

  /**
   * The output of `--timings`: seconds of each stage in order, total, and resources of the process.
   *
   * @param usage seconds of CPU time, and maximum of memory in megabytes
   */
  describe({ seconds, megabytes }: { readonly seconds: number; readonly megabytes: number }): string[] {
    const now = this.#elapsed();
    const took = new Map<string, number>();
    for (const [at, { name, begun }] of this.#stages.entries()) {
      const end = this.#stages[at + 1]?.begun ?? now;
      took.set(name, (took.get(name) ?? 0) + (end - begun) / 1000);
    }
    const width = Math.max(...[...took.keys()].map(({ length }) => length));
    const line = (name: string, value: number) => `  ${name.padEnd(width)} ${value.toFixed(2).padStart(8)} s`;
    return [
      'timings:',
      ...[...took].map(([name, value]) => line(name, value)),
      line('in all', now / 1000),
      `  processor time ${seconds.toFixed(2)} s, memory ${megabytes} MB at most`,
    ];
  }
}
