import { tidy } from "../../core/tf.ts";
import type { Known } from "../method.ts";
import type { Level } from "../../schedules/index.ts";
import type { Pair } from "./dpm-pair.ts";

/** Errors of x / alpha that are allowed. */
export interface Tolerances {
  /** Relative: 0.05 unless given. */
  readonly rtol: number;
  /** Absolute: 0.0078, which is a level of 8-bit images, unless given. */
  readonly atol: number;
}

/** Root mean square of the pair's difference over what is allowed, for the whole batch: 1 is just allowed. */
export async function errorOf(
  { low, high }: Pair,
  from: Known,
  to: Level,
  { rtol, atol }: Tolerances,
): Promise<number> {
  const error = tidy(() => {
    const larger = low.abs().div(to.alpha).maximum(from.x.abs().div(from.alpha));
    const allowed = larger.mul(rtol).maximum(atol);
    return low.sub(high).div(to.alpha).div(allowed).square().mean().sqrt();
  });
  const [value] = await error.data();
  error.dispose();
  return value;
}
