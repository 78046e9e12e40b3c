// What `npm run bench:viewers` measures, as one line of JSON.
import { readdir, stat } from "node:fs/promises";
import path from "node:path";
import { trajectoryMime } from "../../src/protocol/index.ts";
import { launchBrowser } from "../../scripts/lib/browser.mjs";
import { dist } from "../../scripts/lib/project.mjs";
import { openViewers } from "./browser.ts";
import type { Run } from "./page/play.ts";
import { samples } from "./samples/index.ts";

const runs: Record<string, Run> = {
  "1,000 frames of 64 images 32x32": { kind: "images", frames: 1000, shown: 64, sampleShape: [32, 32, 1] },
  "300 frames of 10,000 points": { kind: "points", frames: 300, shown: 10_000, sampleShape: [2] },
};

/** Pages in which the renderer is loaded anew. */
const loads = 7;
/** How long each run is watched (ms). */
const watched = 5000;

const browser = await launchBrowser();
const loaded: number[] = [];
for (let i = 0; i < loads; i++) {
  const { loaded: ms, close } = await openViewers(browser, { timed: true });
  loaded.push(ms);
  await close();
}

const folder = path.join(dist, "renderers");
const files = (await readdir(folder)).filter((file) => file.endsWith(".js"));
const chunks = await Promise.all(
  files.map(async (file) => ({ file, bytes: (await stat(path.join(folder, file))).size })),
);

const painted = [];
for (const { name, mime, saved } of await samples()) {
  const text = JSON.stringify(saved[mime]);
  const { page, close } = await openViewers(browser, { timed: true });
  const [first, second] = await page.evaluate((item) => window.viewers.paintTimes(item), { mime, text });
  painted.push({ name, first, second, bytes: text.length, all: JSON.stringify(saved).length });
  await close();
}

const played = [];
for (const [name, run] of Object.entries(runs)) {
  const { page, close } = await openViewers(browser, { timed: true });
  const result = await page.evaluate(([mime, one, ms]) => window.viewers.play(mime, one, ms), [
    trajectoryMime,
    run,
    watched,
  ] as const);
  played.push({ name, ...result });
  await close();
}
const version = browser.version();
await browser.close();
console.log(JSON.stringify({ loaded, version, chunks, painted, played }));
