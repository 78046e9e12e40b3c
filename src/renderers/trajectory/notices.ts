import type { TrajectoryOf } from "../../protocol/index.ts";
import { cutOff, isHeard, type Link } from "../link.ts";
import type { StateNotice } from "../notice-text.ts";
import { whole } from "../text/number.ts";

/** Whether more frames are to be expected. */
export const isLive = ({ state }: TrajectoryOf, link: Link): boolean => state === "running" && isHeard(link);

/** What is to be said of a trajectory's state, and whether running the cell would help. Null where all is there. */
export function noticeOf(trajectory: TrajectoryOf, link: Link): StateNotice | null {
  const { frames, framesMade, steps, state } = trajectory;
  const last = frames.at(-1)?.step ?? 0;
  const again = "Run cell again";
  if (link === "damaged") {
    const detail = `Frames after step ${whole(last)} arrived damaged and are left out.`;
    return { tone: "error", finding: "Frames are missing.", detail, rerun: again };
  }
  if (state === "running" && !isLive(trajectory, link))
    return cutOff(
      link,
      `The notebook was saved at step ${whole(last)} of ${whole(steps)}, while the sampler ran.`,
    );
  if (state === "failed") {
    const detail = "What is shown is what had arrived; the error is below.";
    return { tone: "error", finding: `The sampler failed at step ${whole(last)}.`, detail, rerun: again };
  }
  if (state === "stopped") {
    const finding = `Stopped at step ${whole(last)} of ${whole(steps)}.`;
    return { tone: "info", finding, detail: "What is shown is what had arrived.", rerun: null };
  }
  if (state === "finished" && frames.length === 0) {
    const why = steps === 0 ? "steps is 0" : "it made no frames";
    const detail = `The sampler ended before its first step: ${why}.`;
    return { tone: "info", finding: "No frames.", detail, rerun: null };
  }
  if (state === "finished" && frames.length < framesMade && link !== "asked") {
    const detail = `${whole(frames.length)} of ${whole(framesMade)} frames, thinned to keep the notebook small.`;
    return { tone: "info", finding: "Preview.", detail, rerun: again };
  }
  return null;
}
