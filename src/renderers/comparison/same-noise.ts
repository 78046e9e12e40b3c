import { unpackFloats, type ComparedRun } from "../../protocol/index.ts";

/** Half precision keeps 3 digits, and runs may begin at levels that are not quite the same. */
const tolerance = 0.01;

/**
 * Whether all runs began with the same noise: x / sqrt(alpha² + sigma²) of their first frames is the same, which has unit
 * variance for data of unit variance.
 */
export function beganAlike(runs: readonly ComparedRun[]): boolean {
  const starts = runs.map(({ trajectory: { frames } }) => {
    const frame = frames.at(0);
    return frame && unpackFloats(frame.x).map((value) => value / Math.hypot(frame.alpha, frame.sigma));
  });
  const first = starts.at(0);
  return starts.every(
    (start) =>
      first && start?.every((value, i) => Math.abs(value - first[i]) <= tolerance * (1 + Math.abs(value))),
  );
}
