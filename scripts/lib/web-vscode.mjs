// The web VS Code: a plain VS Code server out of the npm package code-server, without its wrapper or native builds.
import { mkdir, rm } from "node:fs/promises";
import path from "node:path";
import { mustRun } from "./command.mjs";
import { installOnce, isInstalled } from "./install-once.mjs";
import { npm } from "./npm.mjs";
import { cache } from "./project.mjs";
import { step } from "./step.mjs";

const version = "4.139.1"; // VS Code 1.139.1; needs Node 24
const stamp = `code-server ${version}, trimmed`;

/** Parts of the server that Noisebook has no use for: 200 MB of AI agents, and modules of Windows. */
const unused = ["@github", "@microsoft/mxc-sdk", "@vscode/windows-process-tree"];

/** @param {string} part */
async function fill(part) {
  const download = path.join(part, "download");
  await mkdir(download);
  await npm(
    "Downloading the web VS Code",
    "web-vscode-download",
    ["pack", `code-server@${version}`],
    download,
  );
  await mustRun("Unpacking the web VS Code", "web-vscode-unpack", "tar", [
    "-xzf",
    path.join(download, `code-server-${version}.tgz`),
    "-C",
    part,
    "--strip-components=3",
    "package/lib/vscode",
  ]);
  await rm(download, { recursive: true });
  // `install`, not `ci`: the package's lock file misses one of its dependencies
  await npm(
    "Installing the web VS Code's modules",
    "web-vscode-modules",
    ["install", "--omit=dev", "--ignore-scripts"],
    part,
  );
  const extensions = path.join(part, "extensions");
  await npm(
    "Installing the built-in extensions' modules",
    "web-vscode-extensions",
    ["ci", "--omit=dev"],
    extensions,
  );
  for (const name of unused)
    await rm(path.join(part, "node_modules", name), { recursive: true, force: true });
}

/** Installs the web VS Code under the cache, once.
 * @returns {Promise<string>} the server's main script, for a Node 24 */
export async function webVSCode() {
  const folder = path.join(cache, `web-vscode-${version}`);
  if (!(await isInstalled(folder, stamp)))
    await step("Installing the web VS Code (once, 380 MB)", () => installOnce(folder, stamp, fill));
  return path.join(folder, "out", "server-main.js");
}
