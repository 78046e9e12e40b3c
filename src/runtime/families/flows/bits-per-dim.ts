import { sizeOf } from "../../core/shape.ts";
import { tidy, type Tensor, type Tensor1D } from "../../core/tf.ts";
import { signalFor, turn } from "../../core/turn.ts";
import { mean, varianceOfMean } from "../../diffusion/elbo/statistics.ts";

/** What data costs under a flow, -log2 p, for one dimension of an example. */
export interface BitsPerDim {
  readonly mean: number;
  /** Standard error of the mean over examples; null for one. */
  readonly error: number | null;
  /** Of each example. */
  readonly examples: Float64Array;
}

/** Examples that are worked on at a time. */
const most = 256;

/** Bits a dimension of x [B, ...shape] from the logarithms of its examples' probabilities, part after part. */
export async function bitsPerDimOf(
  x: Tensor,
  logProb: (part: Tensor, first: number) => Tensor1D,
  given?: AbortSignal,
): Promise<BitsPerDim> {
  const signal = signalFor(given);
  const [count, ...shape] = x.shape;
  const examples = new Float64Array(count);
  for (let first = 0; first < count; first += most) {
    const size = Math.min(most, count - first);
    const nats = tidy(() => logProb(x.slice([first, ...shape.map(() => 0)], [size, ...shape]), first));
    try {
      (await nats.data()).forEach((value, i) => (examples[first + i] = -value / sizeOf(shape) / Math.LN2));
    } finally {
      nats.dispose();
    }
    await turn(signal);
  }
  const wrong = examples.findIndex((value) => !Number.isFinite(value));
  if (wrong >= 0)
    throw new Error(`ln p of example ${wrong} is not finite: look at the data and at the weights`);
  const variance = varianceOfMean(examples);
  return { mean: mean(examples), error: variance === null ? null : Math.sqrt(variance), examples };
}
