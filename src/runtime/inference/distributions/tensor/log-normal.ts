import { tidy, type Tensor } from "../../../core/tf.ts";
import { expBijector } from "./bijectors.ts";
import type { Parameter, TensorDistribution } from "./distribution.ts";
import { normal } from "./normal.ts";
import { transformed } from "./transformed.ts";

/** exp of N(logMean, logStd^2): 0 and 1 unless given, the mean and standard deviation of ln x. */
export function logNormal({
  logMean = 0,
  logStd = 1,
}: { logMean?: Parameter; logStd?: Parameter } = {}): TensorDistribution {
  const log = normal({ mean: logMean, std: logStd });
  return {
    ...transformed(log, expBijector),
    name: "log-normal",
    entropy: () => tidy(() => log.entropy().add(log.mean())),
    mean: () => tidy(() => log.variance().mul<Tensor>(0.5).add<Tensor>(log.mean()).exp()),
    variance: () =>
      tidy(() => {
        const square = log.variance();
        return square.expm1().mul(log.mean().mul<Tensor>(2).add<Tensor>(square).exp());
      }),
  };
}
