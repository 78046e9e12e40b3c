// Keeps a picture of every viewer's sample under artifacts/viewers, to be looked at beside the mockups: npm run pictures
//   -- --width 500,760,1000 --theme dark,light,"high contrast dark" --only chains
import path from "node:path";
import { parseArgs } from "node:util";
import { build } from "./lib/build.mjs";
import { chromium } from "./lib/chromium.mjs";
import { command } from "./lib/command.mjs";
import { installDependencies } from "./lib/dependencies.mjs";
import { requireNode } from "./lib/node-version.mjs";
import { Problem } from "./lib/problem.mjs";
import { artifacts, dist, shown } from "./lib/project.mjs";
import { runMain } from "./lib/run-main.mjs";

const { values } = parseArgs({
  options: {
    width: { type: "string", default: "500,760,1000" },
    theme: { type: "string", default: "dark,light" },
    only: { type: "string", default: "" },
  },
});

async function main() {
  requireNode();
  await installDependencies();
  const chrome = await chromium();
  await build(["tests"]);
  const folder = path.join(artifacts, "viewers");
  const asked = {
    widths: values.width.split(",").map(Number),
    themes: values.theme.split(","),
    only: values.only,
    folder,
  };
  const program = path.join(dist, "test", "viewers", "pictures-main.mjs");
  const { code, output } = await command(process.execPath, [program, JSON.stringify(asked)], {
    env: { CHROME_PATH: chrome },
  });
  if (code !== 0)
    throw new Problem(
      "No pictures were taken.",
      "Widths are pixels, and themes are dark, light, high contrast dark or high contrast light. What it said stands below.",
      output.slice(-2000),
    );
  console.log(`${output.trim().split("\n").at(-1)} pictures in ${shown(folder)}`);
}

await runMain(main);
