import type { BayesModel, Kept } from "../programs/index.ts";
import { logLikelihoods } from "./log-likelihoods.ts";
import type { Run } from "./run.ts";

/** Numbers as nested lists: [chain][draw], of vectors [chain][draw][entry]. */
export type Nested = readonly (number | boolean | Nested)[];

/** What ArviZ's `from_json` reads, by group and name. */
export interface InferenceData {
  readonly posterior: Readonly<Record<string, Nested>>;
  readonly sample_stats: Readonly<Record<string, Nested>>;
  readonly log_likelihood?: Readonly<Record<string, Nested>>;
  readonly observed_data?: Readonly<Record<string, readonly number[]>>;
  readonly posterior_attrs: Readonly<Record<string, string | number>>;
}

/** Our names of what a step tells, and ArviZ's. */
const statistics: Readonly<Record<string, string>> = {
  acceptance: "acceptance_rate",
  stepSize: "step_size",
  treeDepth: "tree_depth",
  leapfrogs: "n_steps",
  divergent: "diverging",
};

/**
 * A run as ArviZ's InferenceData: write `JSON.stringify` of it to a file, and read that by `arviz.from_json`. Of a model's
 * run it holds the data, and each observation's log density too.
 */
export function inferenceData(run: Run): InferenceData {
  const { chains, draws, names, values, target, stats, logDensities } = run;
  const byDraw = <T>(of: (draw: number) => T): T[][] =>
    Array.from({ length: chains }, (_, c) => Array.from({ length: draws }, (__, d) => of(c * draws + d)));
  const kept: readonly Kept[] = isModel(target) ? target.kept : names.map((name) => ({ name, size: null }));
  const posterior: Record<string, Nested> = {};
  let begin = 0;
  for (const { name, size } of kept) {
    const from = begin;
    const at = (draw: number) => draw * names.length + from;
    posterior[name] =
      size === null
        ? byDraw((draw) => values[at(draw)])
        : byDraw((draw) => [...values.subarray(at(draw), at(draw) + size)]);
    begin += size ?? 1;
  }
  const sample_stats: Record<string, Nested> = { lp: byDraw((draw) => logDensities[draw]) };
  for (const [name, of] of Object.entries(stats))
    sample_stats[statistics[name] ?? name] = byDraw((draw) => (name === "divergent" ? of[draw] === 1 : of[draw])); // prettier-ignore
  const posterior_attrs = {
    inference_library: "noisebook",
    sampler: run.sampler,
    sampling_time: run.seconds.draws,
  };
  if (!isModel(target)) return { posterior, sample_stats, posterior_attrs };
  const { data } = target;
  const log_likelihood = Object.fromEntries(
    Object.keys(data).map((name) => {
      const rows = logLikelihoods(target, run, name);
      return [name, byDraw((draw) => rows.map((row) => row[draw]))];
    }),
  );
  const observed_data = Object.fromEntries(Object.entries(data).map(([name, of]) => [name, [...of]]));
  return { posterior, sample_stats, log_likelihood, observed_data, posterior_attrs };
}

const isModel = (target: Run["target"]): target is BayesModel => "drawPrior" in target;
