import type { Tensor, Tensor1D } from "../../core/tf.ts";
import { dataLevel, posterior, type Schedule } from "../../schedules/index.ts";
import { instants } from "../instant.ts";
import type { LearnedVariance } from "../denoiser.ts";
import type { Decoder } from "./decoder.ts";

/**
 * L_t of a learned variance in bits by dimension [B], for t of 0 .. T - 1 of each example: the divergence of
 * p(x_{t-1} | x_t) from q(x_{t-1} | x_t, x_0), at t = 0 the decoder's -ln p(x_0 | x_1). The means are those of `read`,
 * the model's x_0, and of x0 itself. DDPM (2006.11239), equation 5.
 */
export function boundTerm(
  schedule: Schedule,
  decoder: Decoder,
  {
    t,
    x0,
    read,
    xt,
    variance,
  }: {
    t: ArrayLike<number>;
    x0: Tensor;
    read: Tensor;
    xt: Tensor;
    variance: LearnedVariance;
  },
): Tensor1D {
  const at = instants(schedule, t, x0.shape);
  const before = ({ t }: { t: number }) =>
    posterior(schedule.level(t), t === 0 ? dataLevel : schedule.level(t - 1));
  const trueLog = at.scale(({ t }) => schedule.posteriorLogVarianceClipped[t]);
  const log = logVariance(
    variance,
    trueLog,
    at.scale(({ t }) => Math.log(schedule.betas[t])),
  );
  const apart = x0.sub(read).mul(at.scale((one) => before(one).x0));
  const divergence = apart
    .square()
    .mul(log.neg().exp())
    .add(trueLog.sub(log).exp())
    .add(log.sub(trueLog))
    .sub(1)
    .div(2);
  const mean = read.mul(at.scale((one) => before(one).x0)).add(xt.mul(at.scale((one) => before(one).xt)));
  const first = at.t.equal(0).broadcastTo(x0.shape);
  const nats = decoder(x0, mean, log).neg().where(first, divergence);
  return nats.reshape([x0.shape[0], -1]).mean<Tensor1D>(1).div(Math.LN2);
}

function logVariance(variance: LearnedVariance, least: Tensor, most: Tensor): Tensor {
  if (variance.kind === "free") return variance.log;
  return least.add(variance.fraction.mul(most.sub(least)));
}
