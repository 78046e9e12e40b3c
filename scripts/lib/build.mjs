// Runs esbuild.mjs when `dist` is not what the sources would give.
import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { readdir } from "node:fs/promises";
import path from "node:path";
import { mustRun } from "./command.mjs";
import { dist, root } from "./project.mjs";
import { step } from "./step.mjs";

/** What the build reads. */
const inputs = ["src", "media", "esbuild.mjs", "scripts/docs", "package-lock.json"];

/** The time at which the last build that went through began: one that was cut off is not taken for it. */
const stamp = path.join(dist, ".built");

async function newestInput() {
  let newest = 0;
  for (const input of inputs) {
    const at = path.join(root, input);
    if (!existsSync(at)) continue;
    newest = Math.max(newest, statSync(at).mtimeMs);
    if (!statSync(at).isDirectory()) continue;
    for (const name of await readdir(at, { recursive: true }))
      newest = Math.max(newest, statSync(path.join(at, name)).mtimeMs);
  }
  return newest;
}

const adviseOnBuild = () => "The lines above say which file does not compile.";

/** Builds everything. @param {string[]} flags of esbuild.mjs */
export async function build(flags = []) {
  const began = Date.now();
  await step("Building", () =>
    mustRun("Building", "build", process.execPath, ["esbuild.mjs", ...flags], {
      cwd: root,
      advise: adviseOnBuild,
    }),
  );
  writeFileSync(stamp, String(began));
}

export async function buildIfStale() {
  const built = existsSync(stamp) ? Number(readFileSync(stamp, "utf8")) : 0;
  if ((await newestInput()) > built) await build();
}
