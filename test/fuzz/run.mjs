/**
 * Tries the oracles with new inputs for some minutes: `npm run fuzz -- --minutes 30`, with --seed to go on elsewhere.
 * Ends with 1 where one does not hold, and prints the input and the seed that makes it.
 */
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { makeOracles } from './oracles.js';

const { values } = parseArgs({
  options: { minutes: { type: 'string', default: '5' }, seed: { type: 'string', default: '1000' } },
});
const minutes = Number(values.minutes);
const firstSeed = Number(values.seed);
if (!(minutes > 0) || !Number.isInteger(firstSeed)) {
  throw new Error('Give --minutes a number greater than 0, and --seed a whole number.');
}
const RUNS = 200;

const { oracles, close } = makeOracles();
const end = Date.now() + minutes * 60_000;
const inputs = new Map(oracles.map(({ name }) => [name, 0]));
let seed = firstSeed;
try {
  for (; Date.now() < end; seed++) {
    for (const { name, property } of oracles) {
      const details = await fc.check(property, { seed, numRuns: RUNS });
      inputs.set(name, inputs.get(name) + details.numRuns);
      if (!details.failed) continue;
      console.error(`${name}\n${fc.defaultReportMessage(details)}`);
      process.exitCode = 1;
    }
    if (process.exitCode === 1) break;
  }
} finally {
  close();
}
console.log(`seeds ${firstSeed} to ${seed - 1}, ${minutes} minutes`);
for (const [name, count] of inputs) console.log(`${count.toLocaleString('en')} inputs: ${name}`);
