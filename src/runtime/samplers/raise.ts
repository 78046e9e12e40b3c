import { tidy, type Tensor } from "../core/tf.ts";
import { logSnrOf, transition } from "../schedules/index.ts";
import type { Churn, Step } from "./method.ts";
import type { Point } from "./path.ts";

/** A state, and the noisier one that churn makes of it; null where no noise is put in. */
export function raise(
  x: Tensor,
  here: Point,
  churn: Churn,
  steps: number,
  { at, draw }: Pick<Step, "at" | "draw">,
): { x: Tensor; here: Point } | null {
  const raised = at(-2 * Math.log(churn.raised(here, steps)));
  if (!(logSnrOf(raised) < logSnrOf(here))) return null;
  const { alpha, variance } = transition(raised, here);
  const noise = Math.sqrt(variance) * churn.noiseScale;
  return { x: tidy(() => x.mul<Tensor>(alpha).add(draw().mul(noise))), here: raised };
}
