import { logSumExp, tensor, type Scalar, type Tensor } from "../../core/tf.ts";
import type { Stream } from "../../random/index.ts";
import { codeKl, drawCode } from "./code.ts";
import type { LossOptions } from "./options.ts";
import type { Parts } from "./parts.ts";

/**
 * What training makes small, in nats for an example. With one importance sample it is the negative bound with KL in
 * closed form (1312.6114, equation 10), KL counting `beta` times and each latent number's mean over the batch counting
 * `freeBits` at least. With k it is that of 1509.00519, equation 8.
 */
export function vaeLoss(parts: Parts, { beta, freeBits, importance }: LossOptions) {
  return (x: Tensor, random: Stream): Scalar => {
    const flat = parts.flat(x);
    return importance > 1 ? importanceLoss(parts, x, flat, random, importance) : boundLoss(x, flat, random);
  };

  function boundLoss(x: Tensor, flat: Tensor, random: Stream): Scalar {
    const code = parts.encode(x);
    const z = drawCode(code, normals(random, code.mean.shape));
    const reconstruction = parts.likelihood.logProb(flat, parts.decode(z)).sum<Tensor>(1).mean<Scalar>();
    const kl = codeKl(code).mean<Tensor>(0);
    return (freeBits > 0 ? kl.maximum<Tensor>(freeBits) : kl)
      .sum<Scalar>()
      .mul<Scalar>(beta)
      .sub(reconstruction);
  }
}

/** The k samples of an example stand one after the other along the batch. */
function importanceLoss(parts: Parts, x: Tensor, flat: Tensor, random: Stream, k: number): Scalar {
  const { mean, logStd } = parts.encode(x);
  const [batch, latent] = mean.shape;
  const each = (of: Tensor): Tensor =>
    of
      .expandDims<Tensor>(1)
      .tile([1, k, 1])
      .reshape([batch * k, of.size / batch]);
  const eps = normals(random, [batch * k, latent]);
  const [m, s] = [each(mean), each(logStd)];
  const z = drawCode({ mean: m, logStd: s }, eps);
  // ln p(z) - ln q(z | x), of which the constants cancel.
  const ratio = eps.square<Tensor>().sub<Tensor>(z.square()).mul<Tensor>(0.5).add<Tensor>(s).sum<Tensor>(1);
  const log = parts.likelihood.logProb(each(flat), parts.decode(z)).sum<Tensor>(1).add<Tensor>(ratio);
  return logSumExp(log.reshape([batch, k]), 1)
    .sub<Tensor>(Math.log(k))
    .mean<Scalar>()
    .neg();
}

const normals = (random: Stream, shape: number[]): Tensor =>
  tensor(random.normal(shape.reduce((size, length) => size * length, 1)), shape);
