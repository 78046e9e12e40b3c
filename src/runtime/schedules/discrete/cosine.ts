import { expectInteger } from "../../core/shape.ts";
import { fromBetas } from "./from-betas.ts";
import type { Schedule } from "./schedule.ts";

/**
 * alphaBar(u) proportional to cos^2((u + s) / (1 + s) pi / 2) over u = 0 .. 1, betas cut at `maxBeta`: Nichol and
 * Dhariwal (2102.09672), equation 17.
 */
export function cosine({ steps = 1000, s = 0.008, maxBeta = 0.999 } = {}): Schedule {
  expectInteger("steps", steps, 1);
  const alphaBar = (u: number) => Math.cos((((u + s) / (1 + s)) * Math.PI) / 2) ** 2;
  const beta = (_: unknown, t: number) =>
    Math.min(1 - alphaBar((t + 1) / steps) / alphaBar(t / steps), maxBeta);
  return fromBetas(Array.from({ length: steps }, beta), "cosine");
}
