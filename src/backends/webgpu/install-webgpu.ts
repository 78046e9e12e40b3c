import { backendFolder, type Installed } from "../../protocol/node/backend-store.ts";
import { check } from "../check.ts";
import { npmInstall } from "../npm.ts";
import { expectSpace } from "../space.ts";
import { Staging } from "../staging.ts";
import type { Surroundings, Work } from "../work.ts";

const packages = ["webgpu@0.6.2", "@tensorflow/tfjs-backend-webgpu@4.22.0", "@tensorflow/tfjs-core@4.22.0"];

/** Installs Dawn for Node and tfjs's kernels for it, and takes them for installed once they have computed something. */
export async function installWebgpu(surroundings: Surroundings, work: Work): Promise<Installed> {
  const staging = new Staging(backendFolder("webgpu"));
  await staging.open("npm");
  await expectSpace(staging.folder, 0.6e9);
  work.say("Installing Dawn …");
  await staging.step("npm", () => npmInstall(staging.folder, packages, work));
  work.say("Checking it with a computation …");
  const { device, library, gpu } = await check("webgpu", surroundings, work.signal, staging.cache);
  const installed = { source: "npm: webgpu", library, device, gpu };
  await staging.finish(installed);
  return installed;
}
