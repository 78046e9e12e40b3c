import type { Installable, Installed } from "../protocol/node/backend-store.ts";
import { installNative, type NativeOptions } from "./native/install-native.ts";
import { installWebgpu } from "./webgpu/install-webgpu.ts";
import type { Surroundings, Work } from "./work.ts";

export type InstallOptions = Partial<NativeOptions>;

/**
 * Installs a backend into the cache. It counts once it has computed something right in a process of its own: until then
 * what was installed before stays. An install that was interrupted goes on where it was. Throws BackendProblem.
 */
export const installBackend = (
  name: Installable,
  { from = "pypi", gpu = false }: InstallOptions,
  surroundings: Surroundings,
  work: Work,
): Promise<Installed> =>
  name === "native" ? installNative({ from, gpu }, surroundings, work) : installWebgpu(surroundings, work);
