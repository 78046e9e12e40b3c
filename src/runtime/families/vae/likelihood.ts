import type { Tensor } from "../../core/tf.ts";
import type { WeightMaker } from "../../networks/weights.ts";
import type { Stream } from "../../random/index.ts";
import { bernoulliLikelihood } from "./bernoulli-likelihood.ts";
import { discretisedLogistic } from "./discretised-logistic.ts";
import { gaussianLikelihood } from "./gaussian-likelihood.ts";

/**
 * p(x | z), independent over the D numbers of an example: a function of what the decoder says of each of them. Tensors
 * are [B, D], the examples flattened; a decoder's output is split along its last axis into `outputs` of them.
 */
export interface Likelihood {
  readonly name: string;
  /** How many numbers a decoder gives for each number of x. */
  readonly outputs: number;
  /** ln p in nats of every number, [B, D]; a density, or a probability where `discrete`. */
  logProb(x: Tensor, outputs: readonly Tensor[]): Tensor;
  /** E x, [B, D]. */
  mean(outputs: readonly Tensor[]): Tensor;
  /** A draw, [B, D]. */
  sample(stream: Stream, outputs: readonly Tensor[]): Tensor;
  /** Throws a RangeError that says what is wrong with data that it cannot be of. */
  check?(data: Float32Array): void;
}

/** A likelihood, or how to make one that has weights of its own. */
export type LikelihoodChoice = LikelihoodName | Likelihood | ((make: WeightMaker) => Likelihood);

export type LikelihoodName = keyof typeof known;

const known = {
  gaussian: gaussianLikelihood(),
  bernoulli: bernoulliLikelihood,
  discretisedLogistic: discretisedLogistic(),
};

/** The likelihood that was chosen. Throws a RangeError for a name that there is not. */
export function likelihoodOf(choice: LikelihoodChoice, make: WeightMaker): Likelihood {
  if (typeof choice === "string" && !Object.hasOwn(known, choice)) {
    throw new RangeError(
      `There is no likelihood "${choice as string}": choose one of ${Object.keys(known).join(", ")}, or make one`,
    );
  }
  const chosen = typeof choice === "string" ? known[choice] : choice;
  return typeof chosen === "function" ? chosen(make) : chosen;
}
