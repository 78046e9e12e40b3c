// npm run bench:inference [-- --json FILE] [--python PATH]: our NUTS and NumPyro's, in one run.
// README.md, one folder up, says how each figure is taken.
import { writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { build } from "../../../scripts/lib/build.mjs";
import { columns } from "../../../scripts/lib/columns.mjs";
import { installDependencies } from "../../../scripts/lib/dependencies.mjs";
import { requireNode } from "../../../scripts/lib/node-version.mjs";
import { Problem } from "../../../scripts/lib/problem.mjs";
import { dist } from "../../../scripts/lib/project.mjs";
import { runMain } from "../../../scripts/lib/run-main.mjs";
import { median } from "../kernel/statistics.mjs";
import { shuffled } from "../shuffled.mjs";
import { Worker } from "../worker.mjs";

/** @typedef {{ title: string, worker: Worker, absent?: string }} System
 * @typedef {{ system: string, model: string, seconds: number, ess: number, rHat: number }} Sample */

const { values } = parseArgs({ options: { json: { type: "string" }, python: { type: "string" } } });
const here = import.meta.dirname;
const models = {
  schools: "eight schools, 10 numbers",
  regression: "logistic regression, 21 numbers, 500 rows",
};
const seeds = [1, 2, 3, 4, 5, 6];
const size = { warmup: 1000, draws: 1000 };

/** @returns {Promise<System[]>} */
async function systems() {
  const python = values.python ?? "python3";
  const ours = new Worker(process.execPath, [path.join(dist, "test", "bench", "inference", "ours-main.mjs")], {}); // prettier-ignore
  const peers = ["vectorized", "parallel"].map((method) => ({
    title: `NumPyro, ${method} chains`,
    worker: new Worker(python, [path.join(here, "numpyro_worker.py"), method], {}),
  }));
  /** @type {System[]} */
  const all = [{ title: "Noisebook", worker: ours }, ...peers];
  for (const system of all)
    try {
      const { version } = await system.worker.ask({ ask: "hello" });
      console.log(`${system.title}: ${version}`);
    } catch (error) {
      system.absent = error instanceof Error ? error.message : String(error);
      console.log(`!! ${system.title}: ABSENT, so there is no ratio to it: ${python}: ${system.absent}`);
    }
  return all.filter(({ absent }) => !absent);
}

/** The same data, and log densities that are equal but for rounding: else the work is not the same. @param {System[]} all */
async function checkEqual([ours, ...peers]) {
  if (!ours) throw new Problem("Our own process does not answer.", "Its message stands above.");
  const data = await ours.worker.ask({ ask: "data" });
  for (const { title, worker } of peers) {
    await worker.ask({ ask: "data", ...data });
    for (const name of Object.keys(models)) {
      const expected = (await ours.worker.ask({ ask: "density", name })).logDensity;
      const found = (await worker.ask({ ask: "density", name })).logDensity;
      if (!(Math.abs(found - expected) < 1e-9 * Math.abs(expected)))
        throw new Problem(`${title} has a log density of ${found} for ${name}, where ours is ${expected}.`, "They are not the same model."); // prettier-ignore
    }
  }
}

/** @param {System[]} all */
async function measure(all) {
  const { summary } = await import(pathToFileURL(path.join(dist, "runtime", "inference.js")).href);
  /** @type {Sample[]} */
  const samples = [];
  for (const seed of seeds)
    for (const model of Object.keys(models))
      for (const { title, worker } of shuffled(all)) {
        const run = await worker.ask({ ask: "run", name: model, seed, ...size });
        // One judge for both: the bulk size of the worst of a model's numbers.
        const { rows } = summary({ ...run, values: Float64Array.from(run.values) });
        const ess = Math.min(...rows.map((/** @type {any} */ row) => row.essBulk));
        const rHat = Math.max(...rows.map((/** @type {any} */ row) => row.rHat));
        samples.push({ system: title, model, seconds: run.seconds, ess, rHat });
        process.stderr.write(".");
      }
  process.stderr.write("\n");
  return samples;
}

/** @param {System[]} all @param {Sample[]} samples */
function table(all, samples) {
  const seconds = (/** @type {number} */ s) => `${s.toPrecision(3)} s`;
  const lines = Object.entries(models).flatMap(([model, title]) => {
    const of = (/** @type {System} */ { title: system }) => {
      const [first, ...others] = samples.filter((each) => each.system === system && each.model === model);
      return { first: first?.seconds ?? NaN, later: median(others.map((each) => each.seconds)), ess: median(others.map(({ ess }) => ess)), speeds: others.map((each) => each.ess / each.seconds), rHat: Math.max(...others.map(({ rHat }) => rHat)) }; // prettier-ignore
    };
    const ours = of(/** @type {System} */ (all[0]));
    return all.map((system, i) => {
      const own = of(system);
      const [speed, least, most] = [median(own.speeds), Math.min(...own.speeds), Math.max(...own.speeds)];
      return [
        i === 0 ? title : "",
        system.title,
        seconds(own.first),
        seconds(own.later),
        own.ess.toFixed(0),
        `${speed.toFixed(0)} (${least.toFixed(0)} to ${most.toFixed(0)})`,
        i === 0 ? "" : (median(ours.speeds) / speed).toFixed(2),
        own.rHat.toFixed(3),
      ];
    });
  });
  const head = [
    "",
    "",
    "first run",
    "later runs",
    "least ESS",
    "ESS a second",
    "ours over it",
    "worst R-hat",
  ];
  return columns([head, ...lines]);
}

async function main() {
  requireNode();
  await installDependencies();
  await build(["tests"]);
  console.log(`${new Date().toISOString().slice(0, 10)}, ${os.cpus()[0]?.model ?? ""}, ${os.availableParallelism()} cores, Node ${process.version}, load ${os.loadavg()[0]?.toFixed(1)}`); // prettier-ignore
  const all = await systems();
  await checkEqual(all);
  const samples = await measure(all);
  console.log(`\n4 chains, ${size.warmup} warmup and ${size.draws} draws each\n${table(all, samples)}`);
  if (values.json) writeFileSync(values.json, JSON.stringify(samples, null, 1));
  all.forEach(({ worker }) => worker.end());
}

await runMain(main);
