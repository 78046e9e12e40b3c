// Jupyter's own programs, from PyPI, under the cache, and Noisebook as a kernel among them.
import { mkdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { command, mustRun } from "./command.mjs";
import { installOnce } from "./install-once.mjs";
import { installSuite, suite } from "./jupyter-suite.mjs";
import { countsFile } from "./node-tests.mjs";
import { onPath } from "./on-path.mjs";
import { pip } from "./pip.mjs";
import { cache, root } from "./project.mjs";
import { step } from "./step.mjs";
import { countsFrom } from "./tally.mjs";
import { Unavailable } from "./unavailable.mjs";

const tests = path.join(root, "test", "jupyter");
/** A Python environment with Jupyter's clients, and Noisebook in it. */
const environment = path.join(cache, "jupyter");

/** @param {string} folder */
const pythonIn = (folder) =>
  process.platform === "win32"
    ? path.join(folder, "Scripts", "python.exe")
    : path.join(folder, "bin", "python");

const requirements = path.join(tests, "requirements.txt");

/** Once; and Noisebook's kernelspec beside them. Throws Unavailable. */
export async function installClients() {
  const python = onPath("python3", "python");
  if (!python) throw new Unavailable("there is no python3 on PATH");
  const stamp = readFileSync(requirements, "utf8");
  await installOnce(environment, stamp, async (part) => {
    const { code } = await command(python, ["-m", "venv", part]);
    if (code !== 0) throw new Unavailable("python3 has no venv (on Debian: apt install python3-venv)");
    await pip(pythonIn(part), requirements);
  });
  await mustRun("Installing the kernelspec", "kernelspec", process.execPath, [
    ...[path.join(root, "bin", "noisebook.mjs"), "kernelspec", "install", "--prefix", environment],
  ]);
}

/** The Python that has them. */
export const python = () => pythonIn(environment);

/** Keeps a person's own kernels and settings out of it. */
export function ownFolders() {
  const own = path.join(cache, "jupyter-home");
  mkdirSync(own, { recursive: true });
  return {
    JUPYTER_PREFER_ENV_PATH: "1",
    JUPYTER_PATH: "",
    JUPYTER_DATA_DIR: path.join(own, "data"),
    JUPYTER_CONFIG_DIR: path.join(own, "config"),
    JUPYTER_RUNTIME_DIR: path.join(own, "runtime"),
    IPYTHONDIR: path.join(own, "ipython"),
  };
}

/** Runs a module of test/jupyter. @param {string} module */
async function run(module) {
  const counts = await countsFile(`jupyter-${module}`);
  const env = { ...ownFolders(), PYTHONPATH: suite, NOISEBOOK_COUNTS: counts };
  const { code } = await command(python(), ["run.py", module], { cwd: tests, env, live: true });
  return countsFrom(counts, code);
}

/**
 * The tests of one module, or one skipped where this machine cannot have what they need, which is said.
 * @param {"test_clients" | "test_noisebook"} module
 */
export async function jupyterTests(module) {
  try {
    await step("Jupyter's programs (installed once)", async () => {
      await installClients();
      if (module === "test_noisebook") await installSuite(python());
    });
  } catch (error) {
    if (!(error instanceof Unavailable)) throw error;
    console.warn(`\n!! NOT RUN: ${error.message}. The tests of ${module}.py say nothing about this version.`);
    return { passed: 0, failed: 0, skipped: 1 };
  }
  return run(module);
}
