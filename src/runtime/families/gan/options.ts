import { expectOptions } from "../../core/options.ts";
import { expectInteger } from "../../core/shape.ts";
import type { Coder } from "../vae/options.ts";
import { ganLosses, type GanLoss, type GanLossName } from "./losses.ts";

export interface GanOptions {
  /** Numbers of one example, for examples that are vectors; else `shape`. */
  dim?: number;
  /** Shape of one example: [8, 8, 1]. */
  shape?: readonly number[];
  /** Latent numbers, which are N(0, 1); 2 unless given. */
  latent?: number;
  /** "nonSaturating" (unless given), "original", "wganGp", "hinge", or one of your own. */
  loss?: GanLossName | GanLoss;
  /** What the gradient penalty counts for; 10 of "wganGp" and 0 of others unless given. */
  penalty?: number;
  /** Units of hidden layers and how many there are; 128 and 2 unless given. */
  width?: number;
  depth?: number;
  /** Your own: [B, latent] to [B, D] or [B, ...shape]. */
  generator?: Coder;
  /** Your own: [B, ...shape] to a score of each example, [B] or [B, 1]. */
  critic?: Coder;
  /** Seed of the initial weights. */
  seed?: number;
}

/** All of them: one that is missing here does not compile. */
const known: Record<keyof GanOptions, true> = {
  dim: true,
  shape: true,
  latent: true,
  loss: true,
  penalty: true,
  width: true,
  depth: true,
  generator: true,
  critic: true,
  seed: true,
};

/** The loss that was chosen. Throws a RangeError for a name that there is not or a penalty below 0. */
export function ganLossOf(options: GanOptions): GanLoss {
  expectOptions("gan", options, Object.keys(known));
  const { loss = "nonSaturating", latent = 2 } = options;
  expectInteger("latent", latent, 1);
  if (typeof loss === "string" && !Object.hasOwn(ganLosses, loss)) {
    throw new RangeError(
      `There is no loss "${loss as string}": choose one of ${Object.keys(ganLosses).join(", ")}, or make one`,
    );
  }
  const chosen = typeof loss === "string" ? ganLosses[loss] : loss;
  const { penalty = chosen.penalty } = options;
  if (!(penalty >= 0 && penalty < Infinity)) throw new RangeError(`penalty is at least 0, not ${penalty}`);
  return { ...chosen, penalty };
}
