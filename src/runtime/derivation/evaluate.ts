import { types } from "node:util";
import { dispose, engine, tidy, Tensor } from "../core/tf.ts";
import { Estimate } from "./estimate.ts";
import type { Over } from "./over.ts";
import { partsOf, read, tensorsOf, type Part, type Unread } from "./parts.ts";

/** One side of an equation; it may be async, and so may be the values of an object. */
export type Side<P> = (point: P) => number | object;

/**
 * What a side gives at a point. Tensors that it makes are freed; of an async side those made before it first waits, while
 * those after it go when nothing reaches them, as everywhere.
 */
export async function evaluate(side: Side<never>, name: string, point: Over): Promise<Part[]> {
  const given: { answer: unknown; parts: Unread[] | null } = { answer: null, parts: null };
  const made = tidy((): Tensor[] => {
    given.answer = side(point as never); // the point has the side's type: `claim` says so
    if (isLate(given.answer)) return [...engine().state.activeScope.track];
    given.parts = clonesOf(given.answer, name);
    return tensorsOf(given.parts);
  });
  if (given.parts) return read(given.parts);
  try {
    return await read(clonesOf(await inTime(given.answer), name));
  } finally {
    dispose(made);
  }
}

/** The names and values of an object that is no array, tensor or estimate. */
function entriesOf(value: unknown): [string, unknown][] | null {
  if (typeof value !== "object" || value === null || types.isPromise(value)) return null;
  if (Array.isArray(value) || ArrayBuffer.isView(value)) return null;
  return value instanceof Tensor || value instanceof Estimate ? null : Object.entries(value);
}

/** Whether a value, or one in an object of values, is still to come. */
const isLate = (value: unknown): boolean =>
  types.isPromise(value) || (entriesOf(value)?.some(([, inner]) => isLate(inner)) ?? false);

/** A value when all of it has come. */
async function inTime(value: unknown): Promise<unknown> {
  const come: unknown = await value;
  if (!isLate(come)) return come;
  const entries = (entriesOf(come) ?? []).map(async ([name, inner]) => [name, await inTime(inner)] as const);
  return Object.fromEntries(await Promise.all(entries));
}

/** The parts of an answer, and no clone left behind where it is refused. */
function clonesOf(answer: unknown, name: string): Unread[] {
  const given: { parts: Unread[] } = { parts: [] };
  tidy(() => tensorsOf((given.parts = partsOf(answer, name))));
  return given.parts;
}
