import { exponential as exponential64 } from "../../distributions/univariate/exponential.ts";
import { gamma as gamma64 } from "../../distributions/univariate/gamma.ts";
import { halfCauchy as halfCauchy64 } from "../../distributions/univariate/half-cauchy.ts";
import { inverseGamma as inverseGamma64 } from "../../distributions/univariate/inverse-gamma.ts";
import { logNormal as logNormal64 } from "../../distributions/univariate/log-normal.ts";
import { positive } from "../../distributions/support.ts";
import { toVar, type Value } from "../var.ts";
import { ofNumbers, type VarDistribution } from "./distribution.ts";
import { cauchy, normal } from "./real.ts";

/** |X| of Cauchy's X with location 0: a scale of 1 unless given. */
export const halfCauchy = ({ scale = 1 }: { scale?: Value } = {}): VarDistribution =>
  ofNumbers(
    { scale },
    {
      name: "half-cauchy",
      support: positive,
      logProb: (x) => cauchy({ scale }).logProb(x).add(Math.LN2),
      at: halfCauchy64,
    },
  );

/** e^X of X from N(logMean, logStd^2): 0 and 1 unless given. */
export const logNormal = ({
  logMean = 0,
  logStd = 1,
}: { logMean?: Value; logStd?: Value } = {}): VarDistribution =>
  ofNumbers(
    { logMean, logStd },
    {
      name: "log-normal",
      support: positive,
      logProb(x) {
        const log = toVar(x).log();
        return normal({ mean: logMean, std: logStd }).logProb(log).sub(log);
      },
      at: logNormal64,
    },
  );

/** rate exp(-rate x): a rate of 1 unless given. */
export const exponential = ({ rate = 1 }: { rate?: Value } = {}): VarDistribution =>
  ofNumbers(
    { rate },
    {
      name: "exponential",
      support: positive,
      logProb: (x) => toVar(rate).log().sub(toVar(rate).mul(x)),
      at: exponential64,
    },
  );

/** rate^a x^(a - 1) exp(-rate x) / Gamma(a) of a concentration a: a rate of 1 unless given. */
export const gamma = ({ concentration, rate = 1 }: { concentration: Value; rate?: Value }): VarDistribution =>
  ofNumbers(
    { concentration, rate },
    {
      name: "gamma",
      support: positive,
      logProb(x) {
        const [a, b, y] = [toVar(concentration), toVar(rate), toVar(x)];
        return a.mul(b.log()).sub(a.logGamma()).add(a.sub(1).mul(y.log())).sub(b.mul(y));
      },
      at: gamma64,
    },
  );

/** 1 / X of X from a gamma distribution with this concentration, and the scale as its rate. */
export const inverseGamma = ({
  concentration,
  scale = 1,
}: {
  concentration: Value;
  scale?: Value;
}): VarDistribution =>
  ofNumbers(
    { concentration, scale },
    {
      name: "inverse gamma",
      support: positive,
      logProb(x) {
        const [a, b, y] = [toVar(concentration), toVar(scale), toVar(x)];
        return a.mul(b.log()).sub(a.logGamma()).sub(a.add(1).mul(y.log())).sub(b.div(y));
      },
      at: inverseGamma64,
    },
  );
