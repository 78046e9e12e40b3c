import { median } from "../../diagnostics/quantile.ts";

/** A kernel between positions, made for the particles as they are. */
export interface SteinKernel {
  readonly name: string;
  of(particles: readonly Float64Array[]): Between;
}

/** k(x, y), and its gradient by x. */
export type Between = (
  x: Float64Array,
  y: Float64Array,
) => { readonly value: number; readonly gradient: Float64Array };

const squaredDistance = (x: Float64Array, y: Float64Array): number =>
  x.reduce((sum, xi, i) => sum + (xi - y[i]) ** 2, 0);

/** The squared bandwidth of Liu and Wang: the squared median distance over ln n, so that each force is about balanced. */
function medianBandwidth(particles: readonly Float64Array[]): number {
  const n = particles.length;
  const distances: number[] = [];
  for (let i = 0; i < n; i++)
    for (let j = 0; j < i; j++) distances.push(squaredDistance(particles[i], particles[j]));
  const middle = median(distances) / Math.log(n + 1);
  return middle > 0 ? middle : 1;
}

/** exp(-|x - y|^2 / h), of the median bandwidth unless h is given (1608.04471, section 5). */
export const rbf = (h?: number): SteinKernel => ({
  name: "rbf",
  of(particles) {
    const width = h ?? medianBandwidth(particles);
    return (x, y) => {
      const value = Math.exp(-squaredDistance(x, y) / width);
      return { value, gradient: x.map((xi, i) => (-2 * value * (xi - y[i])) / width) };
    };
  },
});

/** (1 + |x - y|^2 / h)^(-1/2), whose tails reach further (1703.01717), of the median bandwidth unless h is given. */
export const imq = (h?: number): SteinKernel => ({
  name: "imq",
  of(particles) {
    const width = h ?? medianBandwidth(particles);
    return (x, y) => {
      const base = 1 + squaredDistance(x, y) / width;
      const value = 1 / Math.sqrt(base);
      return { value, gradient: x.map((xi, i) => (-value / base / width) * (xi - y[i])) };
    };
  },
});

/** x y + 1: of a normal target the particles' mean and covariance become exactly its own (1810.11693, section 3). */
export const linear = (): SteinKernel => ({
  name: "linear",
  of: () => (x, y) => ({ value: x.reduce((sum, xi, i) => sum + xi * y[i], 1), gradient: y }),
});
