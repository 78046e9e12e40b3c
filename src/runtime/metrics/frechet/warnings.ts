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
          `${few(distance, bias, near)}: take more of them, compare with distances of as many alone, or use frechetInfinity`,
        ]
      : [];
  return [...flat, ...unknown, ...biased];
}

/** How much of a distance comes of there being few samples. The bias is an estimate: it may be more than all there is. */
function few(distance: number, bias: number, near: boolean): string {
  const least = near ? "at least " : "";
  return bias < distance
    ? `${least ? "At least about" : "About"} ${decimal(bias)} of ${decimal(distance)} comes of the samples being few`
    : `All of ${decimal(distance)} may come of the samples being few, which alone makes it ${least}about ${decimal(bias)}`;
}

const reason = (samples: number | null, dim: number): string =>
  samples !== null && samples <= dim ? `, from ${count(samples)} samples` : ": some directions do not vary";
