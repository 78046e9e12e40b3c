import { spawnSync } from "node:child_process";

/** The Python that has other implementations for tests that run them: NOISEBOOK_PYTHON names it, else python3. */
export const python = process.env.NOISEBOOK_PYTHON ?? "python3";

/** Why a test that runs Python with these modules is skipped, or false where it can run. */
export function withoutModules(...modules: string[]): string | false {
  // Whether they are there, which is known without the seconds that their import takes.
  const absent = `any(find_spec(name) is None for name in ${JSON.stringify(modules)})`;
  const { status } = spawnSync(python, ["-c", `from importlib.util import find_spec; exit(${absent})`]);
  return (
    status !== 0 && `${python} has not all of ${modules.join(", ")}: only recorded numbers are compared here`
  );
}

/** Runs a script of the project, and throws with what it wrote where it fails. */
export function runPython(script: string, ...args: string[]): void {
  const { status, stderr, error } = spawnSync(python, [script, ...args], { encoding: "utf8" });
  if (status !== 0) throw new Error(`${script} failed: ${error?.message ?? stderr}`);
}
