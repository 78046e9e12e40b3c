import { expectInteger } from "../../core/shape.ts";
import { linspace } from "../linspace.ts";
import { fromBetas } from "./from-betas.ts";
import type { Schedule } from "./schedule.ts";

/** Betas whose square roots rise linearly, as latent diffusion (2112.10752) uses them. */
export function scaledLinear({ steps = 1000, betaStart = 0.00085, betaEnd = 0.012 } = {}): Schedule {
  expectInteger("steps", steps, 1);
  const roots = linspace(Math.sqrt(betaStart), Math.sqrt(betaEnd), steps);
  return fromBetas(
    roots.map((root) => root * root),
    "scaled linear",
  );
}
