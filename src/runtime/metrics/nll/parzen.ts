import { expectOptions } from "../../core/options.ts";
import { logSumExp } from "../../inference/distributions/special/log-sum-exp.ts";
import { expectSameDim, pointsOf, type Features, type Points } from "../features.ts";
import { inView } from "../in-view.ts";
import { eachTile } from "../neighbours/distances.ts";
import type { Work } from "../work.ts";
import { nllOf, type Nll } from "./nll.ts";

export interface ParzenOptions {
  /** Held-out examples that the bandwidth is chosen on; they are not those that are measured. */
  validation: Features;
  /** Bandwidths to choose among; 13 from 0.01 to 10 unless given, evenly in their logarithms. */
  bandwidths?: readonly number[];
  /** Ends the work early; in a notebook an interrupt does. */
  signal?: AbortSignal;
}

/** A Parzen estimate with the bandwidth that it was made with. */
export interface ParzenNll extends Nll {
  readonly bandwidth: number;
  /** Mean nats of the validation examples for each bandwidth that was tried. */
  readonly validation: readonly { readonly bandwidth: number; readonly nats: number }[];
}

const warning =
  "A Parzen estimate is no likelihood of the model: in many dimensions it is far off however many samples there are, and it ranks models wrongly (1511.01844, section 3.3). It favours samples that are means, and is of use beside old papers alone";

/**
 * -ln of the Parzen window estimate of held-out examples [N, D]: the density of a mixture of round Gaussians about the samples
 * [M, D], all as wide as the one bandwidth that fits the validation examples best. It is here to be compared with old papers:
 * Theis et al. (1511.01844) show why it misleads, and every result says so. Time goes with N M D. Throws a RangeError for
 * shapes that differ, numbers that are not finite, and where the best bandwidth is the first or last of those that were tried.
 */
export async function parzen(
  samples: Features,
  examples: Features,
  options: ParzenOptions,
): Promise<ParzenNll> {
  expectOptions("parzen", options, ["validation", "bandwidths", "signal"]);
  const { bandwidths = usual, signal } = options;
  if (bandwidths.length < 1 || bandwidths.some((h) => !(h > 0 && h < Infinity))) {
    throw new RangeError("The bandwidths of parzen are numbers above 0, at least one");
  }
  const centres = await pointsOf("parzen", samples, 1);
  const [held, measured] = [
    await pointsOf("parzen's validation", options.validation, 1),
    await pointsOf("parzen", examples, 1),
  ];
  expectSameDim("parzen", centres, held);
  expectSameDim("parzen", centres, measured);
  const effort = (held.count * bandwidths.length + measured.count) * centres.count * (centres.dim + 10);
  const found = await inView("Parzen window", effort, chosen(centres, held, measured, bandwidths), signal);
  const { best, tried } = found;
  if (bandwidths.length > 1 && (best === 0 || best === bandwidths.length - 1)) {
    throw new RangeError(
      `The validation examples fit best with a bandwidth of ${bandwidths[best]}, at the end of those that were tried: give bandwidths beyond it`,
    );
  }
  const bandwidth = bandwidths[best];
  const made = nllOf({
    kind: "estimate",
    of: "density",
    examples: found.nats,
    dims: centres.dim,
    how: `Parzen window of ${centres.count} samples, bandwidth ${Number(bandwidth.toPrecision(3))} chosen on ${held.count} validation examples`,
    warnings: [warning],
  });
  return { ...made, bandwidth, validation: tried };
}

const usual = Array.from({ length: 13 }, (_, i) => 10 ** (-2 + i / 4));

function* chosen(
  centres: Points,
  held: Points,
  measured: Points,
  bandwidths: readonly number[],
): Work<{ best: number; tried: ParzenNll["validation"]; nats: Float64Array }> {
  const costs = yield* costsOf(centres, held, bandwidths);
  const tried = bandwidths.map((bandwidth, i) => ({
    bandwidth,
    nats: costs[i].reduce((sum, nats) => sum + nats, 0) / held.count,
  }));
  const best = tried.reduce((least, { nats }, i) => (nats < tried[least].nats ? i : least), 0);
  const [nats] = yield* costsOf(centres, measured, [bandwidths[best]]);
  return { best, tried, nats };
}

/** -ln p of points for each bandwidth. */
function* costsOf(centres: Points, points: Points, bandwidths: readonly number[]): Work<Float64Array[]> {
  // ln of the sum of exp(-d^2 / 2 h^2) grows by one tile at a time.
  const logs = bandwidths.map(() => new Float64Array(points.count).fill(-Infinity));
  yield* eachTile(points, centres, ({ i0, rows, columns, values }) => {
    const terms = new Float64Array(columns + 1);
    for (const [b, h] of bandwidths.entries()) {
      for (let i = 0; i < rows; i++) {
        for (let j = 0; j < columns; j++) terms[j] = values[i * columns + j] / (-2 * h * h);
        terms[columns] = logs[b][i0 + i];
        logs[b][i0 + i] = logSumExp(terms);
      }
    }
  });
  return bandwidths.map((h, b) =>
    logs[b].map((log) => Math.log(centres.count) + (centres.dim / 2) * Math.log(2 * Math.PI * h * h) - log),
  );
}
