import { imageLayout, looksLikePictures, usualRange, type Tensor } from "../../protocol/index.ts";
import type { MapName } from "../theme/colour-map.ts";

export type Fit = "range" | "percent" | "slice" | "fixed";

/** How values become colours. */
export interface Display {
  readonly map: MapName;
  readonly fit: Fit;
  /** Both ends as far from 0, so that no hue means both signs. */
  readonly zeroInMiddle: boolean;
  /** The ends for "fixed". */
  readonly fixed: readonly [number, number];
}

/** From so many values on, the extremes are left to the end colours. */
const many = 1000;

/** What a tensor opens with: signed about 0, magnitudes in viridis, and the window that was asked for. */
export function firstDisplay({ statistics, range, compared }: Tensor): Display {
  const { moments, finite } = statistics;
  const signed = compared !== null || moments === null || moments.min < 0;
  return {
    map: signed ? "signed" : "viridis",
    fit: range ? "fixed" : finite >= many ? "percent" : "range",
    zeroInMiddle: signed && !range,
    fixed: range ?? [moments?.min ?? -1, moments?.max ?? 1],
  };
}

/** The values at the ends of the colour map; `slice` holds the extremes of what is drawn. */
export function windowOf(
  { fit, zeroInMiddle, fixed }: Display,
  { statistics: { moments, quantiles } }: Tensor,
  slice: readonly [number, number] | null,
): [number, number] {
  const whole: readonly [number, number] = moments ? [moments.min, moments.max] : [-1, 1];
  const ends =
    fit === "fixed"
      ? fixed
      : fit === "percent" && quantiles
        ? ([quantiles.p1, quantiles.p99] as const)
        : fit === "slice" && slice
          ? slice
          : whole;
  // A window without width, such as 1 to 99 % of what is nearly all zero, would show nothing.
  const [low, high] = ends[0] < ends[1] ? ends : whole;
  if (zeroInMiddle) {
    const extent = Math.max(Math.abs(low), Math.abs(high)) || 1;
    return [-extent, extent];
  }
  if (low < high) return [low, high];
  // Wide enough that it is one in double precision.
  const half = Math.max(0.5, Math.abs(low) * 1e-6);
  return [low - half, low + half];
}

/** What black and white mean in pictures. */
export const pictureWindow = ({ range, statistics: { moments } }: Tensor): [number, number] =>
  range ? [...range] : usualRange(moments ?? { min: 0, max: 1 });

/** Whether a tensor opens as pictures: where its numbers look like those of some, or its pictures have labels. */
export function opensAsPictures({ shape, labels, statistics: { moments } }: Tensor): boolean {
  const layout = imageLayout(shape);
  if (layout === null || moments === null) return false;
  return looksLikePictures(shape, layout, moments) || (labels !== null && layout.batch !== null);
}

/** Least and greatest finite value; null where there is none. */
export function extremes(values: ArrayLike<number>): [number, number] | null {
  let [low, high] = [Infinity, -Infinity];
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (!Number.isFinite(value)) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return low <= high ? [low, high] : null;
}
