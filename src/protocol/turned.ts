/** How far a view of space is turned, in radians: about the vertical, then towards the viewer. */
export interface Turn {
  readonly yaw: number;
  readonly pitch: number;
}

/** A view from the side and a little from above, in which no axis hides behind another. */
export const firstTurn: Turn = { yaw: -0.6, pitch: 0.35 };

/**
 * Points x, y, z, x, y, z, … as a person sees them, without perspective: to the right and upwards, pair by pair, and how near
 * each is. z points upwards while nothing is turned, and y away from the viewer.
 */
export function turned(
  points: ArrayLike<number>,
  { yaw, pitch }: Turn,
): { pairs: Float32Array; near: Float32Array } {
  const count = Math.floor(points.length / 3);
  const pairs = new Float32Array(2 * count);
  const near = new Float32Array(count);
  const [cy, sy, cp, sp] = [Math.cos(yaw), Math.sin(yaw), Math.cos(pitch), Math.sin(pitch)];
  for (let i = 0; i < count; i++) {
    const [x, y, z] = [points[3 * i], points[3 * i + 1], points[3 * i + 2]];
    const away = sy * x + cy * y;
    pairs[2 * i] = cy * x - sy * y;
    pairs[2 * i + 1] = cp * z + sp * away;
    near[i] = sp * z - cp * away;
  }
  return { pairs, near };
}
