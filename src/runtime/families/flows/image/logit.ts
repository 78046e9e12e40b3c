import { tidy } from "../../../core/tf.ts";
import { expectOptions } from "../../../core/options.ts";
import type { FlowLayer } from "../layer.ts";
import { sumEach } from "../log-det.ts";

export interface LogitOptions {
  /** The range of the data: -1 and 1 unless given. */
  from?: number;
  to?: number;
  /** The range becomes [margin, 1 - margin] before the logit, so that its ends stay finite; 0.05 unless given. */
  margin?: number;
}

/**
 * Numbers of a range to all numbers: logit(margin + (1 - 2 margin) v) of the place v in the range, from 0 to 1. RealNVP
 * (1605.08803), section 4.1. Samples may leave the range by margin / (1 - 2 margin) of it; a number farther outside has
 * no density, and NaN for its logarithm.
 */
export function logit(options: LogitOptions = {}): FlowLayer {
  expectOptions("logit", options, ["from", "to", "margin"]);
  const { from = -1, to = 1, margin = 0.05 } = options;
  if (!(Number.isFinite(from) && Number.isFinite(to) && from < to))
    throw new RangeError(`from of logit lies below to, both finite, not at ${from} with to at ${to}`);
  if (!(margin > 0 && margin < 0.5))
    throw new RangeError(`margin of logit lies between 0 and 1/2, not at ${margin}`);
  const slope = (1 - 2 * margin) / (to - from);
  return {
    name: "logit",
    weights: {},
    passes: { forward: 1, inverse: 1 },
    shape: (before) => before,
    forward: (x) =>
      tidy(() => {
        const p = x.sub(from).mul(slope).add(margin);
        const [logP, logRest] = [p.log(), p.neg().add(1).log()];
        const each = logP.add(logRest).neg().add(Math.log(slope));
        return { y: logP.sub(logRest), logDet: sumEach(each) };
      }),
    inverse: (y) =>
      tidy(() => {
        // ln sigmoid(y) + ln sigmoid(-y), where either may be tiny.
        const each = y.neg().softplus().add(y.softplus()).neg().sub(Math.log(slope));
        return { y: y.sigmoid().sub(margin).div(slope).add(from), logDet: sumEach(each) };
      }),
    dispose: () => undefined,
  };
}
