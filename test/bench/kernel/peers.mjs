// The kernels that ours is measured beside: from npm, under the cache, with the kernelspecs that their installers write.
import { mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { mustRun } from "../../../scripts/lib/command.mjs";
import { installOnce } from "../../../scripts/lib/install-once.mjs";
import { npm } from "../../../scripts/lib/npm.mjs";
import { Problem } from "../../../scripts/lib/problem.mjs";
import { cache } from "../../../scripts/lib/project.mjs";
import { step } from "../../../scripts/lib/step.mjs";

const tfjs = "@tensorflow/tfjs@4.22.0";
const folder = path.join(cache, "bench-kernels");
/** For JUPYTER_PATH. */
export const kernelsFolder = folder;

/** @param {string} module */
export const multiply = (module) =>
  `import * as tf from ${JSON.stringify(module)}; await tf.ready(); const a = tf.ones([64, 64]); ` +
  "console.log(tf.getBackend(), (await tf.matMul(a, a).data())[0])";

/** The package's own installer puts its program in place. @param {string} at */
const denoIn = (at) => createRequire(path.join(at, "package.json"))("deno/install_api.cjs").runInstall();

/** Its cache of packages in the folder, and the package.json of our project, which lies above, left out of it.
 * @param {string} at */
const denoEnvironment = (at) => ({ DENO_DIR: path.join(at, "deno"), DENO_NO_PACKAGE_JSON: "1" });

/** @typedef {{ argv: string[], env?: Record<string, string> }} Spec
 * @typedef {object} Peer
 * @property {string} name
 * @property {string} title
 * @property {string[]} packages
 * @property {(at: string) => Promise<unknown>} [prepare] after npm
 * @property {(at: string) => Spec} spec
 * @property {Record<string, string>} imports the cells of the rows that import */

/** @type {Peer[]} */
const peers = [
  {
    name: "deno",
    title: "Deno 2.9.6",
    packages: ["deno@2.9.6"],
    prepare: (at) =>
      mustRun("Loading tfjs into Deno", "deno-tfjs", denoIn(at), ["cache", `npm:${tfjs}`], {
        cwd: at,
        env: denoEnvironment(at),
      }),
    spec: (at) => ({
      argv: [denoIn(at), "jupyter", "--kernel", "--conn", "{connection_file}"],
      env: denoEnvironment(at),
    }),
    imports: { tfjs: multiply(`npm:${tfjs}`) },
  },
  {
    name: "tslab",
    title: "tslab 1.0.22",
    packages: ["tslab@1.0.22", tfjs],
    spec: (at) => ({
      argv: [
        process.execPath,
        path.join(at, "node_modules", "tslab", "bin", "tslab"),
        ...["kernel", "--config-path", "{connection_file}"],
      ],
    }),
    imports: { tfjs: multiply("@tensorflow/tfjs") },
  },
];

/** @param {Peer} peer */
async function install({ name, packages, prepare, spec, title }) {
  const at = path.join(folder, name);
  await installOnce(at, packages.join(" "), async (part) => {
    const how = ["--prefix", part, "--ignore-scripts", "--no-save"];
    await npm(
      `Installing ${packages.join(" and ")}`,
      `bench-${name}`,
      ["install", ...how, ...packages],
      part,
    );
    await prepare?.(part);
  });
  const kernelspec = path.join(folder, "kernels", name);
  mkdirSync(kernelspec, { recursive: true });
  const json = { ...spec(at), display_name: title, language: "typescript" };
  writeFileSync(path.join(kernelspec, "kernel.json"), JSON.stringify(json));
  return at;
}

/** Installs the peers, once. One that cannot be had says why in `absent`.
 * @returns {Promise<{ name: string, title: string, imports: Peer["imports"], folder: string, absent?: string }[]>} */
export async function installPeers() {
  const found = [];
  for (const peer of peers) {
    const { name, title, imports } = peer;
    try {
      const at = await step(`${title} (installed once)`, () => install(peer));
      found.push({ name, title, imports, folder: at });
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      console.warn(`!! ABSENT: ${title}: ${error.message} ${error.advice}`);
      found.push({ name, title, imports, folder, absent: `absent: ${error.message}` });
    }
  }
  return found;
}
