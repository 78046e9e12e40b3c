import type { Tensor } from "../../../../../src/runtime/core/tf.ts";

/** Nats that points [n, 2] cost on average under the normal distribution fitted to them: 1/2 ln det(2 pi e covariance). */
export async function gaussianCost(data: Tensor): Promise<number> {
  const values = await data.data();
  const n = data.shape[0];
  const average = (f: (x: number, y: number) => number): number => {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += f(values[2 * i], values[2 * i + 1]);
    return sum / n;
  };
  const [mx, my] = [average((x) => x), average((_, y) => y)];
  const xx = average((x) => (x - mx) ** 2);
  const yy = average((_, y) => (y - my) ** 2);
  const xy = average((x, y) => (x - mx) * (y - my));
  return 0.5 * Math.log(xx * yy - xy * xy) + Math.log(2 * Math.PI * Math.E);
}
