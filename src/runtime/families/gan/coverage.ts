import { displaySymbol, type MimeBundle } from "../../../protocol/host.ts";
import { shapeText } from "../../core/shape.ts";
import type { Tensor } from "../../core/tf.ts";
import { decimal } from "../../display/text.ts";
import type { Modes } from "./modes.ts";

/** Which modes samples are in. */
export interface Coverage {
  /** Modes that a sample of high quality is in, and how many there are. */
  readonly hit: number;
  readonly modes: number;
  /** Share of the samples that are of high quality: within 3 standard deviations of the nearest mode. */
  readonly quality: number;
  /** KL in nats of the samples' share of each mode from an even one; 0 is best, ln `modes` worst. */
  readonly kl: number;
  /** Samples that each mode is nearest to, and those of them that are of high quality. */
  readonly counts: readonly number[];
  readonly good: readonly number[];
  [displaySymbol](): MimeBundle;
}

/**
 * The measures of VEEGAN (1705.07761, section 4.1) and PacGAN (1712.04086, section 4) of samples [n, d], in float64. A sample
 * counts for the mode that is nearest. Throws a RangeError for samples of another dimension or that are not finite.
 */
export async function coverage(
  samples: Tensor,
  { means, std }: Pick<Modes, "means" | "std">,
): Promise<Coverage> {
  const dims = means[0].length;
  if (samples.rank !== 2 || samples.shape[1] !== dims || samples.shape[0] < 1) {
    throw new RangeError(`The samples of these modes are [n, ${dims}], not ${shapeText(samples.shape)}`);
  }
  const values = await samples.data<"float32">();
  const wrong = values.findIndex((value) => !Number.isFinite(value));
  if (wrong >= 0) throw new RangeError(`Samples are finite, and entry ${wrong} is ${values[wrong]}`);
  const counts = means.map(() => 0);
  const good = means.map(() => 0);
  const n = samples.shape[0];
  for (let i = 0; i < n; i++) {
    const { mode, distance } = nearest(values.subarray(i * dims, (i + 1) * dims), means);
    counts[mode]++;
    if (distance <= 3 * std) good[mode]++;
  }
  const seen = {
    hit: good.filter((count) => count > 0).length,
    modes: means.length,
    quality: good.reduce((a, b) => a + b) / n,
    kl: counts.reduce(
      (sum, count) => (count ? sum + (count / n) * Math.log((count / n) * means.length) : sum),
      0,
    ),
    counts,
    good,
  };
  return { ...seen, [displaySymbol]: () => ({ "text/plain": text(seen) }) };
}

function nearest(x: Float32Array, means: Modes["means"]): { mode: number; distance: number } {
  const squares = means.map((mean) => mean.reduce((sum, value, j) => sum + (x[j] - value) ** 2, 0));
  const least = Math.min(...squares);
  return { mode: squares.indexOf(least), distance: Math.sqrt(least) };
}

const text = ({ hit, modes, quality, kl }: Omit<Coverage, typeof displaySymbol>): string =>
  `${hit} of ${modes} modes, ${decimal(100 * quality)} % of the samples within 3 standard deviations of one, ` +
  `KL ${decimal(kl)} nats from an even share`;
