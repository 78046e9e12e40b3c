import type { Arrival, Step, Take } from "./method.ts";
import { clonesOf } from "./predictor.ts";
import { tidied } from "./tidied.ts";

/** Takes a step. All that is left of it is where it has led, in tensors of its own. */
export function taken(take: Take, step: Step): Arrival {
  return tidied(() => {
    const arrival = take(step);
    if (!("known" in arrival)) return { x: ("x" in arrival ? arrival.x : arrival).clone() };
    return { x: arrival.x.clone(), ...(arrival.known && { known: clonesOf(arrival.known) }) };
  });
}
