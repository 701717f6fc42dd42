import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Suites that start no programs of their own and mock no module: their files share the modules that they load. */
const SHARING = [
  'confident-learning',
  'corrections',
  'dataset',
  'expectations',
  'explain',
  'gate',
  'judge',
  'kinds',
  'naive-bayes',
  'noise-aware',
  'report',
  'sql',
  'support',
  'vectorize',
].map((folder) => `**/test/${folder}/**/*.test.ts`);

/** The files that take longest, longest first: begun last, one of them would run alone at the end. */
const LONG = [
  'interop/spark',
  'cli/golden-shell',
  'cli/probabilities',
  'engines/duckdb',
  'manual/examples',
  'package',
  'interop/annotation-tools',
  'browser/review',
  'cli/golden',
].map((name) => `/test/${name}.test.ts`);

/** Long files first, those that share modules last and side by side, so that one worker goes on with the next. */
class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId, project }: TestSpecification): number => {
      if (project.name === 'sharing') return LONG.length + 1;
      const at = LONG.findIndex((name) => moduleId.endsWith(name));
      return at === -1 ? LONG.length : at;
    };
    return (await super.sort(files)).sort((a, b) => place(a) - place(b));
  }
}

export default defineConfig({
  test: {
    // Both cores are busy: what is quick alone may take long.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 20_000 } },
    maxWorkers: '100%',
    sequence: { sequencer: LongFirst },
    projects: [
      { extends: true, test: { name: 'sharing', include: SHARING, isolate: false } },
      { extends: true, test: { name: 'alone', include: ['**/test/**/*.test.ts'], exclude: SHARING } },
    ],
  },
});
