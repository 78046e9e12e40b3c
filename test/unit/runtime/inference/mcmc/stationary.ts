import type { Kernel, State } from "../../../../../src/runtime/inference/index.ts";
import { stream, type Stream } from "../../../../../src/runtime/random/index.ts";

/** What the law of a state is judged by. */
export type Statistics = Readonly<Record<string, (at: Float64Array) => number>>;

export const moments: Statistics = {
  x: ([x]) => x,
  "x^2": ([x]) => x ** 2,
  "x^4": ([x]) => x ** 4,
  y: ([, y]) => y,
  "y^2": ([, y]) => y ** 2,
  "x y": ([x, y]) => x * y,
  "x^2 y": ([x, y]) => x ** 2 * y,
  "y < 0.3": ([, y]) => Number(y < 0.3),
};

/**
 * How far steps of a kernel move the law of states that were drawn from its target, in standard errors: of a kernel that
 * leaves its target as it is, each is a standard normal number.
 */
export function drift<S extends State>(
  kernel: Kernel<S>,
  draw: (random: Stream) => S,
  { statistics = moments, count = 20_000, steps = 2, seed = 1 } = {},
): Record<string, number> {
  const names = Object.keys(statistics);
  const sums = names.map(() => [0, 0]);
  for (let i = 0; i < count; i++) {
    const random = stream(seed).split(i);
    const from = draw(random);
    let to = from;
    for (let step = 0; step < steps; step++) [to] = kernel.step(random, to);
    names.forEach((name, k) => {
      const moved = statistics[name](to.position) - statistics[name](from.position);
      sums[k][0] += moved;
      sums[k][1] += moved ** 2;
    });
  }
  return Object.fromEntries(names.map((name, k) => [name, sums[k][0] / Math.sqrt(sums[k][1])]));
}
