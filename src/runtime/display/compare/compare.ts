import { displaySymbol, type MimeBundle } from "../../../protocol/host.ts";
import { expectOptions } from "../../core/options.ts";
import { isAbort, signalFor } from "../../core/turn.ts";
import type { Frame } from "../../samplers/index.ts";
import type { Run } from "../run.ts";
import { samples, type Samples } from "../samples.ts";
import type { TrajectoryOptions } from "../trajectory.ts";
import { abandon, advance, behind, type Going } from "./going.ts";
import { expectOneWay, kindOf, namedRuns } from "./runs.ts";
import { comparisonViewer, type ComparisonViewer } from "./viewer.ts";

/** The samples that each run ended with, by its name. */
export type Compared<Name extends string> = Readonly<Record<Name, Samples>> & {
  /** Nothing: as a cell's last value it stands below the viewer that has shown it. */
  [displaySymbol](): MimeBundle;
};

/**
 * Runs two to four samplers side by side on one time: the same model and seed with another sampler, other steps or another
 * guidance. Their frames stream into one viewer, the run that is behind in t taking the next step, and each one's samples
 * are returned under its name (`.ddim.x`).
 *
 * Samples are points, [2], or pictures, [height, width, 1 or 3]. `reference` and `range` are those of `show`. The viewer
 * draws the difference to the first run: of points that of their densities, blank where sampling noise explains it. A run
 * that fails or is interrupted ends all of them, throws, and what has come of each stays. Throws a RangeError or TypeError
 * for fewer or more runs, samples of other shapes, the same run twice, t that cannot be compared, and an Error for a run
 * that was consumed before.
 */
export async function compareRuns<Name extends string>(
  runs: Readonly<Record<Name, Run>>,
  options: Omit<TrajectoryOptions, "about"> = {},
): Promise<Compared<Name>> {
  expectOptions("compareRuns", options, ["reference", "range"]);
  const going = namedRuns(runs);
  const signal = signalFor(undefined);
  let viewer: ComparisonViewer | null = null;
  let moving: Going = going[0];
  try {
    for (moving of going) await advance(moving);
    const begun = going as (Going & { readonly frame: Frame })[]; // a run without a frame has thrown
    viewer = await comparisonViewer(begun, kindOf(begun), options);
    for (let next = behind(going); next; next = behind(going)) {
      moving = next;
      const frame = await advance(moving);
      expectOneWay(going);
      if (frame) await viewer.add(going.indexOf(moving), frame);
      else viewer.finished(going.indexOf(moving));
    }
  } catch (error) {
    viewer?.broken(going.indexOf(moving), isAbort(error, signal) ? "stopped" : "failed");
    await abandon(going);
    throw error;
  }
  const kept = Object.fromEntries(going.map(({ name, sample }) => [name, samples(sample!)])); // each has ended with one
  return { ...(kept as Record<Name, Samples>), [displaySymbol]: () => ({}) };
}
