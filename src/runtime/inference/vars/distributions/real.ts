import { cauchy as cauchy64 } from "../../distributions/univariate/cauchy.ts";
import { laplace as laplace64 } from "../../distributions/univariate/laplace.ts";
import { logistic as logistic64 } from "../../distributions/univariate/logistic.ts";
import { normal as normal64 } from "../../distributions/univariate/normal.ts";
import { studentT as studentT64 } from "../../distributions/univariate/student-t.ts";
import { halfLog2Pi } from "../../distributions/special/saddle.ts";
import { real } from "../../distributions/support.ts";
import { logOf, toVar, type Value, type Var } from "../var.ts";
import { ofNumbers, type VarDistribution } from "./distribution.ts";

interface Place {
  location?: Value;
  scale?: Value;
}

/** The log density of location + scale z, from that of z. */
const placed =
  (location: Value, scale: Value, logProb: (z: Var) => Var) =>
  (x: Value): Var =>
    logProb(toVar(x).sub(location).div(scale)).sub(logOf(scale));

/** N(mean, std^2): 0 and 1 unless given. */
export const normal = ({ mean = 0, std = 1 }: { mean?: Value; std?: Value } = {}): VarDistribution =>
  ofNumbers(
    { mean, std },
    {
      name: "normal",
      support: real,
      logProb: placed(mean, std, (z) => z.square().mul(-0.5).sub(halfLog2Pi)),
      at: normal64,
    },
  );

/** Student's t of `df` degrees of freedom; location 0 and scale 1 unless given. */
export const studentT = ({ df, location = 0, scale = 1 }: Place & { df: Value }): VarDistribution =>
  ofNumbers(
    { df, location, scale },
    {
      name: "student t",
      support: real,
      logProb(x) {
        const half = toVar(df).mul(0.5);
        const constant = half.add(0.5).logGamma().sub(half.logGamma()).sub(half.mul(2 * Math.PI).log().mul(0.5)); // prettier-ignore
        return placed(location, scale, (z) =>
          z.square().div(df).log1p().mul(half.add(0.5)).neg().add(constant),
        )(x);
      },
      at: studentT64,
    },
  );

/** Cauchy's distribution: location 0 and scale 1 unless given. */
export const cauchy = ({ location = 0, scale = 1 }: Place = {}): VarDistribution =>
  ofNumbers(
    { location, scale },
    {
      name: "cauchy",
      support: real,
      logProb: placed(location, scale, (z) => z.square().log1p().neg().sub(Math.log(Math.PI))),
      at: cauchy64,
    },
  );

/** Laplace's distribution: location 0 and scale 1 unless given. */
export const laplace = ({ location = 0, scale = 1 }: Place = {}): VarDistribution =>
  ofNumbers(
    { location, scale },
    {
      name: "laplace",
      support: real,
      logProb: placed(location, scale, (z) => z.abs().neg().sub(Math.LN2)),
      at: laplace64,
    },
  );

/** The logistic distribution: location 0 and scale 1 unless given. */
export const logistic = ({ location = 0, scale = 1 }: Place = {}): VarDistribution =>
  ofNumbers(
    { location, scale },
    {
      name: "logistic",
      support: real,
      logProb: placed(location, scale, (z) => z.logSigmoid().add(z.neg().logSigmoid())),
      at: logistic64,
    },
  );
