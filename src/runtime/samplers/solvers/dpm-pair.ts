import type { Tensor } from "../../core/tf.ts";
import type { Known, Step } from "../method.ts";
import type { Point } from "../path.ts";
import { combine } from "./combine.ts";
import { exact, holding } from "./exponential.ts";
import { lambdaOf } from "./lambda.ts";

/** Two solutions of neighbouring orders for one step: their difference tells the error. */
export interface Pair {
  readonly low: Tensor;
  readonly high: Tensor;
}

type Tools = Pick<Step, "at" | "ask">;

/** DPM-Solver-12 (order 2) and DPM-Solver-23 (order 3) of 2206.00927, appendix C, with eps. */
export function dpmPair(order: 2 | 3, from: Known, to: Point, { at, ask }: Tools): Pair {
  const { x, alpha, sigma, eps } = from;
  const level = { alpha, sigma };
  const start = lambdaOf(level);
  const whole = exact("eps", level, to);
  const part = (r: number) => at(2 * (start + r * whole.h));
  /** The solution at a place, from eps and its difference to eps elsewhere. */
  const solution = (place: Point, weight: (c: readonly number[]) => number, other: Tensor) => {
    const step = exact("eps", level, place);
    return combine([
      [step.x, x],
      [step.scale * step.c[0], eps],
      [step.scale * weight(step.c), other.sub(eps)],
    ]);
  };
  if (order === 2) {
    const middle = part(1 / 2);
    const there = ask(holding("eps", x, from, level, middle), middle);
    return { low: holding("eps", x, from, level, to), high: solution(to, ([c1]) => c1, there.eps) };
  }
  const [first, second] = [part(1 / 3), part(2 / 3)];
  const there = ask(holding("eps", x, from, level, first), first);
  const further = ask(
    solution(second, ([, c2]) => 2 * c2, there.eps),
    second,
  );
  return {
    low: solution(to, ([c1]) => (3 / 2) * c1, there.eps),
    high: solution(to, ([, c2]) => (3 / 2) * c2, further.eps),
  };
}
