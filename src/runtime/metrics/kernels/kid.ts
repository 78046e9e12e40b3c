import { displaySymbol, type MimeBundle } from "../../../protocol/host.ts";
import { expectInteger } from "../../core/shape.ts";
import { count, decimal } from "../../display/text.ts";
import { stream, type Stream } from "../../random/index.ts";
import { expectSameDim, pointsOf, type Features, type Points } from "../features.ts";
import { inView } from "../in-view.ts";
import { addDots, type RowMatrix } from "../linear/dots.ts";
import { namedRows } from "../look.ts";
import type { Work } from "../work.ts";

export interface Kid {
  /** Mean over the subsets of the unbiased MMD^2; often reported times 1000. It may be below 0. */
  readonly mean: number;
  /** Standard deviation over the subsets, divided by their number, as torchmetrics has it: no error of the mean. */
  readonly sd: number;
  /** Of each subset. */
  readonly values: Float64Array;
  /** Samples of each set in a subset. */
  readonly subsetSizes: readonly [number, number];
  [displaySymbol](): MimeBundle;
}

export interface KidOptions {
  /** How many; 100 unless given. Where each would take in all samples there is one. */
  subsets?: number;
  /**
   * Samples of each set in a subset, drawn without repetition; 1000 unless given, or as many as the smaller set has. "all"
   * takes all of both at once: the least noise, and the most time.
   */
  subsetSize?: number | "all";
  /** Which samples; 0 unless given. */
  seed?: number;
  /** Ends the work early; in a notebook an interrupt does. */
  signal?: AbortSignal;
}

/**
 * Kernel inception distance (1801.01401, section 4): MMD^2 of features [N, D] under the kernel (x y / D + 1)^3, unbiased,
 * averaged over random subsets as in torchmetrics and clean-fid. Unlike FID it has no bias by the number of samples; its
 * scale depends on the features' (nothing is normalised), so compare features of one extractor. Time goes with
 * subsets * subsetSize^2 * D. Throws a RangeError for fewer than 2 samples, a subset larger than a set, other shapes and
 * numbers that are not finite.
 */
export async function kid(a: Features, b: Features, options: KidOptions = {}): Promise<Kid> {
  const [x, y] = [await pointsOf("kid", a, 2), await pointsOf("kid", b, 2)];
  expectSameDim("kid", x, y);
  const fewer = Math.min(x.count, y.count);
  const { subsets: wanted = 100, subsetSize = Math.min(1000, fewer), seed = 0, signal } = options;
  expectInteger("subsets of kid", wanted, 1);
  if (subsetSize !== "all") expectInteger("subsetSize of kid", subsetSize, 2);
  if (subsetSize !== "all" && subsetSize > fewer) {
    throw new RangeError(`A subset of ${subsetSize} is more than the ${fewer} samples that there are`);
  }
  const sizes = subsetSize === "all" ? ([x.count, y.count] as const) : ([subsetSize, subsetSize] as const);
  const subsets = sizes[0] === x.count && sizes[1] === y.count ? 1 : wanted;
  const effort = subsets * (sizes[0] + sizes[1]) ** 2 * 0.5 * x.dim;
  const values = await inView("KID", effort, overSubsets(x, y, subsets, sizes, stream(seed)), signal);
  const mean = values.reduce((sum, value) => sum + value, 0) / subsets;
  const sd = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / subsets);
  return {
    mean,
    sd,
    values,
    subsetSizes: sizes,
    [displaySymbol]: () =>
      namedRows("Kernel distance", [
        ["KID", decimal(mean) + (subsets > 1 ? ` ± ${decimal(sd)}` : "")],
        ["subsets", `${count(subsets)} of ${sizes.map(count).join(" and ")} samples`],
      ]),
  };
}

function* overSubsets(
  x: Points,
  y: Points,
  subsets: number,
  sizes: readonly [number, number],
  random: Stream,
): Work<Float64Array> {
  const values = new Float64Array(subsets);
  for (let i = 0; i < subsets; i++) {
    const own = random.split(i);
    values[i] = yield* unbiased(subsetOf(x, sizes[0], own), subsetOf(y, sizes[1], own));
  }
  return values;
}

/** Random rows; all of them, as they are, where as many are asked for. */
function subsetOf({ values, count: all, dim }: Points, size: number, random: Stream): RowMatrix {
  if (size === all) return { values, rows: all, columns: dim };
  const chosen = random.permutation(all).subarray(0, size);
  const rows = new Float64Array(size * dim);
  chosen.forEach((from, at) => rows.set(values.subarray(from * dim, (from + 1) * dim), at * dim));
  return { values: rows, rows: size, columns: dim };
}

function* unbiased(x: RowMatrix, y: RowMatrix): Work<number> {
  const dots = new Float64Array(x.rows * y.rows);
  yield* addDots(dots, x, y);
  let between = 0;
  for (const dot of dots) between += kernel(dot, x.columns);
  return (yield* meanWithin(x)) + (yield* meanWithin(y)) - (2 * between) / dots.length;
}

/** Of two different samples. */
function* meanWithin(x: RowMatrix): Work<number> {
  const n = x.rows;
  const dots = new Float64Array(n * n);
  yield* addDots(dots, x, x, true);
  let sum = 0;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) sum += kernel(dots[i * n + j], x.columns);
  }
  return (2 * sum) / (n * (n - 1));
}

const kernel = (dot: number, dim: number): number => (dot / dim + 1) ** 3;
