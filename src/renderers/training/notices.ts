import { cutOff, isHeard, type Link } from "../link.ts";
import type { StateNotice } from "../notice-text.ts";
import type { Run } from "./run.ts";
import { summary } from "./stats.ts";

/** Whether the run has not ended, for all that is known. */
export const isGoing = ({ progress: { state } }: Run): boolean => state === "running" || state === "paused";

export const isLive = (run: Run, link: Link): boolean => isGoing(run) && isHeard(link);

/** What is to be said in the place of title and chips; null while the run goes on. */
export function noticeOf(run: Run, link: Link): StateNotice | null {
  const detail = summary(run);
  const again = "Run cell again";
  if (link === "damaged") {
    return {
      tone: "error",
      finding: "Progress arrived damaged.",
      detail: "What is shown had arrived before.",
      rerun: again,
    };
  }
  switch (run.progress.state) {
    case "finished":
      return { tone: "done", finding: "Finished", detail, rerun: null };
    case "stopped":
      return { tone: "info", finding: "Stopped.", detail, rerun: null };
    case "failed":
      return { tone: "error", finding: "Failed.", detail: run.progress.reason ?? detail, rerun: again };
    default:
      return isLive(run, link) ? null : cutOff(link, "The notebook was saved while this trained.");
  }
}
