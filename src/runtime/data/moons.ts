import { tensor2d, type Tensor2D } from "../core/tf.ts";
import { expectInteger } from "../core/shape.ts";
import { stream } from "../random/index.ts";

/**
 * Two interleaved half circles, [n, 2], centred and scaled to an average variance of about 1. `noise` is the standard
 * deviation around them, in units of the circles' radius.
 */
export function moons(n: number, { seed = 0, noise = 0.05 } = {}): Tensor2D {
  expectInteger("n", n, 1);
  const random = stream(seed);
  const angles = random.uniform(n);
  const jitter = random.normal(2 * n);
  const points = new Float32Array(2 * n);
  for (let i = 0; i < n; i++) {
    const angle = Math.PI * angles[i];
    const upper = i % 2 === 0;
    const x = upper ? Math.cos(angle) : 1 - Math.cos(angle);
    const y = upper ? Math.sin(angle) : 0.5 - Math.sin(angle);
    // The moons' centre is (1/2, 1/4), the mean of their two variances about 1/2.
    points[2 * i] = Math.SQRT2 * (x - 0.5 + noise * jitter[2 * i]);
    points[2 * i + 1] = Math.SQRT2 * (y - 0.25 + noise * jitter[2 * i + 1]);
  }
  return tensor2d(points, [n, 2]);
}
