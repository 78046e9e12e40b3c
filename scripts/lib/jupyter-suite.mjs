// Jupyter's suite for kernels, under the cache: PyPI's, or Debian's where pip finds none (some mirrors lack it).
import { readFileSync } from "node:fs";
import { rename, rm } from "node:fs/promises";
import path from "node:path";
import { unpackDebianPackage } from "./debian-package.mjs";
import { installOnce } from "./install-once.mjs";
import { NotOnPyPI, pip } from "./pip.mjs";
import { cache, root } from "./project.mjs";
import { Unavailable } from "./unavailable.mjs";

/** Python imports it from here. */
export const suite = path.join(cache, "jupyter-kernel-test");
const module = "jupyter_kernel_test";

/** @param {string} folder */
async function fromDebian(folder) {
  const own = path.join(folder, "debian");
  await unpackDebianPackage("python3-jupyter-kernel-test", own);
  await rename(path.join(own, "usr/lib/python3/dist-packages", module), path.join(folder, module));
  await rm(own, { recursive: true });
}

/** What keeps pip from having it, else nothing.
 * @param {string} python
 * @param {string} requirements
 * @param {string} folder */
async function fromPyPI(python, requirements, folder) {
  try {
    await pip(python, requirements, "--no-deps", "--target", folder);
    return undefined;
  } catch (error) {
    if (error instanceof Unavailable || error instanceof NotOnPyPI) return error.message;
    throw error;
  }
}

/** @param {string} python one with pip and what the suite itself imports */
export async function installSuite(python) {
  const requirements = path.join(root, "test/jupyter/suite-requirements.txt");
  await installOnce(suite, readFileSync(requirements, "utf8"), async (part) => {
    const missing = await fromPyPI(python, requirements, part);
    if (missing === undefined) return;
    await fromDebian(part).catch((error) => {
      throw error instanceof Unavailable ? new Unavailable(`${missing}, and ${error.message}`) : error;
    });
  });
}
