import { sizeOf } from "../../core/shape.ts";
import { tidy, type Tensor, type Tensor1D } from "../../core/tf.ts";
import { signalFor, turn } from "../../core/turn.ts";
import { workBar } from "../../display/work-bar.ts";
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
  { signal: given, show = true }: { signal?: AbortSignal | undefined; show?: boolean | undefined } = {},
): Promise<BitsPerDim> {
  const signal = signalFor(given);
  const [count, ...shape] = x.shape;
  const parts = Math.ceil(count / most);
  const bar = show && parts > 1 ? workBar(parts, "Likelihood") : null;
  const nats = new Float64Array(count);
  for (let first = 0; first < count; first += most) {
    const size = Math.min(most, count - first);
    const part = tidy(() => logProb(x.slice([first, ...shape.map(() => 0)], [size, ...shape]), first));
    try {
      nats.set(await part.data(), first);
    } finally {
      part.dispose();
    }
    bar?.step();
    await turn(signal);
  }
  bar?.end();
  return asBits(nats, sizeOf(shape), 0);
}

/** The same of ln p of each example [B], which is disposed of, with the logarithm of an example's volume. */
export async function bitsOf(logProb: Tensor1D, dims: number, logVolume = 0): Promise<BitsPerDim> {
  try {
    return asBits(Float64Array.from(await logProb.data()), dims, logVolume);
  } finally {
    logProb.dispose();
  }
}

function asBits(nats: Float64Array, dims: number, logVolume: number): BitsPerDim {
  const wrong = nats.findIndex((value) => !Number.isFinite(value));
  if (wrong >= 0)
    throw new Error(`ln p of example ${wrong} is ${nats[wrong]}: look at the data and at the weights`);
  const examples = nats.map((value) => -(value + logVolume) / dims / Math.LN2);
  const variance = varianceOfMean(examples);
  return { mean: mean(examples), error: variance === null ? null : Math.sqrt(variance), examples };
}
