// npm run bench:viewers [-- --json FILE]: how fast viewers load, paint and play, and how much they weigh.
// README.md, one folder up, says how each figure is taken.
import { writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { build } from "../../../scripts/lib/build.mjs";
import { chromium } from "../../../scripts/lib/chromium.mjs";
import { columns } from "../../../scripts/lib/columns.mjs";
import { command } from "../../../scripts/lib/command.mjs";
import { installDependencies } from "../../../scripts/lib/dependencies.mjs";
import { requireNode } from "../../../scripts/lib/node-version.mjs";
import { Problem } from "../../../scripts/lib/problem.mjs";
import { dist } from "../../../scripts/lib/project.mjs";
import { runMain } from "../../../scripts/lib/run-main.mjs";
import { median } from "../kernel/statistics.mjs";
import { time } from "../kernel/table.mjs";

const { values } = parseArgs({ options: { json: { type: "string" } } });

/** @param {number} bytes */
const size = (bytes) =>
  bytes < 1e6 ? `${(bytes / 1024).toFixed(1)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;

/** @param {any} measured */
function report({ loaded, chunks, painted, played }) {
  const spread = `${time(Math.min(...loaded))} to ${time(Math.max(...loaded))}`;
  return [
    `Renderer loaded in ${time(median(loaded))} (${spread}); wanted: under 100 ms`,
    columns([
      ["Chunk", "bytes"],
      ...chunks
        .sort((/** @type {any} */ a, /** @type {any} */ b) => b.bytes - a.bytes)
        .map((/** @type {any} */ { file, bytes }) => [file, size(bytes)]),
    ]),
    columns([
      ["Saved output", "first paint", "the next", "payload", "with fallbacks"],
      ...painted.map((/** @type {any} */ { name, first, second, bytes, all }) => [
        name,
        time(first),
        time(second),
        size(bytes),
        size(all),
      ]),
    ]),
    columns([
      [
        "Playing (wanted: 30 states/s)",
        "states/s",
        "display frames/s",
        "late",
        "payload",
        "as JSON numbers",
        "opened in",
      ],
      ...played.map((/** @type {any} */ { name, states, displayed, late, packed, asNumbers, opened }) => [
        name,
        states.toFixed(1),
        displayed.toFixed(1),
        `${(100 * late).toFixed(0)} %`,
        size(packed),
        size(asNumbers),
        time(opened),
      ]),
    ]),
  ].join("\n\n");
}

async function main() {
  requireNode();
  await installDependencies();
  const chrome = await chromium();
  // Minified, as the package has it.
  await build(["tests", "--minify"]);
  const load = () => os.loadavg()[0]?.toFixed(1);
  const before = load();
  const { code, output } = await command(
    process.execPath,
    [path.join(dist, "test", "viewers", "bench-main.mjs")],
    { env: { CHROME_PATH: chrome } },
  );
  const line = output.split("\n").find((each) => each.startsWith('{"loaded"'));
  if (code !== 0 || !line)
    throw new Problem("The measurement failed.", "What it said stands below.", output.slice(-2000));
  const measured = JSON.parse(line);
  const large = await largeTensor();
  const header = [
    `${new Date().toISOString().slice(0, 10)}, ${os.cpus()[0]?.model ?? ""}, ${os.availableParallelism()} cores, Chromium ${measured.version}`,
    `load ${before} before, ${load()} after`,
  ];
  console.log(`${header.join("\n")}\n\n${report(measured)}\n\n${large}`);
  if (values.json) writeFileSync(values.json, JSON.stringify({ header, ...measured, large }, null, 1));
}

/** How long a tensor of 1 GB takes to its first picture, on the backend that needs nothing. */
async function largeTensor() {
  const { code, output } = await command(process.execPath, [
    path.join(import.meta.dirname, "large-tensor.mjs"),
    "wasm",
  ]);
  if (code !== 0)
    throw new Problem(
      "The tensor of 1 GB was not measured: it takes 3 GB of memory.",
      "What it said stands below.",
      output.slice(-2000),
    );
  return `A tensor of 1 GB (wanted: its first picture in under 300 ms)\n${output.trim()}`;
}

await runMain(main);
