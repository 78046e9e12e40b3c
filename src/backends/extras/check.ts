import path from "node:path";
import * as v from "valibot";
import { BackendProblem } from "../problem.ts";
import { runProgram } from "../run-program.ts";
import type { Surroundings } from "../work.ts";

const Said = v.union([v.object({ library: v.string() }), v.object({ problem: v.string() })]);

/**
 * Starts transformers of a folder in a process of its own, has ONNX Runtime compute a square, and resolves with what they say of
 * themselves. Rejects with BackendProblem where they do not start, or are wrong.
 */
export async function checkTransformers(
  folder: string,
  { node, env, dist }: Surroundings,
  signal: AbortSignal,
): Promise<string> {
  const output = await runProgram(
    {
      program: node,
      args: [path.join(dist, "backends", "check-transformers.mjs"), folder],
      folder: dist,
      env,
      ifMissing: "",
    },
    { say: () => undefined, signal },
  );
  const said = v.parse(Said, JSON.parse(output.trim().split("\n").at(-1) ?? ""));
  if ("problem" in said) throw new BackendProblem(said.problem);
  return said.library;
}
