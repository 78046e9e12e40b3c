// npm run bench [-- --json FILE] [--python PATH] [--backends a,b] [--only row,row]: our backends and PyTorch, in one run.
// README.md, one folder up, says how each figure is taken.
import { mkdtempSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { build } from "../../../scripts/lib/build.mjs";
import { columns } from "../../../scripts/lib/columns.mjs";
import { command } from "../../../scripts/lib/command.mjs";
import { installDependencies } from "../../../scripts/lib/dependencies.mjs";
import { requireNode } from "../../../scripts/lib/node-version.mjs";
import { Problem } from "../../../scripts/lib/problem.mjs";
import { dist, root } from "../../../scripts/lib/project.mjs";
import { runMain } from "../../../scripts/lib/run-main.mjs";
import { median } from "../kernel/statistics.mjs";
import { time } from "../kernel/table.mjs";
import { rows, tooSlow } from "./rows.mjs";
import { shuffled } from "../shuffled.mjs";
import { Worker } from "../worker.mjs";

/** @typedef {{ name: string, title: string, worker: Worker, peer: boolean }} System
 * @typedef {{ system: string, row: string, ms: number[] }} Sample */

const { values } = parseArgs({
  options: {
    json: { type: "string" },
    python: { type: "string" },
    backends: { type: "string" },
    only: { type: "string" },
  },
});
const here = import.meta.dirname;
const turns = 3;
/** Milliseconds that a system has for a row in each turn. */
const budget = 700;

/** What torch.compile is asked for. */
const withNetworks = ["mlpStep", "unetStep", "ddim"];

/** How far two float32 computations of the same loss may be apart. */
const tolerance = 1e-3;

/** @param {string | undefined} list @param {string[]} known */
function chosen(list, known) {
  const names = list?.split(",") ?? known;
  const unknown = names.find((name) => !known.includes(name));
  if (unknown) throw new Problem(`There is no ${unknown}.`, `There are: ${known.join(", ")}.`);
  return names;
}

/** Those of our backends that run. */
async function ours() {
  const { output } = await command(process.execPath, [
    path.join(root, "bin", "noisebook.mjs"),
    "backend",
    "list",
    "--json",
  ]);
  const listed = JSON.parse(output);
  const names = chosen(
    values.backends,
    listed.map((/** @type {any} */ { name }) => name),
  );
  return listed
    .filter((/** @type {any} */ { name }) => names.includes(name))
    .map((/** @type {any} */ each) => ({
      ...each,
      title: each.runs ? `${each.name} (${each.device}, ${each.library})` : "",
    }));
}

/** @param {string[]} names @returns {Promise<System[] | string>} */
async function torch(names) {
  const python = values.python ?? "python3";
  const env = { OMP_WAIT_POLICY: "PASSIVE" };
  const start = (/** @type {string} */ device) =>
    new Worker(python, [path.join(here, "torch_worker.py"), device], env);
  const worker = start("cpu");
  try {
    const { version, cuda } = await worker.ask({ ask: "hello" });
    const systems = [{ name: "torch", title: `PyTorch ${version}`, worker, peer: true }];
    const compiled = new Worker(python, [path.join(here, "torch_worker.py"), "cpu", "compile"], env);
    try {
      // It compiles C++, where there is a compiler; before anything is timed.
      for (const row of withNetworks.filter((name) => names.includes(name)))
        await compiled.ask({ ask: "measure", row, budget: 1 });
      systems.push({ name: "compiled", title: `PyTorch ${version}, torch.compile`, worker: compiled, peer: true }); // prettier-ignore
    } catch (error) {
      compiled.end();
      console.log(`torch.compile: absent: ${error instanceof Error ? error.message.slice(0, 200) : error}`);
    }
    if (cuda)
      systems.push({ name: "cuda", title: `PyTorch ${version}, CUDA`, worker: start("cuda"), peer: true });
    return systems;
  } catch (error) {
    return `${python}: ${error instanceof Error ? error.message : error}`;
  }
}

/** The same weights and data have the same loss everywhere: else the work is not the same. @param {System[]} systems */
async function checkEqual(systems) {
  const file = path.join(mkdtempSync(path.join(os.tmpdir(), "noisebook-bench-")), "weights.json");
  const [first, ...others] = systems;
  const { losses } = await first.worker.ask({ ask: "write", file });
  for (const { title, worker } of others) {
    const found = (await worker.ask({ ask: "read", file })).losses;
    for (const [name, loss] of Object.entries(losses))
      if (!(Math.abs(found[name] - loss) <= tolerance * loss))
        throw new Problem(
          `The ${name} is another on ${title}: its loss is ${found[name]} where ${first.title} has ${loss}.`,
          "Until they compute the same, their times say nothing.",
        );
  }
  console.log(`Same weights, same losses on all: ${JSON.stringify(losses)}\n`);
}

/** @param {System[]} systems @param {string[]} names */
async function measure(systems, names) {
  /** @type {Sample[]} */
  const samples = [];
  /** @type {Map<string, string>} */
  const problems = new Map();
  const cells = rows
    .filter(({ name }) => names.includes(name))
    .flatMap(({ name: row, heavy }) =>
      systems
        .filter(({ name }) => !heavy || name !== "cpu")
        .filter(({ name }) => name !== "compiled" || withNetworks.includes(row))
        .map((system) => ({ row, system })),
    );
  for (let turn = 0; turn < turns; turn++)
    for (const { row, system } of shuffled(cells)) {
      const key = `${system.name} ${row}`;
      if (problems.has(key)) continue;
      try {
        const { ms } = await system.worker.ask({ ask: "measure", row, budget });
        samples.push({ system: system.name, row, ms });
        if (Math.min(...ms) > tooSlow) problems.set(key, "once");
      } catch (error) {
        problems.set(key, error instanceof Error ? error.message : String(error));
      }
      process.stderr.write(".");
    }
  process.stderr.write("\n");
  return { samples, problems };
}

/** @param {System[]} systems @param {string[]} names @param {Awaited<ReturnType<typeof measure>>} measured */
function table(systems, names, { samples, problems }) {
  const of = (/** @type {string} */ system, /** @type {string} */ row) =>
    samples.filter((sample) => sample.system === system && sample.row === row).flatMap(({ ms }) => ms);
  const peer = systems.find((system) => system.peer);
  const lines = rows
    .filter(({ name }) => names.includes(name))
    .map(({ name, title }) => [
      title,
      ...systems.flatMap((system) => {
        const own = of(system.name, name);
        const ratio =
          peer && system !== peer
            ? [own.length ? (median(of(peer.name, name)) / median(own)).toFixed(2) : ""]
            : [];
        if (own.length === 0)
          return [problems.has(`${system.name} ${name}`) ? "failed" : "not asked", ...ratio];
        return [`${time(median(own))} (${time(Math.min(...own))} to ${time(Math.max(...own))})`, ...ratio];
      }),
    ]);
  const head = [
    "",
    ...systems.flatMap((system) => [system.name, ...(peer && system !== peer ? ["to PyTorch"] : [])]),
  ];
  const failed = [...problems].filter(([, why]) => why !== "once").map(([key, why]) => `  ${key}: ${why}`);
  return [columns([head, ...lines]), ...failed].join("\n");
}

async function main() {
  requireNode();
  await installDependencies();
  await build(["tests"]);
  const names = chosen(
    values.only,
    rows.map(({ name }) => name),
  );
  const listed = await ours();
  /** @type {System[]} */
  const systems = listed
    .filter((/** @type {any} */ { runs }) => runs)
    .map((/** @type {any} */ { name, title }) => ({
      name,
      title,
      peer: false,
      worker: new Worker(process.execPath, [path.join(dist, "test", "bench", "tensors", "ours-main.mjs")], {
        NOISEBOOK_BACKEND: name,
      }),
    }));
  const peers = await torch(names);
  if (typeof peers !== "string") systems.push(...peers);
  const header = [
    `${new Date().toISOString().slice(0, 10)}, ${os.cpus()[0]?.model ?? ""}, ${os.availableParallelism()} cores, Node ${process.version}`,
    `load ${os
      .loadavg()
      .map((load) => load.toFixed(1))
      .join(" ")} at the start`,
    ...systems.map(({ name, title }) => `${name}: ${title}`),
    ...listed
      .filter((/** @type {any} */ { runs }) => !runs)
      .map((/** @type {any} */ { name, why }) => `${name}: absent: ${why}`),
    ...(typeof peers === "string" ? [`!! PyTorch: ABSENT, so there are no ratios: ${peers}`] : []),
  ];
  console.log(`${header.join("\n")}\n`);
  await checkEqual(systems);
  const measured = await measure(systems, names);
  console.log(table(systems, names, measured));
  if (values.json) writeFileSync(values.json, JSON.stringify({ header, samples: measured.samples }, null, 1));
  systems.forEach(({ worker }) => worker.end());
}

await runMain(main);
