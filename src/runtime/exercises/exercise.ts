/** A question of a tutorial, and what tells whether it has been answered. */
export interface Exercise {
  /** What is to be found, in a sentence. */
  readonly ask: string;
  /** Where to begin. */
  readonly hint: string;
  /** What is wrong with an answer and, where it can be told, why; null for a right one. */
  readonly fault: (answer: unknown) => string | null;
  /** A cell that answers it: the code between the exercise's import and its `check`, which it ends with. */
  readonly solution: string;
}
