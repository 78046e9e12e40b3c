import type { Tensor } from "../../protocol/index.ts";
import type { Host } from "../host.ts";
import { liveTensor } from "./live.ts";
import { savedPlane, wholeViewport } from "./plane.ts";
import type { Selection } from "./selection.ts";
import { liveSource, savedSource, type Source } from "./source.ts";

/** The tensor that is shown, and where its numbers come from. */
export interface Subject {
  readonly tensor: Tensor;
  readonly source: Source;
  /** Whether the kernel answers for it. */
  open(): boolean;
  /** Whether anything can be shown of a slice. */
  has(selection: Selection): boolean;
  /** The next tensor in its place; what is known of the kernel stays where both are the same to it. */
  followedBy(tensor: Tensor): Subject;
  dispose(): void;
}

/** Calls `changed` when the kernel has answered or is known to be gone. */
export function subjectOf(tensor: Tensor, host: Host, changed: () => void): Subject {
  return subject(tensor, liveTensor(tensor, host, changed));

  function subject(of: Tensor, live: ReturnType<typeof liveTensor>): Subject {
    const saved = savedSource(of);
    const open = (): boolean => live?.open() ?? false;
    return {
      tensor: of,
      source: live ? liveSource(saved, live) : saved,
      open,
      has: (selection) => open() || savedPlane(saved, selection, wholeViewport(selection), [1, 1]) !== null,
      followedBy(next) {
        if (next.stream === of.stream && live?.open()) return subject(next, live);
        live?.dispose();
        return subject(next, liveTensor(next, host, changed));
      },
      dispose: () => live?.dispose(),
    };
  }
}
