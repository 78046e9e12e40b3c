import { expectInteger } from "../core/shape.ts";
import { linspace } from "./linspace.ts";

/** How a sampler with fewer steps than the schedule chooses among them: Lin et al. (2305.08891), table 2. */
export type Spacing = "leading" | "trailing" | "linspace";

/** To the nearest whole number, halves to the even one, as Python and NumPy round. */
function roundHalfEven(x: number): number {
  const below = Math.floor(x);
  const rest = x - below;
  if (rest !== 0.5) return Math.round(x);
  return below % 2 === 0 ? below : below + 1;
}

const spacings: Record<Spacing, (total: number, count: number) => number[]> = {
  leading(total, count) {
    const stride = Math.floor(total / count);
    return Array.from({ length: count }, (_, i) => (count - 1 - i) * stride);
  },
  trailing: (total, count) =>
    Array.from({ length: count }, (_, i) => roundHalfEven(total - i * (total / count)) - 1),
  linspace: (total, count) => Array.from(linspace(0, total - 1, count), roundHalfEven).reverse(),
};

/**
 * `count` of the timesteps 0 .. total - 1, from the noisiest down. `offset` is added to each where the spacing is
 * leading. Throws a RangeError when count is not a whole number from 1 to total or the offset leads past the last.
 */
export function timesteps(
  total: number,
  count: number,
  { spacing = "leading", offset = 0 }: { spacing?: Spacing; offset?: number } = {},
): number[] {
  expectInteger("steps", count, 1);
  if (count > total) throw new RangeError(`A sampler cannot take ${count} steps on a schedule of ${total}`);
  if (!Object.hasOwn(spacings, spacing)) {
    throw new RangeError(
      `There is no spacing "${spacing}": choose one of ${Object.keys(spacings).join(", ")}`,
    );
  }
  expectInteger("offset", offset, 0);
  if (offset && spacing !== "leading")
    throw new RangeError(`Only leading spacing takes an offset, not ${spacing}`);
  const chosen = spacings[spacing](total, count).map((t) => t + offset);
  if (chosen[0] >= total) {
    throw new RangeError(`Offset ${offset} leads to timestep ${chosen[0]}, past the last one, ${total - 1}`);
  }
  return chosen;
}
