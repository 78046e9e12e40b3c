import { NotebookProblem } from "./notebook.ts";
import { UsageProblem } from "./usage-problem.ts";

/** Faults that are not ours: their message is all that a person needs, and no stack. */
export const isForPeople = (error: unknown): error is Error =>
  error instanceof NotebookProblem ||
  error instanceof UsageProblem ||
  (error instanceof Error && "syscall" in error);

export function messageOf(error: Error, file: string): string {
  if (error instanceof UsageProblem) return error.message;
  return error instanceof NotebookProblem ? `${file}: ${error.message}` : `Cannot write: ${error.message}`;
}
