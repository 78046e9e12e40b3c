import path from "node:path";
import * as v from "valibot";
import type { BackendName } from "./names.ts";
import { BackendProblem } from "./problem.ts";
import { runProgram } from "./run-program.ts";
import type { Surroundings } from "./work.ts";

/** What a backend says of itself. */
const Described = v.object({
  name: v.string(),
  device: v.string(),
  library: v.string(),
  gpu: v.boolean(),
  threads: v.number(),
});

/** Why it does not run. */
const Failed = v.object({ problem: v.string() });

export type Described = v.InferOutput<typeof Described>;

/**
 * Starts a backend in a process of its own, has it compute something whose result is known, and resolves with what it
 * says of itself. Rejects with BackendProblem where it does not start, or is wrong.
 */
export async function check(
  name: BackendName,
  { node, env, dist }: Surroundings,
  signal: AbortSignal,
  cache?: string,
): Promise<Described> {
  const output = await runProgram(
    {
      program: node,
      args: [path.join(dist, "backends", "check.mjs"), path.join(dist, "runtime")],
      folder: dist,
      env: { ...env, NOISEBOOK_BACKEND: name, ...(cache ? { NOISEBOOK_CACHE: cache } : {}) },
      ifMissing: "",
    },
    { say: () => undefined, signal },
  );
  const said = v.parse(v.union([Described, Failed]), JSON.parse(output.trim().split("\n").at(-1) ?? ""));
  if ("problem" in said) throw new BackendProblem(said.problem);
  return said;
}
