import { choice } from "../choice.ts";
import type { Instant } from "../instant.ts";
import { elbo } from "./elbo.ts";
import { sigmoid } from "./sigmoid.ts";
import { debiased, edmWeight, minSnr, p2, snr, softMinSnr, truncatedSnr } from "./snr.ts";
import { weight, type Weight } from "./weight.ts";

/** The weights that need no more than a name. */
export const weights = {
  /** 1 for the error of what the network predicts: DDPM's (2006.11239) L_simple, equation 14. */
  uniform: weight({ name: "uniform", of: "output", at: () => 1 }),
  elbo,
  snr,
  truncatedSnr,
  debiased,
  minSnr: minSnr(),
  softMinSnr: softMinSnr(),
  p2: p2(),
  edm: edmWeight(),
  sigmoid: sigmoid(),
} satisfies Record<string, Weight>;

export type WeightName = keyof typeof weights;

/** A weight by its name, as it is, or as a function of the instant, which is of the output's error. */
export function weightOf(given: WeightName | Weight | ((at: Instant) => number)): Weight {
  if (typeof given === "function") return weight({ name: given.name || "weight", of: "output", at: given });
  const chosen = choice<Weight>("weight", weights, given);
  return weight(chosen);
}
