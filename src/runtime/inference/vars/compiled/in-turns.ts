import { turn } from "../../../core/turn.ts";
import { undisturbed } from "./undisturbed.ts";

/** Milliseconds of steps between two turns of the event loop. */
const slice = 20;

/**
 * Carries out the steps of a loop in stretches that nothing disturbs, with a turn of the event loop between them. Gives what
 * the last step gave, null where there was none. Throws where the signal says so, and what a step throws.
 */
export async function inTurns<T>(steps: Iterator<T>, signal: AbortSignal | null): Promise<T | null> {
  let last: T | null = null;
  const isOver = (): boolean => {
    const from = performance.now();
    do {
      const step = steps.next();
      if (step.done) return true;
      last = step.value;
    } while (performance.now() - from < slice);
    return false;
  };
  while (!undisturbed(isOver)) await turn(signal);
  return last;
}
