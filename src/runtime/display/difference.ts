import { output } from "./output.ts";
import { differenceBundle, type DifferenceOptions } from "./tensor/difference.ts";

/**
 * Shows how far two tensors of one shape are apart: both and `a - b` in one viewer, where they differ most, and whether
 * they are close as NumPy's `allclose` has it, |a - b| <= atol + rtol |b| (NaN is close to NaN here). Tensors, typed
 * arrays and nested arrays will do; `names` are what the two are called. Without a notebook a line is printed. Throws a
 * RangeError where the shapes differ, and a TypeError for what has no numbers.
 */
export async function difference(a: unknown, b: unknown, options: DifferenceOptions = {}): Promise<void> {
  output(await differenceBundle(a, b, options));
}
