import { concat, fill, tidy, where, type Tensor } from "../core/tf.ts";
import { shapeText } from "../core/shape.ts";
import { sumOfEach } from "./per-example.ts";

/**
 * Spherical interpolation between latents, sin((1 - f) theta) / sin(theta) a + sin(f theta) / sin(theta) b with theta the
 * angle between a and b: DDIM (2010.02502), equation 67. `a` and `b` are batches of pairs [B, ...]; the result, of shape
 * [B F, ...], has for each pair the states at the F `fractions` (0 is a, 1 is b, and beyond them the circle goes on), in
 * their order: it is a sampler's `x` as it is. Where the angle is 0 the way is straight; opposite ends have no one way
 * between them, and the result is not a number.
 *
 * Throws a RangeError where the shapes differ or a fraction is not finite.
 */
export function slerp(a: Tensor, b: Tensor, fractions: ArrayLike<number>): Tensor {
  const steps = expectPairs(a, b, fractions);
  return tidy(() => {
    const [unitA, unitB] = [a, b].map((x) => x.div(sumOfEach(x.square()).sqrt()));
    // From the sum and the difference, because the arc cosine loses half of its digits at small angles.
    const length = (x: Tensor): Tensor => sumOfEach(x.square()).sqrt();
    const theta = length(unitA.sub(unitB))
      .atan2(length(unitA.add(unitB)))
      .mul(2);
    const states = steps.map((f) => {
      const weight = (part: number): Tensor => sineRatio(theta, part);
      return a.mul(weight(1 - f)).add(b.mul(weight(f)));
    });
    const [batch, ...rest] = a.shape;
    const paired = concat(
      states.map((state) => state.expandDims(1)),
      1,
    );
    return paired.reshape([batch * steps.length, ...rest]);
  });
}

/** sin(part theta) / sin(theta), which is `part` where theta is 0 and not a number where it is pi. */
function sineRatio(theta: Tensor, part: number): Tensor {
  const ratio = theta.mul(part).sin().div(theta.sin());
  const ends = where(theta.less(1), fill(theta.shape, part), fill(theta.shape, NaN));
  return where(theta.sin().less(1e-4), ends, ratio);
}

/** The fractions as an array. Throws a RangeError where they, or the shapes of the two batches, cannot be. */
export function expectPairs(a: Tensor, b: Tensor, fractions: ArrayLike<number>): number[] {
  if (shapeText(a.shape) !== shapeText(b.shape) || !a.shape.length) {
    throw new RangeError(
      `Latents are interpolated between batches of one shape, not ${shapeText(a.shape)} and ${shapeText(b.shape)}`,
    );
  }
  const steps = Array.from(fractions);
  if (!steps.length) throw new RangeError("fractions is empty: give at least one, such as [0, 0.5, 1]");
  for (const f of steps)
    if (!Number.isFinite(f)) throw new RangeError(`A fraction of the way is a finite number, not ${f}`);
  return steps;
}
