/** A value of a computation, with how much the result changes with it. */
export interface Node {
  readonly value: Float64Array;
  readonly grad: Float64Array;
  /** Passes this node's gradient on to those that it was made from. */
  readonly back: () => void;
}

/** Nodes in the order in which they were made: gradients flow the other way. None outside of `taped`. */
let recording: Node[] | null = null;

export const record = (node: Node): void => void recording?.push(node);

/** Runs `f` with a tape of its own, then `after` with what was recorded. */
export function taped<T, R>(f: () => T, after: (result: T, nodes: readonly Node[]) => R): R {
  const outer = recording;
  const own: Node[] = [];
  recording = own;
  try {
    return after(f(), own);
  } finally {
    recording = outer;
  }
}
