import { logOf, toVar, Var, type Value } from "../var.ts";
import { expectGiven } from "./given.ts";

/** How probable 1 is: by its probability, or by its logit ln p / (1 - p), which keeps the digits near 0 and 1. */
export type Odds = { probability: Value } | { logit: Value };

export function logitOf(who: string, options: Odds): Value {
  if ("logit" in options) return options.logit;
  const { probability } = options;
  expectGiven(who, { "probability or logit": probability });
  const logit = toVar(probability).log().sub(toVar(probability).neg().log1p());
  return probability instanceof Var ? logit : logit.value;
}

/** How probable each outcome is: by numbers that add up to 1, or by logits, the logarithms of numbers in proportion to them. */
export type Shares = { probabilities: Value } | { logits: Value };

export function logitsOf(who: string, options: Shares): Value {
  if ("logits" in options) return options.logits;
  expectGiven(who, { "probabilities or logits": options.probabilities });
  return logOf(options.probabilities);
}
