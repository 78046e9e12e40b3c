import type { Tensor } from "../../core/tf.ts";
import type { Known } from "../method.ts";
import type { Level } from "../../schedules/index.ts";
import { combine } from "./combine.ts";
import { exact, type Taken } from "./exponential.ts";
import { lambdaOf } from "./lambda.ts";
import { solve } from "./solve.ts";

export interface Uni {
  readonly taken: Taken;
  readonly solver: "bh1" | "bh2";
}

/**
 * A step of UniPC (2302.04867), equation 3, from the states known, the newest first, whose number is the order p. With the
 * prediction `ahead` at its end it is the corrector UniC-p, without it the predictor UniP-p.
 */
export function uniStep({ taken, solver }: Uni, known: readonly Known[], to: Level, ahead?: Known): Tensor {
  const [from, ...behind] = known;
  const { h, x, scale, c } = exact(taken, from, to);
  if (h === 0) return combine([[x, from.x]]);
  const others = [
    ...behind.map((state) => ({ state, r: (lambdaOf(state) - lambdaOf(from)) / h })),
    ...(ahead ? [{ state: ahead, r: 1 }] : []),
  ];
  const rho = weights(
    others.map(({ r }) => r),
    taken === "x0" ? -h : h,
    solver,
  );
  // The sign and size of B(h) relative to the first term's, which is e^h - 1 as bh2 has it.
  const b = solver === "bh2" ? c[0] : taken === "x0" ? h : h * Math.exp(-h);
  const parts = others.map(({ state, r }, k) => ({ state, weight: (scale * b * rho[k]) / r }));
  const sum = parts.reduce((total, { weight }) => total + weight, 0);
  return combine([
    [x, from.x],
    [scale * c[0] - sum, from[taken]],
    ...parts.map(({ state, weight }) => [weight, state[taken]] as const),
  ]);
}

/** a_m of theorem 3.1: B(h) sum a r^(n-1) = h phi_n(h) n! for n = 1, 2, .. One weight alone is taken to be 1/2. */
function weights(r: readonly number[], h: number, solver: Uni["solver"]): number[] {
  if (r.length === 0) return [];
  if (r.length === 1) return [0.5];
  const b = solver === "bh2" ? Math.expm1(h) : h;
  let phi = Math.expm1(h) / h - 1;
  let factorial = 1;
  const right = r.map((_, i) => {
    const value = (phi * factorial) / b;
    factorial *= i + 2;
    phi = phi / h - 1 / factorial;
    return value;
  });
  return solve(
    r.map((_, n) => r.map((one) => one ** n)),
    right,
  );
}
