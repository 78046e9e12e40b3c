import type { Stream } from "../../../random/index.ts";
import type { Target } from "../../targets/target.ts";
import type { State } from "../kernel.ts";
import { untuned, type Sampler } from "../sampler.ts";

export interface SgldOptions {
  /** Step size of step t, counted from 0. Draws are exact only as it falls to 0: 0.1 (t + 10)^-0.55 unless given. */
  stepSize?: (t: number) => number;
  /** An unbiased estimate of the log density's gradient, such as from a batch of the data; the gradient itself unless given. */
  gradient?: (stream: Stream, position: Float64Array) => ArrayLike<number>;
}

export interface SgldState extends State {
  readonly t: number;
}

/**
 * Stochastic gradient Langevin dynamics, Welling and Teh (2011): x + h / 2 grad + N(0, h), never refused. Its draws are
 * biased by the step size h, which `summary` cannot see. The log density is watched where there is no batch. Throws a
 * RangeError for a step size that is not above 0.
 */
export function sgld(target: Target, options: SgldOptions = {}): Sampler<SgldState> {
  const { stepSize = (t: number) => 0.1 * (t + 10) ** -0.55, gradient } = options;
  const at = (position: Float64Array, t: number): SgldState => ({
    position,
    t,
    logDensity: target.logDensity(position),
  });
  return untuned("SGLD", target, {
    init: (position) => at(position, 0),
    step(stream, { position, t }) {
      const h = stepSize(t);
      if (!(h > 0 && h < Infinity))
        throw new RangeError(`The step size of SGLD's step ${t} is above 0, not ${h}`);
      const slope = gradient ? gradient(stream, position) : target.gradient(position).gradient;
      const noise = stream.normal64(target.dim);
      const next = position.map((x, i) => x + 0.5 * h * slope[i] + Math.sqrt(h) * noise[i]);
      return [at(next, t + 1), { acceptance: 1, stepSize: h }];
    },
  });
}
