import { expectInteger } from "../../core/shape.ts";
import { linspace } from "../linspace.ts";
import { roundHalfEven } from "./round.ts";

/** How a sampler with fewer steps than the schedule chooses among them: Lin et al. (2305.08891), table 2. */
export type Spacing = "leading" | "trailing" | "linspace";

const spacings: Record<Spacing, (total: number, count: number) => number[]> = {
  leading(total, count) {
    const stride = Math.floor(total / count);
    return Array.from({ length: count }, (_, i) => (count - 1 - i) * stride);
  },
  trailing(total, count) {
    // NumPy's arange steps by the difference of its first two values, which decides where halves round to.
    const step = total - total / count - total;
    return Array.from({ length: count }, (_, i) => roundHalfEven(total + i * step) - 1);
  },
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
