import { tellUser } from './terminal.js';

/** Prints what `--timings` asks for; loaded when the run is over. */
export async function tellTimings(): Promise<void> {
  const { describeTimings } = await import('./timings.js');
  tellUser(describeTimings());
}
