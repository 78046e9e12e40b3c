import { tidy, zerosLike, type Tensor } from "../tf.ts";
import { worstExample, type Tolerance } from "./error-norm.ts";
import type { Slope } from "./integrate.ts";
import { weighted } from "./weighted.ts";

/**
 * A length for the first step, from one more evaluation of the slope: Hairer, Nørsett and Wanner, "Solving Ordinary
 * Differential Equations I", section II.4. NaN where the slope is not finite.
 */
export async function firstStep(
  slope: Slope,
  t: number,
  y: readonly Tensor[],
  k: readonly Tensor[],
  direction: number,
  tolerance: Tolerance,
): Promise<number> {
  const size = (values: readonly Tensor[]) => worstExample(values, y, y, tolerance);
  const read = async (value: Tensor): Promise<number> => {
    const [number] = await value.data();
    value.dispose();
    return number;
  };
  const d0 = await read(tidy(() => size(y)));
  const d1 = await read(tidy(() => size(k)));
  if (!Number.isFinite(d0 + d1)) return NaN;
  const h0 = d0 < 1e-5 || d1 < 1e-5 ? 1e-6 : (0.01 * d0) / d1;
  const change = tidy(() => {
    const there = slope(t + direction * h0, weighted(y, [k], [1], direction * h0));
    return size(
      weighted(
        y.map((tensor) => zerosLike(tensor)),
        [there, k],
        [1, -1],
        1,
      ),
    );
  });
  const d2 = (await read(change)) / h0;
  const most = Math.max(d1, d2);
  const h1 = most <= 1e-15 ? Math.max(1e-6, h0 * 1e-3) : (0.01 / most) ** (1 / 5);
  return Math.min(100 * h0, h1);
}
