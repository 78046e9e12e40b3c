import { range, tidy, where, type Tensor } from "../../../core/tf.ts";
import { halfLog2Pi } from "../special/saddle.ts";
import type { TensorDistribution } from "./distribution.ts";
import { logDetLower, solveLower } from "./linear.ts";
import { normals } from "./noise.ts";

/**
 * The normal distribution of vectors of n entries, with a mean [n] and a lower Cholesky factor [n, n], of which what lies
 * above the diagonal is not read. One distribution and no batch of them; x is [..., n].
 */
export function fullNormal({ mean, cholesky }: { mean: Tensor; cholesky: Tensor }): TensorDistribution {
  const [n] = mean.shape;
  const lower = (): Tensor => where(range(0, n).expandDims(1).greaterEqual(range(0, n)), cholesky, 0);
  const squares = (z: Tensor): Tensor => z.square<Tensor>().sum(-1);
  const volume = () => logDetLower(cholesky).add(n * halfLog2Pi);
  return {
    name: "full normal",
    parameters: { mean, cholesky },
    batchShape: [],
    eventShape: [n],
    reparameterized: true,
    logProb: (x) =>
      tidy(() =>
        squares(solveLower(cholesky, x.sub(mean)))
          .mul<Tensor>(-0.5)
          .sub(volume()),
      ),
    sample: (stream, shape = []) =>
      tidy(() =>
        normals(stream, [...shape, n])
          .reshape([-1, n])
          .matMul(lower() as never, false, true)
          .reshape([...shape, n])
          .add(mean),
      ),
    entropy: () => tidy(() => volume().add(n / 2)),
    mean: () => mean.clone(),
    variance: () => tidy(() => squares(lower())),
  };
}
