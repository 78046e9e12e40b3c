// npm run bench:metrics [-- --python PATH] [--rounds 3] [--dim 2048] [--json FILE]: our Fréchet distance beside pytorch-fid's
// computation, and how many images a second Inception-v3 takes. README.md, one folder up, says how each figure is taken.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
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

const { values } = parseArgs({
  options: {
    python: { type: "string", default: "python3" },
    rounds: { type: "string", default: "3" },
    dim: { type: "string", default: "2048" },
    batches: { type: "string", default: "1,4,8" },
    json: { type: "string" },
  },
});
const here = import.meta.dirname;
const rounds = Number(values.rounds);

/** @param {Worker} ours @param {Worker | null} scipy */
async function frechet(ours, scipy) {
  const folder = mkdtempSync(path.join(os.tmpdir(), "noisebook-frechet-"));
  try {
    const paths = ["a.npz", "b.npz"].map((name) => path.join(folder, name));
    await ours.ask({ ask: "write", dim: Number(values.dim), paths });
    /** @type {Record<string, number[]>} */
    const seconds = { Noisebook: [], "pytorch-fid's": [] };
    for (let round = 0; round < rounds; round++) {
      /** @type {Record<string, number>} */
      const distances = {};
      const systems = [["Noisebook", ours], ...(scipy ? [["pytorch-fid's", scipy]] : [])];
      for (const [name, worker] of shuffled(/** @type {[string, Worker][]} */ (systems))) {
        const { seconds: took, distance } = await worker.ask({ ask: "frechet", paths });
        seconds[name]?.push(took);
        distances[name] = distance;
      }
      const [a, b] = Object.values(distances);
      if (a !== undefined && b !== undefined && !(Math.abs(a - b) <= 1e-6 * Math.abs(b)))
        throw new Problem(`The distances are ${a} and ${b}.`, "Unequal work is not compared.");
    }
    return seconds;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function main() {
  requireNode();
  await installDependencies();
  await build(["tests"]);
  console.log(`${new Date().toISOString().slice(0, 10)}, ${os.cpus()[0]?.model ?? ""}, ${os.availableParallelism()} cores, Node ${process.version}, load ${os.loadavg()[0]?.toFixed(1)}`); // prettier-ignore
  const ours = new Worker(
    process.execPath,
    [path.join(dist, "test", "bench", "metrics", "ours-main.mjs")],
    {},
  );
  console.log(`Noisebook: ${(await ours.ask({ ask: "hello" })).version}`);
  /** @type {Worker | null} */
  let scipy = new Worker(values.python, [path.join(here, "scipy_worker.py")], {});
  try {
    console.log(`pytorch-fid's computation: ${(await scipy.ask({ ask: "hello" })).version}`);
  } catch (error) {
    console.log(
      `!! ABSENT, so there is no ratio: ${values.python}: ${error instanceof Error ? error.message : error}`,
    );
    scipy = null;
  }
  const seconds = await frechet(ours, scipy);
  const own = median(seconds.Noisebook ?? []);
  const rows = Object.entries(seconds)
    .filter(([, of]) => of.length)
    .map(([name, of]) => {
      const ratios = of.map((one, i) => one / (seconds.Noisebook?.[i] ?? NaN));
      const range = `${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)}`;
      return [name, `${median(of).toFixed(2)} s`, `${(median(of) / own).toFixed(2)} (${range})`];
    });
  console.log(`\nFréchet distance of ${values.dim} features, ${rounds} rounds\n${columns([["", "median", "over ours"], ...rows])}`); // prettier-ignore

  const table = [["batch", "images a second", "left behind", "most resident"]];
  const megabytes = (/** @type {number} */ bytes) => `${(bytes / 1e6).toFixed(0)} MB`;
  const inception = [];
  for (const batch of values.batches.split(",").filter(Boolean).map(Number)) {
    // A process for each: what it held at most is its own.
    const one = new Worker(
      process.execPath,
      [path.join(dist, "test", "bench", "metrics", "ours-main.mjs")],
      {},
    );
    const found = await one.ask({ ask: "inception", batch, count: 4 * batch });
    one.end();
    inception.push({ batch, ...found });
    table.push([String(batch), found.rate.toFixed(2), megabytes(found.left), megabytes(found.resident)]);
  }
  console.log(`\nInception-v3 at full width, images of 64x64 made 299x299\n${columns(table)}`);
  if (values.json) writeFileSync(values.json, JSON.stringify({ seconds, inception }, null, 1));
  ours.end();
  scipy?.end();
}

await runMain(main);
