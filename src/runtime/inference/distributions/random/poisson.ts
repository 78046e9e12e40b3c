import type { Stream } from "../../../random/index.ts";
import { binomialDraw } from "./binomial.ts";
import { logGammaDraw } from "./gamma.ts";

/**
 * A draw of Poisson(rate). Of a large rate by the time of a late arrival, which is gamma distributed: Ahrens and Dieter,
 * "Computer methods for sampling from gamma, beta, Poisson and binomial distributions" (1974), algorithm PG. Exact, in
 * a number of steps that grows with the logarithm of the rate.
 */
export function poissonDraw(stream: Stream, rate: number): number {
  let [count, left] = [0, rate];
  while (left > 12) {
    const m = Math.floor((7 / 8) * left);
    const time = Math.exp(logGammaDraw(stream, m));
    // The m-th arrival comes too late: those before it fell evenly on its time.
    if (time > left) return count + binomialDraw(stream, m - 1, left / time);
    count += m;
    left -= time;
  }
  const end = Math.exp(-left);
  for (let product = 1 - stream.uniform64(1)[0]; product > end; count++)
    product *= 1 - stream.uniform64(1)[0];
  return count;
}
