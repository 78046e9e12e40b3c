import { expectInteger } from "../../../core/shape.ts";
import { bernoulli as bernoulli64 } from "../../distributions/univariate/bernoulli.ts";
import { binomial as binomial64 } from "../../distributions/univariate/binomial.ts";
import { categorical as categorical64 } from "../../distributions/univariate/categorical.ts";
import { poisson as poisson64 } from "../../distributions/univariate/poisson.ts";
import { sigmoid } from "../../distributions/special/sigmoid.ts";
import { lengthOf, logOf, toVar, valuesOf, type Value, type Var } from "../var.ts";
import { ofNumbers, type VarDistribution } from "./distribution.ts";
import { expectGiven } from "./given.ts";
import { logitOf, logitsOf, type Odds, type Shares } from "./odds.ts";

/** ln of n over k. */
const logChoose = (n: number, k: Var): Var =>
  toVar(n + 1)
    .logGamma()
    .sub(k.add(1).logGamma())
    .sub(k.neg().add(n + 1).logGamma()); // prettier-ignore

/** How many of so many trials succeed, each with the same probability. */
export function binomial({ trials, ...odds }: { trials: number } & Odds): VarDistribution {
  expectInteger("trials of binomial", trials, 0);
  const logit = logitOf("binomial", odds);
  return ofNumbers(
    { logit },
    {
      name: "binomial",
      support: { kind: "whole", low: 0, high: trials },
      logProb(x) {
        const [k, a] = [toVar(x), toVar(logit)];
        return k.mul(a).sub(a.softplus().mul(trials)).add(logChoose(trials, k));
      },
      at: (values) => binomial64({ trials, probability: sigmoid(values.logit) }),
    },
  );
}

/** 1 with a probability, else 0. */
export function bernoulli(odds: Odds): VarDistribution {
  const logit = logitOf("bernoulli", odds);
  return ofNumbers(
    { logit },
    {
      name: "bernoulli",
      support: { kind: "whole", low: 0, high: 1 },
      logProb: (x) => toVar(x).mul(logit).sub(toVar(logit).softplus()),
      at: bernoulli64,
    },
  );
}

/** Whole numbers whose mean is a rate: by itself, or by its logarithm, which cannot leave its support. */
export function poisson(mean: { rate: Value } | { logRate: Value }): VarDistribution {
  if (!("logRate" in mean)) expectGiven("poisson", { "rate or logRate": mean.rate });
  const logRate = "logRate" in mean ? mean.logRate : logOf(mean.rate);
  return ofNumbers(
    { logRate },
    {
      name: "poisson",
      support: { kind: "whole", low: 0, high: Infinity },
      logProb(x) {
        const [k, a] = [toVar(x), toVar(logRate)];
        return k.mul(a).sub(a.exp()).sub(k.add(1).logGamma());
      },
      at: (values) => poisson64({ rate: Math.exp(values.logRate) }),
    },
  );
}

/** One of 0 .. k - 1, each with its probability; every x has these same ones. */
export function categorical(shares: Shares): VarDistribution {
  const logits = logitsOf("categorical", shares);
  const high = lengthOf(logits) - 1;
  return {
    name: "categorical",
    support: { kind: "whole", low: 0, high },
    length: 1,
    logProb: (x) => toVar(logits).gather(valuesOf(x)).sub(toVar(logits).logSumExp()),
    sample(stream, length) {
      const of = categorical64({ logits: Float64Array.from(valuesOf(logits)) });
      return Float64Array.from({ length }, () => of.sample(stream));
    },
  };
}
