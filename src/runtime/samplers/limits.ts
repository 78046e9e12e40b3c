import { dispose, tidy, topk, type Tensor } from "../core/tf.ts";
import { sizeOf } from "../core/shape.ts";

/** What predicted data is held to. */
export interface Limits {
  /** Range that predicted data is clipped to, such as [-1, 1] for images. */
  clip?: readonly [number, number];
  /**
   * Imagen's dynamic thresholding (2205.11487, section 2.3): each sample is clipped to [-s, s] and divided by s, which is
   * the quantile `ratio` of its |x_0|, at least 1 and then at most `max` (no limit unless given). A number is the ratio.
   */
  threshold?: number | { ratio: number; max?: number };
}

export const limitOptions: readonly string[] = ["clip", "threshold"];

/** The function that holds predicted data [B, ...] to its limits; null where there are none. */
export function limiter({ clip, threshold }: Limits): ((x0: Tensor) => Tensor) | null {
  if (clip && threshold !== undefined)
    throw new TypeError("Give clip or threshold, not both: each limits x_0 in its way");
  if (clip) {
    const [low, high] = clip;
    if (!(low < high)) throw new RangeError(`clip is a range such as [-1, 1], not [${low}, ${high}]`);
    return (x0) => x0.clipByValue(low, high);
  }
  if (threshold === undefined) return null;
  const { ratio, max = Infinity } = typeof threshold === "number" ? { ratio: threshold } : threshold;
  if (!(ratio > 0 && ratio <= 1))
    throw new RangeError(`The ratio of a threshold lies in (0, 1], and is ${ratio}`);
  if (!(max > 0)) throw new RangeError(`The max of a threshold is more than 0, not ${max}`);
  return (x0) => dynamicThreshold(x0, ratio, max);
}

function dynamicThreshold(x0: Tensor, ratio: number, max: number): Tensor {
  return tidy(() => {
    const flat = x0.reshape([x0.shape[0], -1]);
    const s = quantile(flat.abs(), ratio).maximum(1).minimum(max);
    return flat.minimum(s).maximum(s.neg()).div(s).reshape(x0.shape);
  });
}

/** The quantile of each row [B, n] as [B, 1], linear between the two values that are nearest. */
function quantile(rows: Tensor, ratio: number): Tensor {
  const n = sizeOf(rows.shape.slice(1));
  const place = ratio * (n - 1);
  const below = Math.floor(place);
  const { values, indices } = topk(rows, n - below);
  dispose(indices);
  const lower = values.slice([0, n - below - 1], [-1, 1]);
  const upper = values.slice([0, Math.max(n - below - 2, 0)], [-1, 1]);
  return lower.add(upper.sub(lower).mul(place - below));
}
