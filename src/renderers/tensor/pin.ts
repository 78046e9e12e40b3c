import type { Tensor } from "../../protocol/index.ts";
import { planeOf } from "./plane.ts";
import { readingOf, type Reading } from "./reading.ts";
import type { Scene } from "./scene.ts";

/** A value that was pinned, and the tensor that it is of. */
export interface Pin {
  readonly reading: Reading;
  readonly of: Tensor;
}

/** The pin as it is in the scene's tensor, which may have taken the place of the one it was set in. */
export function pinNow(pin: Pin, { tensor, source }: Pick<Scene, "tensor" | "source">): Pin {
  if (pin.of === tensor) return pin;
  const { index } = pin.reading;
  const grid = source.part(index.map((start) => ({ start, step: 1, count: 1, block: 1 })));
  if (!grid) return pin;
  const selection = { picks: index.map((at) => ({ kind: "index" as const, at })), rows: null, columns: null };
  const reading = readingOf(planeOf(grid, selection), 0, 0, selection, tensor);
  // What the kernel has not told yet is asked for again.
  return { reading, of: grid.exact ? tensor : pin.of };
}
