import { GIFEncoder, type Palette } from "gifenc";
import type { AnimationWriter, Pixels } from "./animation.ts";
import { indexing } from "./palette.ts";

/** Writes an endless GIF whose frames share a palette. Delays are kept to 10 ms, as the format has them. */
export function gifWriter(palette: Palette): AnimationWriter<Pixels> {
  const encoder = GIFEncoder();
  const indicesOf = indexing(palette);
  let first = true;
  return {
    add({ data, width, height }, delay) {
      // The encoder takes the first frame's palette for the whole file.
      encoder.writeFrame(indicesOf(data), width, height, { delay, repeat: 0, ...(first ? { palette } : {}) });
      first = false;
    },
    end() {
      encoder.finish();
      return encoder.bytes();
    },
  };
}
