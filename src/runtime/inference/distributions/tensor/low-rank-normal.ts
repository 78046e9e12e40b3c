import { eye, tidy, type Tensor } from "../../../core/tf.ts";
import { halfLog2Pi } from "../special/saddle.ts";
import type { TensorDistribution } from "./distribution.ts";
import { cholesky, logDetLower, solveLower } from "./linear.ts";
import { normals } from "./noise.ts";

/**
 * The normal distribution of vectors of n entries with a mean [n] and the covariance F F^T + diag(d) of a factor F [n, r]
 * and a diagonal d [n], by Woodbury's identity. One distribution and no batch of them; x is [..., n].
 */
export function lowRankNormal({
  mean,
  factor,
  diagonal,
}: {
  mean: Tensor;
  factor: Tensor;
  diagonal: Tensor;
}): TensorDistribution {
  const [n, rank] = factor.shape;
  /** F over the deviations of d. */
  const scaled = (): Tensor => factor.div(diagonal.sqrt<Tensor>().expandDims(1));
  const lower = (f: Tensor): Tensor => cholesky(f.matMul<Tensor>(f, true, false).add(eye(rank)));
  const volume = (capacitance: Tensor) =>
    logDetLower(capacitance)
      .add<Tensor>(diagonal.log<Tensor>().sum().mul(0.5))
      .add(n * halfLog2Pi);
  const squares = (z: Tensor): Tensor => z.square<Tensor>().sum(-1);
  return {
    name: "low-rank normal",
    parameters: { mean, factor, diagonal },
    batchShape: [],
    eventShape: [n],
    reparameterized: true,
    logProb: (x) =>
      tidy(() => {
        const f = scaled();
        const capacitance = lower(f);
        const off = x.sub<Tensor>(mean).div<Tensor>(diagonal.sqrt());
        const shared = off
          .reshape([-1, n])
          .matMul<Tensor>(f)
          .reshape([...x.shape.slice(0, -1), rank]);
        const distance = squares(off).sub<Tensor>(squares(solveLower(capacitance, shared)));
        return distance.mul<Tensor>(-0.5).sub(volume(capacitance));
      }),
    sample: (stream, shape = []) =>
      tidy(() => {
        const shared = normals(stream, [...shape, rank])
          .reshape([-1, rank])
          .matMul<Tensor>(factor, false, true)
          .reshape([...shape, n]);
        return normals(stream, [...shape, n])
          .mul<Tensor>(diagonal.sqrt())
          .add<Tensor>(shared)
          .add(mean);
      }),
    entropy: () => tidy(() => volume(lower(scaled())).add(n / 2)),
    mean: () => mean.clone(),
    variance: () => tidy(() => squares(factor).add(diagonal)),
  };
}
