import {
  dispose,
  tidy,
  where,
  type Scalar,
  type Tensor,
  type Tensor1D,
  type Variable,
} from "../../../core/tf.ts";
import { expectInteger, shapeText } from "../../../core/shape.ts";
import { weightMaker } from "../../../networks/weights.ts";
import { expectChannels } from "../expect-vector.ts";
import type { FlowLayer } from "../layer.ts";
import { sameForEach } from "../log-det.ts";

/** What weights hold that were never set. An assignment, by training or a checkpoint, gives a weight other data. */
const unset = new WeakSet();

/**
 * (x + shift) scale with a learned shift and scale for each entry of the last axis: Glow's activation normalization
 * (1807.03039, section 3.1). A flow's loss sets them so that a first batch leaves with mean 0 and variance 1, unless training
 * or a checkpoint has set them; an entry that is the same throughout keeps scale 1. Until then it is the identity.
 */
export function actNorm({ channels }: { channels: number }): FlowLayer {
  expectInteger("channels", channels, 1);
  const make = weightMaker(0);
  const shift = make.constant("shift", [channels], 0);
  const logScale = make.constant("logScale", [channels], 0);
  unset.add(logScale.dataId);
  const logDet = (x: Tensor): Tensor1D =>
    sameForEach(logScale.sum().mul<Scalar>(x.size / x.shape[0] / channels), x.shape[0]);
  const name = "activation normalization";

  return {
    name,
    weights: make.all,
    passes: { forward: 1, inverse: 1 },
    shape: (before) => expectChannels(name, channels, before),
    forward: (x) => tidy(() => ({ y: x.add(shift).mul(logScale.exp()), logDet: logDet(x) })),
    inverse: (y) => tidy(() => ({ y: y.mul(logScale.neg().exp()).sub(shift), logDet: logDet(y).neg() })),
    start: {
      due: () => unset.has(logScale.dataId),
      by: (x) => setBy(x, channels, shift, logScale),
    },
    dispose: () => dispose([shift, logScale]),
  };
}

function setBy(x: Tensor, channels: number, shift: Variable, logScale: Variable): void {
  if (x.size / channels < 2) {
    throw new RangeError(
      `Activation normalization begins with the variance of its first batch, and one of shape ${shapeText(x.shape)} ` +
        `has none: begin with a larger batch`,
    );
  }
  tidy(() => {
    const rows = x.reshape([-1, channels]);
    const mean = rows.mean(0);
    const variance = rows.sub(mean).square().mean(0);
    // Rounding leaves some variance to an entry that is the same throughout.
    const spread = variance.greater(mean.square().mul(1e-12).add(1e-30));
    shift.assign(mean.neg());
    logScale.assign(where(spread, variance.maximum(1e-30).log().mul(-0.5), variance.zerosLike()));
  });
}
