/** How samples of this shape are drawn: [2] as points, [height, width, 1 or 3] as images, others not. */
export function sampleKind(shape: readonly number[]): "points" | "images" | null {
  if (shape.length === 1 && shape[0] === 2) return "points";
  return shape.length === 3 && (shape[2] === 1 || shape[2] === 3) ? "images" : null;
}

/** The same for what can be followed on its way: points of space, [3], as well. */
export const trajectoryKind = (shape: readonly number[]): "points" | "images" | null =>
  shape.length === 1 && shape[0] === 3 ? "points" : sampleKind(shape);
