import { rm, readdir } from "node:fs/promises";
import path from "node:path";
import { extraFolder, type Extra, type InstalledExtra } from "../../protocol/node/extra-store.ts";
import { BackendProblem } from "../problem.ts";
import { npmInstall } from "../npm.ts";
import { expectSpace } from "../space.ts";
import { Staging } from "../staging.ts";
import type { Surroundings, Work } from "../work.ts";
import { checkTransformers } from "./check.ts";

const packages = ["@huggingface/transformers@4.3.2"];

/** What transformers runs on in a browser, and asks for in Node too without using it: 140 MB that are not needed. */
const overrides = { "onnxruntime-web": "npm:onnxruntime-common@1.30.0" };

/** Bytes that it takes on the way, with npm's own cache. */
const room = 0.6e9;

/**
 * Installs a library into the cache; it counts once it has computed something right in a process of its own. No script of a
 * package runs: ONNX Runtime's would download CUDA's libraries. Throws BackendProblem.
 */
export async function installExtra(
  name: Extra,
  surroundings: Surroundings,
  work: Work,
): Promise<InstalledExtra> {
  const staging = new Staging(extraFolder(name));
  const { folder } = staging;
  await staging.open(packages.join());
  await expectSpace(folder, room);
  work.say("Installing transformers and ONNX Runtime …");
  await staging.step("npm", () => npmInstall(folder, packages, work, { overrides }));
  await staging.step("prune", () => keepOwnBinaries(folder));
  work.say("Checking it with a computation …");
  const installed = { library: await checkTransformers(folder, surroundings, work.signal) };
  await staging.finish(installed);
  return installed;
}

/** ONNX Runtime comes with the binaries of all platforms: 250 MB. Throws a BackendProblem where none are this one's. */
async function keepOwnBinaries(folder: string): Promise<void> {
  const bin = path.join(folder, "node_modules", "onnxruntime-node", "bin");
  const own = path.join(process.platform, process.arch);
  const entries = await readdir(bin, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const others = files.filter(({ parentPath }) => !parentPath.endsWith(path.sep + own));
  if (others.length === files.length) {
    throw new BackendProblem(`ONNX Runtime is not made for ${process.platform} on ${process.arch}.`);
  }
  for (const { parentPath, name } of others) await rm(path.join(parentPath, name));
}
