import { gaussianCost, discretizedGaussianLogLikelihood, type Discretization } from "../likelihood/index.ts";

/** p(x_0 | x_1): a density for continuous data, or probabilities of levels from -1 to 1 for quantized data. */
export interface DecoderOptions extends Discretization {
  /**
   * "gaussian" or "discretized". Unless given, it is "discretized" where `levels` is given or all data lies on the
   * levels of 8 bits, k / 127.5 - 1, and else "gaussian".
   */
  decoder?: "gaussian" | "discretized";
}

/** What data costs whose prediction is `mean`, in nats a dimension. */
export interface Decoder {
  /** How many levels the data has, where it is discretized. */
  readonly levels: number | null;
  /** Where data lies for certain. */
  readonly range: readonly [number, number] | undefined;
  cost(x: number, mean: number, variance: number): number;
}

/** Single precision keeps a level to this part of the distance to the next. */
const rounding = 1e-3;

/** The decoder of this data. Throws a RangeError for options it does not know and data that is off the levels. */
export function decoderFor(data: Float32Array, options: DecoderOptions): Decoder {
  const { levels = 256, cdf } = options;
  const chosen =
    options.decoder ?? (options.levels !== undefined || !offLevel(data, 256) ? "discretized" : "gaussian");
  if (chosen === "gaussian") {
    const cost = (x: number, mean: number, variance: number) => gaussianCost((x - mean) ** 2, variance);
    return { levels: null, range: undefined, cost };
  }
  if ((chosen as string) !== "discretized") {
    throw new RangeError(`decoder is one of gaussian, discretized, not "${chosen as string}"`);
  }
  const cost = (x: number, mean: number, variance: number) =>
    -discretizedGaussianLogLikelihood(x, mean, 0.5 * Math.log(variance), { levels, cdf });
  cost(0, 0, 1); // throws for options that make no sense
  expectLevels(data, levels, 'a discretized decoder (decoder: "gaussian" is for other data)');
  return { levels, range: [-1, 1], cost };
}

/** Throws a RangeError unless all data is on `levels` levels from -1 to 1, which is what `who` needs. */
export function expectLevels(data: Float32Array, levels: number, who: string): void {
  const off = offLevel(data, levels);
  if (!off) return;
  throw new RangeError(
    `Entry ${off.index} of the data is ${off.value}, and ${who} needs ${levels} levels from -1 to 1: ` +
      `scale whole numbers k of 0 to ${levels - 1} to 2 k / ${levels - 1} - 1, or set the number of levels`,
  );
}

/** The first entry that is on none of the levels. */
function offLevel(data: Float32Array, levels: number): { index: number; value: number } | null {
  const index = data.findIndex((value) => {
    const level = ((value + 1) / 2) * (levels - 1);
    return !(Math.abs(value) <= 1 + 1e-6 && Math.abs(level - Math.round(level)) < rounding);
  });
  return index < 0 ? null : { index, value: data[index] };
}
