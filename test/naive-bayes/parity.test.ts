/** Folds, scores and probabilities against scikit-learn on the same texts. */
import { expect, it } from 'vitest';
import { crossValidate, splitIntoFolds } from '../../src/naive-bayes/cross-validate.js';
import { scoreRows } from '../../src/naive-bayes/score-rows.js';
import { loadReference } from '../reference-data.js';
import { agNewsTest, agNewsTrain, newswire } from '../support/news.js';
import { expectClose } from '../support/numbers.js';
import { pick, termsOf, trainThenPredict } from '../support/terms.js';

const crossValidated = [
  ['newswire_cv5', 5, newswire],
  ['ag_test_cv5', 5, agNewsTest],
  ['ag_test_imbalanced_cv3', 3, agNewsTest],
] as const;

it.for(crossValidated)('cross-validates %s as scikit-learn does', ([name, foldCount, read], context) => {
  const { answers, probabilities } = loadReference(name, context);
  const chosen = new Set(answers.rows);
  const { texts, labels, classCount } = pick(read(), (row) => answers.rows === undefined || chosen.has(row));
  const rows = { terms: termsOf(texts), labels, classCount, foldCount };
  const folds = splitIntoFolds(rows, 1);
  expect([...folds.foldOfRow]).toEqual(answers.fold_of_row);

  const found = crossValidate(rows, folds);
  expectClose(found.probabilities.values, probabilities.values, 1e-10);
  expect(found.judged.includes(0)).toBe(false);

  for (const [row, expected] of answers.joint_log_proba_first_20?.entries() ?? []) {
    const { model } = folds.trainWithout(folds.foldOfRow[row]!);
    const scores = new Float64Array(labels.length * classCount);
    scoreRows(rows.terms, () => model, scores);
    const joint = model.logPriors.map((prior, k) => prior + scores[row * classCount + k]!);
    expectClose(joint, expected, 1e-10);
  }
});

it('trains on one file and predicts another as scikit-learn does', (context) => {
  const { probabilities } = loadReference('train_then_predict', context);
  expectClose(trainThenPredict(agNewsTrain(), agNewsTest().texts).values, probabilities.values, 1e-10);
});
