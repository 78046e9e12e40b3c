import { types } from "node:util";
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
  const given: { answer: unknown; parts: Unread[] } = { answer: null, parts: [] };
  const made = tidy((): Tensor[] => {
    given.answer = side(point as never); // the point has the side's type: `claim` says so
    if (types.isPromise(given.answer)) return [...engine().state.activeScope.track];
    given.parts = clonesOf(given.answer, name);
    return tensorsOf(given.parts);
  });
  if (!types.isPromise(given.answer)) return read(given.parts);
  try {
    return await read(clonesOf(await given.answer, name));
  } finally {
    dispose(made);
  }
}

/** The parts of an answer, and no clone left behind where it is refused. */
function clonesOf(answer: unknown, name: string): Unread[] {
  const given: { parts: Unread[] } = { parts: [] };
  tidy(() => tensorsOf((given.parts = partsOf(answer, name))));
  return given.parts;
}
