/** Golden cases that need a shell: several commands, pipes, redirections. See `golden.test.ts`. */
import { testGoldenCases } from '../support/golden-run.js';

testGoldenCases('shell');
