import { packFloats } from "../../../protocol/floats.ts";
import type { Marginal } from "../../../protocol/table.ts";
import { densityOf } from "../../display/density.ts";
import { mean } from "./chains.ts";
import { hdi } from "./hdi.ts";

/** What draws of a number say of it, for its picture; null where they do not differ or are not finite. */
export function marginalOf(draws: Float64Array): Marginal | null {
  const found = densityOf(draws);
  if (!found) return null;
  const { from, to, density } = found;
  const most = density.reduce((a, b) => Math.max(a, b), 0);
  const [low, high] = hdi(draws);
  // Its height is that of its picture: half precision has a range of its own.
  return {
    mean: mean(draws),
    interval: [low, high],
    from,
    to,
    density: packFloats(density.map((d) => d / most)),
  };
}
