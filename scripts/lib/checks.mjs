// What `npm test` can check, each by its name.
import { rm } from "node:fs/promises";
import path from "node:path";
import { chromium } from "./chromium.mjs";
import { command } from "./command.mjs";
import { conformance } from "./conformance.mjs";
import { jupyterTests } from "./jupyter.mjs";
import { countsFile, nodeTests } from "./node-tests.mjs";
import { nodeOf } from "./npm-node.mjs";
import { packageExtension } from "./vsix.mjs";
import { artifacts, root } from "./project.mjs";
import { countsFrom } from "./tally.mjs";
import { webVSCode } from "./web-vscode.mjs";

/** @typedef {import("./tally.mjs").Counts} Counts
 * @typedef {{ title: string, run: () => Promise<Counts> }} Check */

/** A program of node_modules, run live by the Node in use.
 * @param {string} script
 * @param {string[]} args */
const tool = async (script, args) =>
  (
    await command(process.execPath, [path.join(root, "node_modules", script), ...args], {
      cwd: root,
      live: true,
    })
  ).code === 0;

/** @param {boolean} good
 * @returns {Counts} */
const one = (good) => ({ passed: good ? 1 : 0, failed: good ? 0 : 1, skipped: 0 });

async function lint() {
  const rules = await tool("eslint/bin/eslint.js", ["."]);
  const format = await tool("prettier/bin/prettier.cjs", ["--check", "."]);
  return one(rules && format);
}

/** Node code and browser code see different globals; the last one also checks the scripts. */
const projects = [".", "src/renderers", "test/vscode/seen", "test/viewers"];

async function types() {
  let good = true;
  for (const project of projects)
    good = (await tool("typescript/bin/tsc", ["--project", project, "--pretty"])) && good;
  return one(good);
}

/** The same tests on each supported major.
 * @param {string} folder
 * @returns {Check[]} */
const onBothNodes = (folder) =>
  /** @type {const} */ ([20, 24]).map((major) => ({
    title: `${folder}, Node ${major}`,
    run: async () => nodeTests(folder, await nodeOf(major)),
  }));

/** Chains and trainings of several seconds: what they compute does not depend on Node. @param {string} file */
const isLong = (file) => file.endsWith(".long.test.mjs");

/**
 * What is of processes, sockets, files and memory may differ between majors of Node. What is computed and drawn does not, and is
 * tested on both by the reference and the conformance tests besides.
 * @param {string} file */
const dependsOnNode = (file) =>
  !/\/unit\/(renderers|runtime)\//.test(file) ||
  /\/unit\/runtime\/(backend|checkpoint|compile|core|memory)/.test(file);

async function host() {
  await rm(artifacts, { recursive: true, force: true }); // pictures of an earlier run would be taken for this one's
  await chromium();
  await webVSCode();
  const counts = await countsFile("vscode-host");
  const { code } = await command(process.execPath, [path.join(root, "scripts", "host-tests.mjs")], {
    cwd: root,
    env: { NOISEBOOK_COUNTS: counts },
    live: true,
  });
  return countsFrom(counts, code);
}

async function seen() {
  const env = { CHROME_PATH: await chromium(), NOISEBOOK_VSIX: await packageExtension() };
  await webVSCode();
  // one at a time: a VS Code and a browser are 2 GB and all the processors already
  return nodeTests("vscode/seen", await nodeOf(24), { flags: ["--test-concurrency=1"], env });
}

async function viewers() {
  const env = { CHROME_PATH: await chromium() };
  // One at a time: each has a browser of its own.
  return nodeTests("viewers", await nodeOf(24), { flags: ["--test-concurrency=1"], env });
}

/** @type {Record<string, Check[]>} */
export const checks = {
  lint: [{ title: "lint", run: lint }],
  types: [{ title: "types", run: types }],
  unit: [
    {
      title: "unit, Node 20, where it may matter",
      run: async () =>
        nodeTests("unit", await nodeOf(20), { which: (file) => !isLong(file) && dependsOnNode(file) }),
    },
    {
      title: "unit, Node 24",
      run: async () => nodeTests("unit", await nodeOf(24), { which: (file) => !isLong(file) }),
    },
  ],
  long: [
    { title: "long unit tests", run: async () => nodeTests("unit", await nodeOf(24), { which: isLong }) },
  ],
  reference: onBothNodes("reference"),
  viewers: [{ title: "viewers in Chromium", run: viewers }],
  // one at a time: a training uses all processors
  notebooks: [
    {
      title: "notebooks",
      run: async () => nodeTests("notebooks", await nodeOf(24), { flags: ["--test-concurrency=1"] }),
    },
  ],
  conformance: [{ title: "conformance of the backends", run: conformance }],
  jupyter: [
    { title: "Jupyter's clients", run: () => jupyterTests("test_clients") },
    { title: "Jupyter's suite for kernels", run: () => jupyterTests("test_noisebook") },
  ],
  vscode: [
    { title: "inside VS Code", run: host },
    { title: "seen in VS Code", run: seen },
  ],
};
