import type { Head } from "./head.ts";
import type { Host } from "./host.ts";
import type { StateNotice } from "./notice-text.ts";
import { notice } from "./notice.ts";
import { rerunButton } from "./rerun.ts";

/** Says in an output's first line in what state it is: made anew only where the words change, so that its button stays. */
export function stateLine(head: Head, host: Host) {
  let said: string | null = null;
  return {
    say(next: StateNotice | null, stream: string | null): void {
      const key = JSON.stringify(next);
      if (key === said) return;
      said = key;
      const ways = next ? rerunButton(next.rerun, stream, host) : [];
      head.state(next && notice(next, ...ways));
    },
    /** Something else stands in the line. */
    taken(): void {
      said = null;
    },
  };
}
