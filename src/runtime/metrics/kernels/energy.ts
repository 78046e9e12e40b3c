import { displaySymbol, type MimeBundle } from "../../../protocol/host.ts";
import { decimal } from "../../display/text.ts";
import { expectSameDim, pointsOf, type Features } from "../features.ts";
import { inView } from "../in-view.ts";
import { namedRows } from "../look.ts";
import { pairEffort, pairMeans } from "./means.ts";

export interface EnergyDistance {
  /** 2 E|X - Y| - E|X - X'| - E|Y - Y'|; where it is unbiased, it may be below 0. */
  readonly squared: number;
  /** Its root, as scipy.stats.energy_distance; 0 where it is below 0. */
  readonly distance: number;
  [displaySymbol](): MimeBundle;
}

export interface EnergyOptions {
  /**
   * Whether a sample counts as a pair with itself; so it does unless given, as in SciPy and in the tests that are made of it.
   * It is never below 0 then, but above 0 for sets of one distribution: unbiased, their values lie around 0.
   */
  biased?: boolean;
  /** Ends the work early; in a notebook an interrupt does. */
  signal?: AbortSignal;
}

/**
 * The energy distance of features [N, D] (Székely and Rizzo 2013), which is 0 for equal distributions alone and has nothing
 * to be tuned; features of a larger scale weigh more. Time goes with (N1 + N2)^2 D. Throws a RangeError for fewer than 2
 * samples, other shapes and numbers that are not finite.
 */
export async function energyDistance(
  a: Features,
  b: Features,
  { biased = true, signal }: EnergyOptions = {},
): Promise<EnergyDistance> {
  const [x, y] = [await pointsOf("energyDistance", a, 2), await pointsOf("energyDistance", b, 2)];
  expectSameDim("energyDistance", x, y);
  const work = pairMeans(x, y, Math.sqrt, biased);
  const { aa, bb, ab } = await inView("energy distance", pairEffort(x, y), work, signal);
  const squared = 2 * ab - aa - bb;
  const distance = Math.sqrt(Math.max(0, squared));
  return {
    squared,
    distance,
    [displaySymbol]: () => namedRows("Energy distance", [["distance", decimal(distance)]]),
  };
}
