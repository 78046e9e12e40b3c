import type { Stream } from "../../../random/index.ts";
import type { Target } from "../../targets/target.ts";
import type { GradientState } from "../kernel.ts";
import { beginning, energyOf, leapfrog } from "../leapfrog.ts";
import { drawMomentum } from "../metric.ts";
import type { Settings } from "./windowed.ts";

/**
 * A step size of the right order, Hoffman and Gelman's (1111.4246) algorithm 4: doubled or halved until one leapfrog step
 * crosses an acceptance of 0.8.
 */
export function firstStepSize(
  target: Target,
  stream: Stream,
  state: GradientState,
  { metric, stepSize }: Settings,
): number {
  const gain = (step: number): number => {
    const from = beginning(state, drawMomentum(metric, stream, target.dim));
    return energyOf(metric, from) - energyOf(metric, leapfrog(target, metric, from, step));
  };
  const limit = Math.log(0.8);
  let step = stepSize;
  const grows = gain(step) > limit;
  for (let i = 0; i < 60; i++) {
    step *= grows ? 2 : 0.5;
    if (gain(step) > limit !== grows) return step;
  }
  throw new RangeError(
    grows
      ? "No step is too long: the density does not fall off, so that it is none"
      : "No step is short enough: the log density and its gradient do not belong together, or jump",
  );
}
