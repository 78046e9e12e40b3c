import { displaySymbol, type MimeBundle } from "../../../protocol/host.ts";
import { duration } from "../../display/progress.ts";
import { count } from "../../display/text.ts";
import { summary, summaryOf, type Summary } from "../diagnostics/summary.ts";
import type { Draws } from "../draws.ts";
import type { Target } from "../targets/target.ts";
import { doubts } from "./doubts.ts";

/** Draws of chains, with what each step told of itself. */
export interface Run extends Draws {
  readonly target: Target;
  readonly sampler: string;
  /** Unconstrained positions [chains, draws, dim]: what `values` were made from. */
  readonly positions: Float64Array;
  /** Log density in nats [chains, draws], up to the target's constant. */
  readonly logDensities: Float64Array;
  /** What each step told, by name, [chains, draws]: acceptance, stepSize, divergent, energy, … as the kernel has them. */
  readonly stats: Readonly<Record<string, Float64Array>>;
  /** Where paths were cut, of kernels whose paths double. */
  readonly maxDepth?: number | undefined;
  /** Seconds that the steps took, warmup and draws. */
  readonly seconds: { readonly warmup: number; readonly draws: number };
  /** What speaks against trusting these draws, in words: divergences, long paths, low energy fractions. */
  readonly warnings: readonly string[];
  summary(): Summary;
  /** As a cell's last value it shows its summary. */
  [displaySymbol](): MimeBundle;
}

export type Steps = Omit<Run, "warnings" | "summary" | typeof displaySymbol>;

export function runOf(steps: Steps): Run {
  const warnings = doubts(steps);
  const whole = (): Summary => {
    const found = summary(steps);
    return summaryOf(steps, found.rows, [...warnings, ...found.warnings], aboutOf(steps));
  };
  return { ...steps, warnings, summary: whole, [displaySymbol]: () => whole()[displaySymbol]() };
}

function aboutOf({ sampler, stats, seconds }: Steps) {
  const options: [string, string][] = [["time", duration(seconds.warmup + seconds.draws)]];
  if (!("divergent" in stats)) return { title: sampler, options };
  const diverged = [...stats.divergent.keys()].filter((step) => stats.divergent[step] === 1);
  options.push(["diverged", count(diverged.length)]);
  return { title: sampler, options, diverged };
}
