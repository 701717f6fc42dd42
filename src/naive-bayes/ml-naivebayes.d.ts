/** The part of `ml-naivebayes` that we use; the package has no types of its own. */
declare module 'ml-naivebayes' {
  export class MultinomialNB {
    train(trainingSet: ArrayLike<number>[], labels: number[]): void;
    /** ln P(word | class), one row a class; a Matrix of `ml-matrix`. */
    readonly conditionalProbability: {
      getRow(row: number): number[];
      get(row: number, column: number): number;
    };
  }
}
