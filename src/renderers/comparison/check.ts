import type { Comparison } from "../../protocol/index.ts";
import { BadPayload } from "../payload.ts";
import { checkFrames } from "../trajectory/check.ts";

/** Finds what a schema cannot: runs that do not fit together, and frames whose data does not fit. Throws BadPayload. */
export function checkComparison({ runs }: Comparison): void {
  const [first] = runs;
  for (const { name, trajectory } of runs) {
    const { kind, sampleShape, shown, frames } = trajectory;
    const alike =
      kind === first.trajectory.kind &&
      shown === first.trajectory.shown &&
      sampleShape.join() === first.trajectory.sampleShape.join();
    if (!alike) throw new BadPayload(`its runs "${first.name}" and "${name}" are of different samples.`);
    if (kind === "points" && sampleShape.join() !== "2")
      throw new BadPayload(`its samples have the shape [${sampleShape.join(", ")}] where [2] is compared.`);
    checkFrames(trajectory, frames);
  }
}
