import type { TrajectoryOf } from "../../protocol/trajectory-head.ts";

/**
 * A run in a line: "DDIM (steps 20, seed 1): 64 samples of shape [2], stopped after 7 of 20 steps"; `between` stands before
 * its samples.
 */
export function runText(
  { sampler, options, state, framesMade, steps }: TrajectoryOf,
  samples: string,
  between = ": ",
): string {
  const chips = options.map(([name, value]) => `${name} ${value}`).join(", ");
  const done =
    state === "finished" ? "" : `, ${state} after ${Math.max(framesMade - 1, 0)} of ${steps} steps`;
  return `${sampler}${chips ? ` (${chips})` : ""}${between}${samples}${done}`;
}
