import { count, decimal } from "../../display/text.ts";
import type { FrechetDistance } from "./distance.ts";

/** The share of a distance that may be its bias without a word. */
const tolerable = 0.05;

/** What speaks against trusting a Fréchet distance, in words. */
export function warningsOf({
  distance,
  dim,
  counts,
  ranks,
  bias,
}: Pick<FrechetDistance, "distance" | "dim" | "counts" | "ranks" | "bias">): string[] {
  const which = ["first", "second"];
  const flat = ranks.flatMap((rank, i) =>
    rank < dim
      ? `The covariance of the ${which[i]} set has rank ${count(rank)} in ${count(dim)} dimensions${reason(counts[i], dim)}`
      : [],
  );
  const unknown = counts.includes(null)
    ? ["How many samples there were is not said: the bias is unknown (n of loadStatistics says it)"]
    : [];
  // There the first order in 1 / N is too little.
  const near = counts.some((samples) => samples !== null && samples > dim && samples < 5 * dim);
  const biased =
    bias !== null && bias > tolerable * distance
      ? [
          `${near ? "At least a" : "A"}bout ${decimal(bias)} of ${decimal(distance)} comes of the samples being few: take more of them, compare with distances of as many alone, or use frechetInfinity`,
        ]
      : [];
  return [...flat, ...unknown, ...biased];
}

const reason = (samples: number | null, dim: number): string =>
  samples !== null && samples <= dim ? `, from ${count(samples)} samples` : ": some directions do not vary";
