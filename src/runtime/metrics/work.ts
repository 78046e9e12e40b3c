import { turn } from "../core/turn.ts";

/**
 * Long arithmetic that can be left and taken up again: it yields, every millisecond or so, how many multiplications it has
 * done since it last did.
 */
export type Work<T> = Generator<number, T>;

/** Milliseconds of work between two turns of the event loop. */
const slice = 20;

/** Does all of it on this thread, in slices: the event loop turns between them. Throws when told to stop. */
export async function inSlices<T>(
  work: Work<T>,
  signal: AbortSignal | null,
  step?: (multiplications: number) => void,
): Promise<T> {
  signal?.throwIfAborted(); // work shorter than a slice never turns, and must not begin either
  let turned = performance.now();
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
    step?.(value);
    if (performance.now() - turned > slice) {
      await turn(signal);
      turned = performance.now();
    }
  }
}

/** Does all of it at once. */
export function atOnce<T>(work: Work<T>): T {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}
