/** The command was not called as it can be; the message says what to change. */
export class UsageProblem extends Error {
  override name = "UsageProblem";
}
