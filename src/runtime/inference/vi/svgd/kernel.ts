import { median } from "../../diagnostics/quantile.ts";

/** A kernel between positions, made for the particles as they are. */
export interface SteinKernel {
  readonly name: string;
  of(particles: readonly Float64Array[]): Between;
}

/** k(x, y), whose gradient by x is written into `gradient`: there are many pairs. */
export type Between = (x: Float64Array, y: Float64Array, gradient: Float64Array) => number;

function squaredDistance(x: Float64Array, y: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += (x[i] - y[i]) ** 2;
  return sum;
}

/** The squared bandwidth of Liu and Wang: the squared median distance over ln n, so that each force is about balanced. */
function medianBandwidth(particles: readonly Float64Array[]): number {
  const n = particles.length;
  const distances = new Float64Array((n * (n - 1)) / 2);
  for (let i = 0, at = 0; i < n; i++)
    for (let j = 0; j < i; j++) distances[at++] = squaredDistance(particles[i], particles[j]);
  const middle = median(distances) / Math.log(n + 1);
  return middle > 0 ? middle : 1;
}

/** A kernel of the squared distance alone: its value there, and its slope by it. */
const radial = (
  name: string,
  h: number | undefined,
  at: (squared: number, h: number) => number,
  slope: (value: number, squared: number, h: number) => number,
): SteinKernel => ({
  name,
  of(particles) {
    const width = h ?? medianBandwidth(particles);
    return (x, y, gradient) => {
      const squared = squaredDistance(x, y);
      const value = at(squared, width);
      const twice = 2 * slope(value, squared, width);
      for (let i = 0; i < x.length; i++) gradient[i] = twice * (x[i] - y[i]);
      return value;
    };
  },
});

/** exp(-|x - y|^2 / h), of the median bandwidth unless h is given (1608.04471, section 5). */
export const rbf = (h?: number): SteinKernel =>
  radial("rbf", h, (squared, width) => Math.exp(-squared / width), (value, _, width) => -value / width); // prettier-ignore

/** (1 + |x - y|^2 / h)^(-1/2), whose tails reach further (1703.01717), of the median bandwidth unless h is given. */
export const imq = (h?: number): SteinKernel =>
  radial("imq", h, (squared, width) => 1 / Math.sqrt(1 + squared / width), (value, squared, width) => -value / (2 * (width + squared))); // prettier-ignore

/** x y + 1: of a normal target the particles' mean and covariance become exactly its own (1810.11693, section 3). */
export const linear = (): SteinKernel => ({
  name: "linear",
  of: () => (x, y, gradient) => {
    let value = 1;
    for (let i = 0; i < x.length; i++) value += x[i] * (gradient[i] = y[i]);
    return value;
  },
});
