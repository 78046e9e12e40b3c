import type { MimeBundle } from "../../../protocol/host.ts";
import { comparisonMime, type Comparison } from "../../../protocol/comparison.ts";
import { runText } from "../run-text.ts";
import { samplesText } from "../text.ts";
import { savedSize } from "../trajectory.ts";
import { comparisonPicture } from "./picture.ts";
import { thinTogether } from "./thin-together.ts";

/** The comparison as a bundle: the frames that fit into a notebook, a picture of them and its text. */
export function comparisonBundle(comparison: Comparison): MimeBundle {
  return {
    [comparisonMime]: savedComparison(comparison),
    "image/png": comparisonPicture(comparison.runs),
    "text/plain": comparisonText(comparison),
  };
}

/** As many frames of all runs as make the payload, as JSON, at most 256 KiB long. */
export function savedComparison(comparison: Comparison): Comparison {
  const { runs } = comparison;
  const bare = {
    ...comparison,
    runs: runs.map((run) => ({ ...run, trajectory: { ...run.trajectory, frames: [] } })),
  };
  const sizes = new Map(
    runs.map(({ trajectory }) => [
      trajectory,
      Math.max(0, ...trajectory.frames.map((frame) => sizeInJson(frame) + 1)),
    ]),
  );
  const kept = thinTogether(
    runs.map(({ trajectory }) => trajectory),
    savedSize - sizeInJson(bare),
    (trajectory) => sizes.get(trajectory) ?? 0,
  );
  return { ...comparison, runs: runs.map(({ name }, i) => ({ name, trajectory: kept[i] })) };
}

const sizeInJson = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));

function comparisonText({ runs }: Comparison): string {
  const lines = runs.map(({ name, trajectory }) => {
    const samples = samplesText(trajectory.batch, trajectory.sampleShape);
    return `  ${name}: ${runText(trajectory, samples, ", ")}`;
  });
  return ["Comparison", ...lines].join("\n");
}
