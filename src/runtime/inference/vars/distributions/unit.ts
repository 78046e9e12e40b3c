import { beta as beta64 } from "../../distributions/univariate/beta.ts";
import { uniform as uniform64 } from "../../distributions/univariate/uniform.ts";
import { toVar, type Value } from "../var.ts";
import { ofNumbers, type VarDistribution } from "./distribution.ts";

/** x^(alpha - 1) (1 - x)^(beta - 1) / B(alpha, beta) on (0, 1). */
export const beta = ({ alpha, beta: other }: { alpha: Value; beta: Value }): VarDistribution =>
  ofNumbers(
    { alpha, beta: other },
    {
      name: "beta",
      support: { kind: "interval", low: 0, high: 1 },
      logProb(x) {
        const [a, b, y] = [toVar(alpha), toVar(other), toVar(x)];
        const logBeta = a.logGamma().add(b.logGamma()).sub(a.add(b).logGamma());
        return a.sub(1).mul(y.log()).add(b.sub(1).mul(y.neg().log1p())).sub(logBeta);
      },
      at: beta64,
    },
  );

/** From low to high, which are constants: 0 and 1 unless given. Throws a RangeError unless low < high, both finite. */
export function uniform({ low = 0, high = 1 } = {}): VarDistribution {
  const { support } = uniform64({ low, high });
  return ofNumbers(
    {},
    {
      name: "uniform",
      support,
      logProb: (x) =>
        toVar(x)
          .mul(0)
          .sub(Math.log(high - low)),
      at: () => uniform64({ low, high }),
    },
  );
}
