import { tensor, type Tensor } from "../../core/tf.ts";
import { sizeOf } from "../../core/shape.ts";
import type { WeightMaker } from "../../networks/weights.ts";
import type { Likelihood } from "./likelihood.ts";

/**
 * Where a learned deviation begins, exp(-2): from one as large as the data's, a decoder learns first to do without z, and
 * stays there.
 */
const firstLogStd = -2;

const halfLog2Pi = 0.5 * Math.log(2 * Math.PI);

/**
 * N(mean, std^2) of every number, the mean being the decoder's. `std` is one number that is learned ("shared", as unless
 * given: sigma-VAE, 2006.13202), one that the decoder gives for each number ("each"), or a fixed number. Throws a
 * RangeError for a standard deviation that is not above 0.
 */
export function gaussianLikelihood({ std = "shared" }: { std?: "shared" | "each" | number } = {}): (
  make: WeightMaker,
) => Likelihood {
  if (typeof std === "number" ? !(std > 0 && std < Infinity) : !["shared", "each"].includes(std)) {
    throw new RangeError(`std of a Gaussian is "shared", "each" or a number above 0, not ${std}`);
  }
  return (make) => {
    const own = std === "shared" ? make.constant("likelihood.logStd", [1], firstLogStd) : null;
    const logStdOf = (outputs: readonly Tensor[]): Tensor | number =>
      own ?? (typeof std === "number" ? Math.log(std) : outputs[1]);
    return {
      name: "Gaussian",
      outputs: std === "each" ? 2 : 1,
      logProb(x, outputs) {
        const logStd = logStdOf(outputs);
        const deviation = typeof logStd === "number" ? Math.exp(logStd) : logStd.exp();
        const z = x.sub<Tensor>(outputs[0]).div<Tensor>(deviation);
        return z.square().mul<Tensor>(-0.5).sub<Tensor>(logStd).sub(halfLog2Pi);
      },
      mean: ([mean]) => mean.clone(),
      sample(stream, outputs) {
        const [mean] = outputs;
        const logStd = logStdOf(outputs);
        const noise = tensor(stream.normal(sizeOf(mean.shape)), mean.shape);
        return mean.add(noise.mul(typeof logStd === "number" ? Math.exp(logStd) : logStd.exp()));
      },
    };
  };
}
