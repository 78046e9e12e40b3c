/** Something that a person can help: what is wrong, and what to do. */
export class BackendProblem extends Error {
  override name = "BackendProblem";
}
