import type { Comparison } from "../../protocol/index.ts";
import { mergeTrajectories } from "../trajectory/merge.ts";
import { sameNumbers } from "../trajectory/same.ts";

/** Whether both are of the same runs by name, kind and samples, so that one viewer can show either. */
export const sameRuns = (a: Comparison, b: Comparison): boolean => signature(a) === signature(b);

const signature = ({ runs }: Comparison): string =>
  JSON.stringify(
    runs.map(({ name, trajectory: { kind, sampler, options, sampleShape, shown } }) => [
      name,
      kind,
      sampler,
      options,
      sampleShape,
      shown,
    ]),
  );

/** The newer state of the same output, with the frames of both: a saved one holds a thinned selection. */
export function mergeComparisons(before: Comparison, after: Comparison): Comparison {
  const runs = after.runs.map(({ name, trajectory }, i) => {
    const known = before.runs.at(i);
    return {
      name,
      trajectory:
        known?.name === name ? mergeTrajectories(known.trajectory, trajectory, sameNumbers) : trajectory,
    };
  });
  return { ...after, runs };
}
