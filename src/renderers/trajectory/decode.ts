import { unpackFloats, type TrajectoryFrame } from "../../protocol/index.ts";
import { cleanData, predictedNoise } from "./noise.ts";

/** A frame's numbers, unpacked: samples one after the other. */
export interface Decoded {
  x: Float32Array;
  x0: Float32Array | null;
  eps: Float32Array | null;
}

const seen = new WeakMap<TrajectoryFrame, Decoded>();

/** Unpacks a frame once, when it is first looked at. Throws a RangeError where its data is damaged. */
export function decode(frame: TrajectoryFrame): Decoded {
  const known = seen.get(frame);
  if (known) return known;
  const x = unpackFloats(frame.x);
  const predicted = frame.x0 && unpackFloats(frame.x0);
  const decoded: Decoded = {
    x,
    x0: predicted ?? cleanData(x, frame),
    eps: predicted && predictedNoise(x, predicted, frame),
  };
  seen.set(frame, decoded);
  return decoded;
}
