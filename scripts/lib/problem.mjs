// A failure with a remedy. Everything the scripts expect to go wrong is one of these; anything else is a bug of ours.

export class Problem extends Error {
  /**
   * @param {string} what what was wrong, as a sentence
   * @param {string} advice what to do about it, as a sentence
   * @param {string} [output] the end of what the failing program printed
   */
  constructor(what, advice, output = "") {
    super(what);
    this.name = "Problem";
    this.advice = advice;
    this.output = output;
  }
}

/** The system errors a person can do something about, whoever meets them.
 * @param {unknown} error
 * @returns {Problem | undefined} */
function ofSystem(error) {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  const where = error instanceof Error && "path" in error ? ` (${String(error.path)})` : "";
  if (code === "ENOSPC")
    return new Problem(`The disk is full${where}.`, "Free about 2 GB and run this again.");
  if (code === "EACCES" || code === "EPERM" || code === "EROFS")
    return new Problem(
      `No permission to write${where}.`,
      "Make the project's folder writable for this user.",
    );
  return undefined;
}

/** Prints a failure for a person: no stack for what was expected, the stack for a bug.
 * @param {unknown} error */
export function report(error) {
  const problem = error instanceof Problem ? error : ofSystem(error);
  if (!problem) {
    console.error(
      `\nThis is a mistake in the script, please report it:\n${String(error instanceof Error ? error.stack : error)}`,
    );
    return;
  }
  if (problem.output) console.error(`\n${problem.output.trimEnd().replace(/^/gm, "  | ")}`);
  console.error(`\n✗ ${problem.message}\n  ${problem.advice}`);
}
