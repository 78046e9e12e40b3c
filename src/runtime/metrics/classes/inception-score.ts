import { displaySymbol, type MimeBundle } from "../../../protocol/host.ts";
import { expectInteger } from "../../core/shape.ts";
import { decimal } from "../../display/text.ts";
import { stream } from "../../random/index.ts";
import { pointsOf, type Features, type Points } from "../features.ts";
import { inView } from "../in-view.ts";
import { namedRows } from "../look.ts";
import type { Work } from "../work.ts";

export interface InceptionScore {
  /** Mean over the splits, from 1 to the number of classes; more is better. */
  readonly mean: number;
  /** Standard deviation over the splits, divided by their number. */
  readonly sd: number;
  /** Of each split. */
  readonly values: Float64Array;
  [displaySymbol](): MimeBundle;
}

export interface InceptionOptions {
  /** What the classifier gave: probabilities unless "logits" is said. */
  of?: "probabilities" | "logits";
  /** Parts that are scored apart; 10 unless given. */
  splits?: number;
  /** In which order samples are split; 0 unless given. null leaves theirs: sorted by class, they would score too low. */
  seed?: number | null;
  /** Ends the work early; in a notebook an interrupt does. */
  signal?: AbortSignal;
}

/**
 * Inception score (1606.03498): exp(E_x KL(p(y|x) || p(y))) of class probabilities [N, C], averaged over splits. It never sees
 * the data: memorised or single images of each class score best (1801.01973). It depends on the size of a split, so
 * compare scores of as many samples; 50,000 in 10 are usual. Throws a RangeError for rows that are no probabilities, fewer
 * samples than splits, other shapes and numbers that are not finite.
 */
export async function inceptionScore(
  predictions: Features,
  { of = "probabilities", splits = 10, seed = 0, signal }: InceptionOptions = {},
): Promise<InceptionScore> {
  expectInteger("splits of inceptionScore", splits, 1);
  const points = await pointsOf("inceptionScore", predictions, splits);
  const probabilities = of === "logits" ? softmax(points) : expectProbabilities(points);
  const order = seed === null ? null : stream(seed).permutation(points.count);
  const bound = (split: number) => Math.floor((split * points.count) / splits);
  const work = scores(
    probabilities,
    Array.from({ length: splits + 1 }, (_, i) => bound(i)),
    order,
  );
  const values = await inView("inception score", 20 * points.values.length, work, signal);
  const mean = values.reduce((sum, value) => sum + value, 0) / splits;
  const sd = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / splits);
  return {
    mean,
    sd,
    values,
    [displaySymbol]: () =>
      namedRows("Inception score", [["mean", decimal(mean) + (splits > 1 ? ` ± ${decimal(sd)}` : "")]]),
  };
}

function* scores(
  probabilities: Points,
  bounds: readonly number[],
  order: Int32Array | null,
): Work<Float64Array> {
  const values = new Float64Array(bounds.length - 1);
  for (let i = 0; i < values.length; i++) {
    values[i] = yield* score(probabilities, bounds[i], bounds[i + 1], order);
  }
  return values;
}

function* score({ values, dim }: Points, from: number, to: number, order: Int32Array | null): Work<number> {
  const marginal = new Float64Array(dim);
  let negativeEntropy = 0;
  for (let i = from; i < to; i++) {
    const row = (order ? order[i] : i) * dim;
    for (let c = 0; c < dim; c++) {
      const p = values[row + c];
      marginal[c] += p / (to - from);
      if (p > 0) negativeEntropy += (p * Math.log(p)) / (to - from);
    }
    yield 20 * dim;
  }
  // E KL(p(y|x) || p(y)) = H(y) - H(y|x)
  const entropy = marginal.reduce((sum, p) => (p > 0 ? sum - p * Math.log(p) : sum), 0);
  return Math.exp(Math.max(0, entropy + negativeEntropy));
}

function softmax({ values, count, dim }: Points): Points {
  const out = new Float64Array(values.length);
  for (let at = 0; at < values.length; at += dim) {
    const most = values.subarray(at, at + dim).reduce((a, b) => Math.max(a, b));
    let total = 0;
    for (let c = at; c < at + dim; c++) total += out[c] = Math.exp(values[c] - most);
    for (let c = at; c < at + dim; c++) out[c] /= total;
  }
  return { values: out, count, dim };
}

/** Rows sum to 1 as well as float32 can; they are made to as float64 can. */
function expectProbabilities({ values, count, dim }: Points): Points {
  const out = new Float64Array(values.length);
  for (let i = 0; i < count; i++) {
    const row = values.subarray(i * dim, (i + 1) * dim);
    const total = row.reduce((a, b) => a + b);
    if (row.some((p) => p < 0) || Math.abs(total - 1) > 1e-3) {
      throw new RangeError(
        `Row ${i} of inceptionScore is no probabilities: it sums to ${total}, its least is ${Math.min(...row)}. Say of: "logits" for logits`,
      );
    }
    row.forEach((p, c) => (out[i * dim + c] = p / total));
  }
  return { values: out, count, dim };
}
