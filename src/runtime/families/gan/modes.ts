import { tensor2d, type Tensor2D } from "../../core/tf.ts";
import { expectInteger } from "../../core/shape.ts";
import type { Stream } from "../../random/index.ts";

/** A mixture of equally likely round Gaussians in the plane, to see which of them a model finds. */
export interface Modes {
  readonly means: readonly (readonly number[])[];
  /** Standard deviation of each. */
  readonly std: number;
  /** n points [n, 2]; they are yours. */
  readonly sample: (stream: Stream, n: number) => Tensor2D;
}

/** `modes` Gaussians (8 unless given) evenly on a circle of this radius (1.5), as unrolled GAN's (1611.02163, section 3.1). */
export function ring({ modes = 8, radius = 1.5, std = 0.05 } = {}): Modes {
  expectInteger("modes", modes, 1);
  return modesOf(
    Array.from({ length: modes }, (_, i) => {
      const angle = (2 * Math.PI * i) / modes;
      return [radius * Math.cos(angle), radius * Math.sin(angle)];
    }),
    std,
  );
}

/** `side` x `side` Gaussians (5 unless given) on a centred square grid with this spacing (0.75), VEEGAN's (1705.07761). */
export function grid({ side = 5, spacing = 0.75, std = 0.05 } = {}): Modes {
  expectInteger("side", side, 1);
  const at = (i: number): number => spacing * (i - (side - 1) / 2);
  return modesOf(
    Array.from({ length: side ** 2 }, (_, i) => [at(i % side), at(Math.floor(i / side))]),
    std,
  );
}

function modesOf(means: readonly (readonly number[])[], std: number): Modes {
  if (!(std > 0 && std < Infinity)) throw new RangeError(`std of the modes is above 0, not ${std}`);
  return {
    means,
    std,
    sample(stream, n) {
      expectInteger("n", n, 1);
      const chosen = stream.integers(n, means.length);
      const noise = stream.normal(2 * n);
      const points = noise.map((z, i) => means[chosen[i >> 1]][i % 2] + std * z);
      return tensor2d(points, [n, 2]);
    },
  };
}
