import { bfmi } from "../diagnostics/index.ts";
import type { Steps } from "./run.ts";

const sum = (x: Float64Array): number => x.reduce((a, b) => a + b, 0);

/** What a kernel's own figures say against its draws, in words with what to do. */
export function doubts({ chains, draws, stats, maxDepth }: Steps): string[] {
  const words: string[] = [];
  const total = chains * draws;
  const say = (condition: boolean, text: string) => {
    if (condition) words.push(text);
  };
  if ("divergent" in stats) {
    const count = sum(stats.divergent);
    say(
      count > 0,
      `${count} of ${total} steps diverged: the draws miss where the density is narrow. Write the model so that scales do not depend on each other (non-centred), or raise acceptance`,
    );
  }
  if ("treeDepth" in stats && maxDepth !== undefined) {
    const deep = stats.treeDepth.reduce((count, depth) => count + Number(depth >= maxDepth), 0);
    say(
      deep > total / 100,
      `${deep} of ${total} paths were cut at ${2 ** maxDepth} steps: the draws are right but slow. Scale parameters alike, or raise maxDepth`,
    );
  }
  if ("energy" in stats && draws > 1) {
    const fractions = Array.from({ length: chains }, (_, c) =>
      bfmi(stats.energy.subarray(c * draws, (c + 1) * draws)),
    );
    const low = fractions.flatMap((fraction, c) => (fraction < 0.3 ? [c] : []));
    say(
      low.length > 0,
      `The energy hardly changes from step to step in chain ${low.join(", ")} (fraction below 0.3): heavy tails are explored slowly. Write the model with other parameters`,
    );
  }
  if ("accepted" in stats) {
    const rate = sum(stats.accepted) / total;
    say(
      rate < 0.01,
      `Only ${(100 * rate).toPrecision(2)} % of the proposals were taken: warm up longer, or take shorter steps`,
    );
  }
  return words;
}
