/** A short run of the fuzz suite with fixed seeds; `npm run fuzz` runs it as long as you like. */
import fc from 'fast-check';
import { afterAll, test } from 'vitest';
import { makeOracles } from './oracles.js';

const { oracles, close } = makeOracles();
afterAll(close);

test.each(oracles)('$name', async ({ property }) => {
  await fc.assert(property, { seed: 1, numRuns: 150 });
});
