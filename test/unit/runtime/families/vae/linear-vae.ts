import { dispose, tensor, type Tensor } from "../../../../../src/runtime/core/tf.ts";
import { fullNormal } from "../../../../../src/runtime/inference/index.ts";
import { gaussianLikelihood, vae, type Vae } from "../../../../../src/runtime/families/index.ts";
import type { NoiseSource } from "../../../../../src/runtime/random/index.ts";

/** Probabilistic PCA, x = W z + mean + std noise, whose columns of W [3, 2] are orthogonal: z | x has a diagonal covariance. */
export const ppca = {
  w: [
    [1.5, 0.4],
    [0.9, -0.2],
    [-0.6, 0.7],
  ],
  mean: [0.3, -0.2, 0.1],
  std: 0.5,
};

const columns = [0, 1].map((j) => ppca.w.map((row) => row[j]));
const m = columns.map((column) => column.reduce((sum, w) => sum + w * w, ppca.std ** 2));

/** q(z | x) = p(z | x): N(M^-1 W' (x - mean), std^2 M^-1). */
export const posterior = {
  gain: columns.map((column, j) => column.map((w) => w / m[j])),
  std: m.map((own) => ppca.std / Math.sqrt(own)),
  of: (x: readonly number[]): number[] =>
    posterior.gain.map((gain) => gain.reduce((sum, g, i) => sum + g * (x[i] - ppca.mean[i]), 0)),
};

export const evidence = fullNormal({
  mean: ppca.mean,
  covariance: ppca.w.map((row, i) =>
    ppca.w.map((other, j) => row[0] * other[0] + row[1] * other[1] + (i === j ? ppca.std ** 2 : 0)),
  ),
});

/** A VAE with those weights, and that posterior moved by `shift` and its deviations multiplied by `stretch`. */
export function linearVae({ shift = [0, 0], stretch = [1, 1] } = {}): Vae {
  const made = vae({ dim: 3, latent: 2, depth: 0, likelihood: gaussianLikelihood({ std: ppca.std }) });
  const set = (name: string, values: number[][] | number[]): void => {
    const value = tensor(values);
    made.weights[name].assign(value);
    value.dispose();
  };
  const { gain, std } = posterior;
  set(
    "encoder.out.weight",
    ppca.mean.map((_, i) => [gain[0][i], gain[1][i], 0, 0]),
  );
  const offset = gain.map((row, j) => shift[j] - row.reduce((sum, g, i) => sum + g * ppca.mean[i], 0));
  set("encoder.out.bias", [...offset, ...std.map((s, j) => Math.log(s * stretch[j]))]);
  set("decoder.out.weight", columns);
  set("decoder.out.bias", ppca.mean);
  return made;
}

/** Points whose mean is exact for polynomials of degree 3: plus and minus sqrt(2) along each of 2 axes, in turn. */
export function cubature(): { noise: NoiseSource; samples: number } {
  let asked = 0;
  const points = [0, 1].flatMap((axis) =>
    [1, -1].map((sign) => [0, 1].map((i) => (i === axis ? sign * Math.SQRT2 : 0))),
  );
  const noise: NoiseSource = (shape) => {
    const point = points[asked++ % points.length];
    const rows = tensor([point]);
    const tiled: Tensor = rows.tile([shape[0], 1]);
    dispose(rows);
    return tiled;
  };
  return { noise, samples: points.length };
}
