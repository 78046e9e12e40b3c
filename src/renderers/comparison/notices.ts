import { stateOfRuns, type ComparedRun } from "../../protocol/index.ts";
import { cutOff, isHeard, type Link } from "../link.ts";
import type { StateNotice } from "../notice-text.ts";
import { whole } from "../text/number.ts";

/** Whether more frames are to be expected. */
export const isLive = (runs: readonly ComparedRun[], link: Link): boolean =>
  stateOfRuns(runs) === "running" && isHeard(link);

/** What is to be said of the runs' state, and whether running the cell would help. Null where all is there. */
export function noticeOf(runs: readonly ComparedRun[], link: Link): StateNotice | null {
  const state = stateOfRuns(runs);
  const reached = runs.map(
    ({ name, trajectory }) => `${name} at step ${whole(trajectory.frames.at(-1)?.step ?? 0)}`,
  );
  const again = "Run cell again";
  if (link === "damaged") {
    const detail = `What came after ${reached.join(", ")} arrived damaged and is left out.`;
    return { tone: "error", finding: "Frames are missing.", detail, rerun: again };
  }
  if (state === "running" && !isLive(runs, link))
    return cutOff(link, `The notebook was saved while the samplers ran, ${reached.join(", ")}.`);
  const failed = runs.findIndex(({ trajectory }) => trajectory.state === "failed");
  if (failed >= 0) {
    const finding = `${runs[failed].name} failed at step ${whole(runs[failed].trajectory.frames.at(-1)?.step ?? 0)}.`;
    const detail = "It ended the other runs. What is shown is what had arrived; the error is below.";
    return { tone: "error", finding, detail, rerun: again };
  }
  if (state === "stopped") {
    const detail = `${reached.join(", ")}. What is shown is what had arrived.`;
    return { tone: "info", finding: "Stopped.", detail, rerun: null };
  }
  const sum = (of: (run: ComparedRun["trajectory"]) => number): number =>
    runs.reduce((total, { trajectory }) => total + of(trajectory), 0);
  const [shown, made] = [sum(({ frames }) => frames.length), sum(({ framesMade }) => framesMade)];
  if (state === "finished" && shown < made && link !== "asked") {
    const detail = `${whole(shown)} of ${whole(made)} frames, thinned to keep the notebook small.`;
    return { tone: "info", finding: "Preview.", detail, rerun: again };
  }
  return null;
}
