import type { Notice } from "../notice-text.ts";
import type { Run } from "./run.ts";
import { summary } from "./stats.ts";

/** Whether somebody at the other end still trains: see the trajectory's states, which are the same. */
export type Link = "none" | "asked" | "heard" | "broken" | "unknown" | "damaged";

const going = (run: Run): boolean => run.progress.state === "running" || run.progress.state === "paused";

export const isLive = (run: Run, link: Link): boolean => going(run) && (link === "asked" || link === "heard");

/** What is to be said in the place of title and chips; null while the run goes on. */
export function noticeOf(run: Run, link: Link): (Notice & { rerun: string | null }) | null {
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
      if (isLive(run, link)) return null;
      return link === "broken"
        ? {
            tone: "warn",
            finding: "The kernel that made this was restarted.",
            detail: "What is shown is what had arrived.",
            rerun: again,
          }
        : {
            tone: "info",
            finding: "Saved preview.",
            detail: "The notebook was saved while this trained.",
            rerun: "Start kernel and run cell",
          };
  }
}
