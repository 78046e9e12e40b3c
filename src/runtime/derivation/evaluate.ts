import { dispose, engine, tidy, type Tensor } from "../core/tf.ts";
import type { Over } from "./over.ts";
import { partsOf, read, tensorsOf, type Part, type Unread } from "./parts.ts";

/** One side of an equation; it may be async. */
export type Side<P> = (point: P) => number | object;

/**
 * What a side gives at a point. Tensors that it makes are freed; of an async side those made before it first waits, while
 * those after it go when nothing reaches them, as everywhere.
 */
export async function evaluate(side: Side<never>, name: string, point: Over): Promise<Part[]> {
  let answer: number | object = NaN;
  let parts: Unread[] = [];
  const made = tidy((): Tensor[] => {
    answer = side(point as never); // the point has the side's type: `claim` says so
    if (answer instanceof Promise) return [...engine().state.activeScope.track];
    parts = partsOf(answer, name);
    return tensorsOf(parts);
  });
  if (!((answer as unknown) instanceof Promise)) return read(parts);
  try {
    return await read(partsOf(await answer, name));
  } finally {
    dispose(made);
  }
}
