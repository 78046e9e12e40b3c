// The conformance suite on every backend that is there: native where this machine can compile it against PyPI's TensorFlow,
// webgpu where there is a graphics card, or software in its place.
import { existsSync } from "node:fs";
import path from "node:path";
import { columns } from "./columns.mjs";
import { command } from "./command.mjs";
import { nodeTests } from "./node-tests.mjs";
import { nodeOf } from "./npm-node.mjs";
import { cache, root } from "./project.mjs";
import { step } from "./step.mjs";

/** @typedef {import("./tally.mjs").Counts} Counts */

/** Kept between runs, and away from what the unit tests see: they are of the backends that come with Noisebook. */
const installed = path.join(cache, "test", "conformance");

/** @param {string} name
 * @returns {Promise<string | null>} why it cannot be had */
async function install(name) {
  const cli = path.join(root, "bin", "noisebook.mjs");
  const env = { NOISEBOOK_CACHE: installed, NO_COLOR: "1" };
  const manifest = `${name}-${process.platform}-${process.arch}/noisebook.json`;
  if (existsSync(path.join(installed, "backends", manifest))) return null;
  const done = await step(`Installing the backend ${name}`, () =>
    command(process.execPath, [cli, "backend", "install", name], { env }),
  );
  return done.code === 0 ? null : done.output.trim().split("\n").slice(-4).join("\n");
}

/** @returns {Promise<Counts>} */
export async function conformance() {
  /** @type {string[][]} */
  const rows = [["backend", "Node 20", "Node 24", ""]];
  const all = { passed: 0, failed: 0, skipped: 0 };
  for (const name of ["cpu", "wasm", "native", "webgpu"]) {
    const why = name === "native" || name === "webgpu" ? await install(name) : null;
    if (why !== null) {
      console.log(`\n!! The backend ${name} is absent, and NOT tested:\n${why}\n`);
      all.skipped += 1;
      rows.push([name, "absent", "absent", why.split("\n").at(-1) ?? ""]);
      continue;
    }
    const row = [name];
    for (const major of /** @type {const} */ ([20, 24])) {
      console.log(`\n${name}, Node ${major}`);
      const env = { NOISEBOOK_CACHE: installed, NOISEBOOK_BACKEND: name };
      const counts = await nodeTests("conformance", await nodeOf(major), { env });
      for (const key of /** @type {const} */ (["passed", "failed", "skipped"])) all[key] += counts[key];
      row.push(counts.failed ? `${counts.failed} failed` : `${counts.passed} passed`);
    }
    rows.push([...row, ""]);
  }
  console.log(`\n${columns(rows)}`);
  return all;
}
