/**
 * Golden cases that are one plain command. Each file of `cases/` is a case, with what the command must answer; see
 * `support/golden-case.ts` for what its sections are. To write the answers anew, for review in the diff:
 *
 *     UPDATE_GOLDEN=1 npm test -- golden
 */
import { testGoldenCases } from '../support/golden-run.js';

testGoldenCases('plain');
