import type { Var } from "./var.ts";

/** Nodes in the order in which they were made: gradients flow the other way. None outside of `taped`. */
let recording: Var[] | null = null;

export const record = (node: Var): void => void recording?.push(node);

/** Runs `f` with a tape of its own, then `after` with what was recorded. */
export function taped<T, R>(f: () => T, after: (result: T, nodes: readonly Var[]) => R): R {
  const outer = recording;
  const own: Var[] = [];
  recording = own;
  try {
    return after(f(), own);
  } finally {
    recording = outer;
  }
}

/** Variables whose values were read by whoever may decide something by them; null while nobody asks. */
let reads: Set<Var> | null = null;

export const noteRead = (node: Var): void => void reads?.add(node);

/** Runs `f`, and says of which variables it read the values. */
export function withReads<T>(f: () => T): { result: T; read: ReadonlySet<Var> } {
  const outer = reads;
  const own = new Set<Var>();
  reads = own;
  try {
    return { result: f(), read: own };
  } finally {
    reads = outer;
  }
}
