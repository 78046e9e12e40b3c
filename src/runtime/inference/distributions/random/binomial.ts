import type { Stream } from "../../../random/index.ts";
import { logDirichletDraw } from "./gamma.ts";

/**
 * A draw of Binomial(trials, p). Of many trials by the middle one of as many uniform numbers in order, which is beta
 * distributed: Devroye, "Non-uniform random variate generation" (1986), section X.4.4. Exact, in a number of steps that
 * grows with the logarithm of the trials.
 */
export function binomialDraw(stream: Stream, trials: number, p: number): number {
  let [count, n, share] = [0, trials, p];
  while (n > 24 && share > 0 && share < 1) {
    const i = Math.floor((n + 1) / 2);
    const logs = logDirichletDraw(stream, [i, n + 1 - i]);
    const [middle, rest] = [Math.exp(logs[0]), Math.exp(logs[1])];
    if (middle <= share) {
      // It and all before it are below p.
      count += i;
      n -= i;
      share = (share - middle) / rest;
    } else {
      n = i - 1;
      share /= middle;
    }
  }
  if (share >= 1) return count + n;
  for (const u of stream.uniform64(n)) if (u < share) count++;
  return count;
}
