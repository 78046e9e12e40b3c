import path from "node:path";
import { backendFolder, type Installed } from "../../protocol/node/backend-store.ts";
import { check } from "../check.ts";
import { npmInstall } from "../npm.ts";
import { BackendProblem } from "../problem.ts";
import { expectSpace } from "../space.ts";
import { Staging } from "../staging.ts";
import type { Surroundings, Work } from "../work.ts";
import { compile } from "./compile.ts";
import { findTensorFlow } from "./find-tensorflow.ts";
import { fromPypi } from "./from-pypi.ts";

export interface NativeOptions {
  /** "npm": tfjs-node with the libtensorflow it was made for; "pypi": a current one; else a folder that holds one. */
  from: string;
  /** Whether it is to compute on an NVIDIA GPU. */
  gpu: boolean;
}

const version = "4.22.0";
const headers = "node-api-headers@1.9.0";

/** Installs tfjs-node, and takes it for installed once it has computed something right. */
export async function installNative(
  { from, gpu }: NativeOptions,
  surroundings: Surroundings,
  work: Work,
): Promise<Installed> {
  if (from !== "npm" && process.platform === "win32")
    throw new BackendProblem("On Windows nothing is compiled: install with --from npm.");
  // A wrong folder is told before anything is installed.
  const given = from === "npm" || from === "pypi" ? null : findTensorFlow(path.resolve(from));
  const staging = new Staging(backendFolder("native"));
  const { folder } = staging;
  await staging.open(`${from} ${gpu}`);
  if (!given) await expectSpace(folder, gpu ? 11e9 : 3e9);
  const source = from === "npm" ? await fromNpm() : await compiled();
  work.say("Checking it with a computation …");
  const { device, library, gpu: isGpu } = await check("native", surroundings, work.signal, staging.cache);
  if (gpu && !isGpu)
    throw new BackendProblem(
      `${library} finds no GPU here, and would compute on the CPU. Is NVIDIA's driver installed (nvidia-smi)? ` +
        "Without --gpu it is installed for the CPU.",
    );
  const installed = { source, library, device, gpu: isGpu };
  await staging.finish(installed);
  return installed;

  async function fromNpm(): Promise<string> {
    const name = gpu ? "@tensorflow/tfjs-node-gpu" : "@tensorflow/tfjs-node";
    // Under one name, so that there is one place to load it from.
    const spec = gpu ? `@tensorflow/tfjs-node@npm:${name}@${version}` : `${name}@${version}`;
    work.say(`Installing ${name} with its own libtensorflow …`);
    await staging.step("npm", () => npmInstall(folder, [spec], work, { scripts: true }));
    return `npm: ${name} ${version}`;
  }

  async function compiled(): Promise<string> {
    work.say("Installing tfjs-node without a library …");
    await staging.step("npm", () => npmInstall(folder, [`@tensorflow/tfjs-node@${version}`, headers], work));
    const python = path.join(folder, "python");
    let origin = path.resolve(from);
    if (from === "pypi") {
      const name = gpu ? "tensorflow" : "tensorflow-cpu";
      work.say(`Getting ${name} from PyPI …`);
      await staging.step("pip", () => fromPypi(python, gpu, work));
      origin = `PyPI: ${name}`;
    }
    const tensorflow = given ?? findTensorFlow(path.join(python, "tensorflow"));
    work.say("Compiling its addon …");
    await staging.step("compile", () => compile(folder, tensorflow, work));
    return origin;
  }
}
