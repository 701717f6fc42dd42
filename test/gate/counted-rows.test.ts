import fc from 'fast-check';
import { expect, test } from 'vitest';
import { countEach, countedRows } from '../../src/gate/counted-rows.js';

const none = new Map<string, number>();
const rows = fc
  .array(fc.tuple(fc.constantFrom('a', 'b', 'c', 'd'), fc.boolean()), { maxLength: 30 })
  .map((pairs) => ({
    fingerprints: pairs.map(([name]) => name),
    isCandidate: Uint8Array.from(pairs, ([, is]) => Number(is)),
  }));
const counts = fc
  .dictionary(fc.constantFrom('a', 'b', 'c', 'd'), fc.integer({ min: 1, max: 5 }))
  .map((object) => new Map(Object.entries(object)));

test('without anything excused, all count', () => {
  fc.assert(
    fc.property(rows, (some) => countedRows(some, { old: none, accepted: none }).every((does) => does === 1)),
  );
});

test('as many candidates count as are more than were accepted, and never more than are new', () => {
  fc.assert(
    fc.property(rows, counts, counts, (some, old, accepted) => {
      const counted = countedRows(some, { old, accepted });
      const total = (of: (row: number) => boolean, name: string) =>
        some.fingerprints.filter((it, row) => it === name && of(row)).length;
      for (const name of new Set(some.fingerprints)) {
        const all = total(() => true, name);
        const candidates = total((row) => some.isCandidate[row] === 1, name);
        const counting = total((row) => some.isCandidate[row] === 1 && counted[row] === 1, name);
        const fresh = Math.max(0, all - (old.get(name) ?? 0));
        const open = Math.max(0, candidates - (accepted.get(name) ?? 0));
        expect(counting).toBe(Math.min(candidates, fresh, open));
      }
    }),
  );
});

test('an accepted row never comes back, whatever is shuffled or inserted', () => {
  const withOthers = fc.tuple(rows, rows, fc.array(fc.nat(), { minLength: 60, maxLength: 60 }));
  fc.assert(
    fc.property(withOthers, ([reviewed, inserted, order]) => {
      const accepted = countEach(reviewed.fingerprints.filter((_, row) => reviewed.isCandidate[row] === 1));
      // What is inserted says something else.
      const all = [
        ...reviewed.fingerprints.map((name, row) => [name, reviewed.isCandidate[row]!] as const),
        ...inserted.fingerprints.map((name, row) => [`new ${name}`, inserted.isCandidate[row]!] as const),
      ];
      const shuffled = all
        .map((row, at) => [order[at]!, row] as const)
        .sort((a, b) => a[0] - b[0])
        .map(([, row]) => row);
      const fingerprints = shuffled.map(([name]) => name);
      const isCandidate = Uint8Array.from(shuffled, ([, is]) => is);
      const counted = countedRows({ fingerprints, isCandidate }, { old: none, accepted });
      for (const [row, name] of fingerprints.entries()) {
        if (isCandidate[row] === 1) expect(counted[row] === 1).toBe(name.startsWith('new '));
      }
    }),
  );
});
