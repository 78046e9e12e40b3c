// A viewer's end of the stream of its output: what is known of the kernel, and what is said where it is gone.
import type { StateNotice } from "./notice-text.ts";

/**
 * What is known of the kernel's end: nobody to ask; asked and not answered; something or an answer came; the stream
 * ended while the run went on; no kernel knows it; what came could not be read.
 */
export type Link = "none" | "asked" | "heard" | "broken" | "unknown" | "damaged";

/** Whether somebody at the other end is still to be expected. */
export const isHeard = (link: Link): boolean => link === "asked" || link === "heard";

/** What is known after the stream has ended; `going` where the run had not. */
export function afterClose(before: Link, { known }: { known: boolean }, going: boolean): Link {
  if (!known && before !== "heard") return "unknown";
  return going ? "broken" : "heard";
}

/** Said of a run that goes on for all that is known, and that nobody tells of any more; `saved` says when it was saved. */
export const cutOff = (link: Link, saved: string): StateNotice =>
  link === "broken"
    ? {
        tone: "warn",
        finding: "The kernel that made this was restarted.",
        detail: "What is shown is what had arrived.",
        rerun: "Run cell again",
      }
    : { tone: "info", finding: "Saved preview.", detail: saved, rerun: "Start kernel and run cell" };
