import { expectInteger } from "../../../core/shape.ts";
import { bernoulli as bernoulli64 } from "../../distributions/univariate/bernoulli.ts";
import { binomial as binomial64 } from "../../distributions/univariate/binomial.ts";
import { categorical as categorical64 } from "../../distributions/univariate/categorical.ts";
import { poisson as poisson64 } from "../../distributions/univariate/poisson.ts";
import { sigmoid } from "../../distributions/special/sigmoid.ts";
import { lengthOf, toVar, valuesOf, type Value, type Var } from "../var.ts";
import { ofNumbers, type VarDistribution } from "./distribution.ts";

/** ln of n over k. */
const logChoose = (n: number, k: Var): Var =>
  toVar(n + 1)
    .logGamma()
    .sub(k.add(1).logGamma())
    .sub(k.neg().add(n + 1).logGamma()); // prettier-ignore

/** How many of so many trials succeed, each with the probability sigmoid(logit). */
export function binomial({ trials, logit }: { trials: number; logit: Value }): VarDistribution {
  expectInteger("trials of binomial", trials, 0);
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

/** 1 with the probability sigmoid(logit), else 0. */
export const bernoulli = ({ logit }: { logit: Value }): VarDistribution =>
  ofNumbers(
    { logit },
    {
      name: "bernoulli",
      support: { kind: "whole", low: 0, high: 1 },
      logProb: (x) => toVar(x).mul(logit).sub(toVar(logit).softplus()),
      at: bernoulli64,
    },
  );

/** Whole numbers, whose mean is e^logRate: by the logarithm, so that no rate can leave its support. */
export const poisson = ({ logRate }: { logRate: Value }): VarDistribution =>
  ofNumbers(
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

/** Which of the entries of `logits` it is, 0 .. length - 1; every x has these same probabilities. */
export function categorical({ logits }: { logits: Value }): VarDistribution {
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
