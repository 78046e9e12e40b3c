import { inspect } from "node:util";
import type { MimeBundle } from "../../protocol/host.ts";
import type { Tensor } from "../core/tf.ts";
import { shapeText } from "../core/shape.ts";
import { imageGrid } from "./pictures/images.ts";
import { scatterRow } from "./pictures/points.ts";
import { sampleKind } from "./sample-kind.ts";
import { decimal } from "./text.ts";

/** Images of a batch that are drawn. */
const mostImages = 64;

/** A tensor as a bundle: points and images as a picture, anything else as its numbers. */
export async function tensorBundle(x: Tensor, range?: readonly [number, number]): Promise<MimeBundle> {
  const one = sampleKind(x.shape) === "images";
  const sampleShape = one ? x.shape : x.shape.slice(1);
  const kind = sampleKind(sampleShape);
  if (!kind || x.dtype === "string" || x.isDisposed) return { "text/plain": inspect(x) };
  const values = await x.data();
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) [low, high] = [Math.min(low, value), Math.max(high, value)];
  const text = `Tensor ${shapeText(x.shape)} ${x.dtype}, values from ${decimal(low)} to ${decimal(high)}`;
  if (kind === "points") {
    const extent = range?.[1] ?? Math.max(Math.abs(low), Math.abs(high), 1e-6) * 1.1;
    return { "image/png": scatterRow([values], extent, null), "text/plain": text };
  }
  const [height, width, channels] = sampleShape;
  const images = { values, shape: [height, width, channels] as const, range: range ?? usualRange(low, high) };
  return { "image/png": imageGrid(images, Math.min(one ? 1 : x.shape[0], mostImages)), "text/plain": text };
}

/** [-1, 1] for what models work with, [0, 1] and [0, 255] for what files hold. */
function usualRange(low: number, high: number): readonly [number, number] {
  if (low < 0) return [-1, 1];
  return high <= 1 ? [0, 1] : [0, 255];
}
