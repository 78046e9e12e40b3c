import type { TrajectoryFrame } from "../../protocol/index.ts";
import { decode } from "../trajectory/decode.ts";

/** What is compared: the samples, the predicted data, the predicted noise. */
export type Quantity = "x" | "x0" | "eps";

/** The numbers of one quantity at a frame; null where it has none. Throws a RangeError where the data is damaged. */
export function valuesOf(frame: TrajectoryFrame | undefined, quantity: Quantity): Float32Array | null {
  return frame ? decode(frame)[quantity] : null;
}
