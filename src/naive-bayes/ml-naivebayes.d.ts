/** The part of `ml-naivebayes` that is used; the package has no types. */
declare module 'ml-naivebayes' {
  export class MultinomialNB {
    train(trainingSet: ArrayLike<number>[], labels: number[]): void;
    /** ln P(word | class), one row for each class; a Matrix of `ml-matrix`. */
    readonly conditionalProbability: {
      getRow(row: number): number[];
      get(row: number, column: number): number;
    };
  }
}
