import { logSumExp } from "../special/log-sum-exp.ts";
import type { Stream } from "../../../random/index.ts";

/**
 * ln of a draw of Gamma(a, 1): Marsaglia and Tsang, "A simple method for generating gamma variables" (2000). The logarithm,
 * because draws of a small `a` are often smaller than a number can be.
 */
export function logGammaDraw(stream: Stream, a: number): number {
  // Section 6: a draw of a + 1 times U^(1/a).
  if (a < 1) return logGammaDraw(stream, a + 1) + Math.log(1 - stream.uniform64(1)[0]) / a;
  const d = a - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const z = stream.normal64(1)[0];
    const cube = (1 + c * z) ** 3;
    if (cube <= 0) continue;
    const u = 1 - stream.uniform64(1)[0];
    if (Math.log(u) < 0.5 * z * z + d * (1 - cube + Math.log(cube))) return Math.log(d * cube);
  }
}

/** ln x of a draw x of Dirichlet(concentration): log gammas, less the logarithm of their sum. */
export function logDirichletDraw(stream: Stream, concentration: ArrayLike<number>): Float64Array {
  const logs = Float64Array.from(concentration, (a) => logGammaDraw(stream, a));
  const total = logSumExp(logs);
  return logs.map((log) => log - total);
}
