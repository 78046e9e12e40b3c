import type { Position } from "./compile/syntax-error.ts";
import type { CellSource } from "./errors.ts";

/** A place in a text that a person wrote. */
export interface Place {
  source: CellSource;
  at: Position;
}

/** What led to an error and is not in its stack. */
interface Trail {
  /** Where the fault lies, of an error that no running code threw. */
  fault: Place | null;
  /** The imports that led there, inner before outer: a place, or the stack of the code that waited for it. */
  imports: (Place | string)[];
}

const trails = new WeakMap<object, Trail>();

export function trailOf(error: object): Trail {
  let trail = trails.get(error);
  if (!trail) trails.set(error, (trail = { fault: null, imports: [] }));
  return trail;
}
