import { density, type Target } from "../../../../../src/runtime/inference/index.ts";
import type { Stream } from "../../../../../src/runtime/random/index.ts";

/** A target that can be drawn from at once. */
export interface Known {
  readonly target: Target;
  draw(random: Stream): Float64Array;
}

/** x ~ N(0, 1), y | x ~ N(x^2 / 2, 1 / 4): bent, so that what a kernel forgets shows in its moments. */
export const banana: Known = {
  target: density({
    dim: 2,
    names: ["x", "y"],
    logDensity: ([x, y]) => -(x ** 2) / 2 - 2 * (y - x ** 2 / 2) ** 2,
    gradient([x, y]) {
      const off = y - x ** 2 / 2;
      return [-x + 4 * off * x, -4 * off];
    },
  }),
  draw(random) {
    const [x, z] = random.normal64(2);
    return Float64Array.of(x, x ** 2 / 2 + z / 2);
  },
};

/** Gamma(2, 1) with nothing below 0, where its gradient jumps. */
export const positive: Known = {
  target: density({
    dim: 1,
    logDensity: ([x]) => (x > 0 ? Math.log(x) - x : -Infinity),
    gradient: ([x]) => [1 / x - 1],
  }),
  draw: (random) => Float64Array.of(random.uniform64(2).reduce((sum, u) => sum - Math.log1p(-u), 0)),
};

/** Two numbers of means 1 and -2, standard deviations 1 and 3, and this correlation. */
export function pair(correlation: number): Known {
  const [means, sds] = [
    [1, -2],
    [1, 3],
  ];
  const rest = 1 - correlation ** 2;
  const scaled = (at: Float64Array) => at.map((x, i) => (x - means[i]) / sds[i]);
  return {
    target: density({
      dim: 2,
      logDensity(at) {
        const [a, b] = scaled(at);
        return -(a * a - 2 * correlation * a * b + b * b) / (2 * rest);
      },
      gradient(at) {
        const [a, b] = scaled(at);
        return [(correlation * b - a) / rest / sds[0], (correlation * a - b) / rest / sds[1]];
      },
    }),
    draw(random) {
      const [a, z] = random.normal64(2);
      return Float64Array.of(means[0] + sds[0] * a, means[1] + sds[1] * (correlation * a + Math.sqrt(rest) * z)); // prettier-ignore
    },
  };
}
