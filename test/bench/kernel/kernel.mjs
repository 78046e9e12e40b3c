// npm run bench:kernel [-- --quick] [--json FILE]: Noisebook's kernel and others, side by side, as a Jupyter client sees
// them. README.md, one folder up, says how to read it.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { buildIfStale } from "../../../scripts/lib/build.mjs";
import { command } from "../../../scripts/lib/command.mjs";
import { installDependencies } from "../../../scripts/lib/dependencies.mjs";
import { installClients, ownFolders, python } from "../../../scripts/lib/jupyter.mjs";
import { requireNode } from "../../../scripts/lib/node-version.mjs";
import { Problem } from "../../../scripts/lib/problem.mjs";
import { cache, root } from "../../../scripts/lib/project.mjs";
import { step } from "../../../scripts/lib/step.mjs";
import { Unavailable } from "../../../scripts/lib/unavailable.mjs";
import { runMain } from "../../../scripts/lib/run-main.mjs";
import { installPeers, kernelsFolder, multiply } from "./peers.mjs";
import { rows } from "./rows.mjs";
import { report } from "./table.mjs";

const full = {
  repeats: { starts: 7, restarts: 3, imports: 3, lines: 2, interrupts: 3 },
  patience: { lines: 120, interrupt: 10 },
};
const quick = {
  repeats: { starts: 3, restarts: 1, imports: 1, lines: 1, interrupts: 1 },
  patience: { lines: 20, interrupt: 10 },
};

function ours() {
  const { version } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8"));
  return {
    name: "noisebook",
    title: `Noisebook ${version}`,
    folder: root,
    imports: {
      schedules: 'import { cosine } from "noisebook/schedules"; console.log(typeof cosine)',
      tfjs: multiply("@tensorflow/tfjs"),
    },
  };
}

async function clients() {
  try {
    await step("jupyter_client (installed once)", installClients);
  } catch (error) {
    if (!(error instanceof Unavailable)) throw error;
    throw new Problem(
      `NOTHING WAS MEASURED: ${error.message}.`,
      "The kernels are measured through jupyter_client: install Python 3 with venv and pip, and reach PyPI.",
    );
  }
}

const load = () =>
  os
    .loadavg()
    .map((value) => value.toFixed(1))
    .join(" ");

/** @param {object} plan
 * @returns {Promise<import("./rows.mjs").Sample[]>} */
async function measure(plan) {
  const folder = path.join(cache, "bench-kernels");
  mkdirSync(folder, { recursive: true });
  const [planFile, samplesFile] = [path.join(folder, "plan.json"), path.join(folder, "samples.json")];
  writeFileSync(planFile, JSON.stringify(plan));
  const env = { ...ownFolders(), JUPYTER_PATH: kernelsFolder };
  const program = path.join(import.meta.dirname, "measure.py");
  const { code } = await command(python(), [program, planFile, samplesFile], { env, live: true });
  if (code !== 0)
    throw new Problem(
      "Measuring failed.",
      "The lines above say where; it is a mistake in test/bench/kernel.",
    );
  return JSON.parse(readFileSync(samplesFile, "utf8"));
}

async function main() {
  const { values } = parseArgs({
    options: { quick: { type: "boolean", default: false }, json: { type: "string" } },
  });
  requireNode();
  await installDependencies();
  await buildIfStale();
  await clients();
  const our = ours();
  const peers = await installPeers();
  const { repeats, patience } = values.quick ? quick : full;
  const kernels = [our, ...peers.filter(({ absent }) => !absent)];
  const loadBefore = load();
  console.log(`Measuring, which takes ${values.quick ? "one minute or two" : "about four minutes"}:`);
  const samples = await measure({ kernels, repeats, patience });
  const header = {
    date: new Date().toISOString(),
    processor: os.cpus()[0]?.model ?? "unknown",
    cores: os.availableParallelism(),
    node: process.version,
    kernels: [our.title, ...peers.map(({ title, absent }) => (absent ? `${title} (${absent})` : title))],
    load: `${loadBefore} before, ${load()} after`,
  };
  console.log(
    `\n${Object.entries(header)
      .map(([name, value]) => `${name}: ${[value].flat().join(", ")}`)
      .join("\n")}`,
  );
  console.log(`\nMedians, and from the least to the most.\n\n${report(rows, our, peers, samples)}`);
  if (values.json)
    writeFileSync(values.json, JSON.stringify({ ...header, repeats, patience, samples }, null, 1));
}

await runMain(main);
