import { unpackFloats, type TrajectoryFrame } from "../../protocol/index.ts";
import { cleanData, predictedNoise, scoreOf } from "./noise.ts";
import { recent } from "./recent.ts";

/** A frame's numbers, unpacked: samples one after the other. What is derived from them is computed when it is asked for. */
export interface Decoded {
  readonly x: Float32Array;
  readonly x0: Float32Array | null;
  readonly eps: Float32Array | null;
  /** Null where no noise is left, or the data is not predicted. */
  readonly score: Float32Array | null;
  /** How many of the numbers of `x` and `x0` are NaN or infinite. */
  readonly bad: number;
}

/** Bytes of unpacked frames that are kept: 1,000 frames of 64 pictures are ten times as many. */
const mostBytes = 64 * 2 ** 20;
/** A frame's x, x0, eps and score in single precision. */
const bytesPerNumber = 4 * 4;

const seen = recent<TrajectoryFrame, Decoded>(mostBytes, (frame) => frame.x.length * bytesPerNumber);

/** Unpacks a frame when it is looked at. Throws a RangeError where its data is damaged. */
export function decode(frame: TrajectoryFrame): Decoded {
  return seen.get(frame, unpack);
}

function unpack(frame: TrajectoryFrame): Decoded {
  const x = unpackFloats(frame.x);
  const predicted = frame.x0 && unpackFloats(frame.x0);
  const x0 = predicted ?? cleanData(x, frame);
  let eps: Float32Array | null | undefined;
  let score: Float32Array | null | undefined;
  return {
    x,
    x0,
    get eps() {
      if (eps === undefined) eps = predicted && predictedNoise(x, predicted, frame);
      return eps;
    },
    get score() {
      if (score === undefined) score = predicted && scoreOf(x, predicted, frame);
      return score;
    },
    bad: unfinite(x) + (predicted ? unfinite(predicted) : 0),
  };
}

function unfinite(values: Float32Array): number {
  let count = 0;
  // Only of what is neither NaN nor infinite is the difference from itself 0.
  for (let i = 0; i < values.length; i++) if (values[i] - values[i] !== 0) count++;
  return count;
}
