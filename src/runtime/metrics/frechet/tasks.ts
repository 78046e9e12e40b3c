import { compared, comparedEffort, partsEffort, partsOf, type Side } from "./compare.ts";

/** What a thread can be given to do. */
export const tasks = {
  compared: { work: compared, effort: comparedEffort },
  parts: { work: partsOf, effort: partsEffort },
};

export interface Task {
  readonly task: keyof typeof tasks;
  readonly a: Side;
  readonly b: Side;
}
