import { registerBackend, removeBackend } from "@tensorflow/tfjs-core";
import type { Started } from "../index.ts";
import { loadWebgpu } from "./load.ts";

/** The graphics card, through Dawn. */
export async function startWebgpu(): Promise<Started> {
  const { backend, info, version } = await loadWebgpu();
  removeBackend("webgpu"); // its package registers one of its own, with a device whose complaints nobody hears
  registerBackend("webgpu", () => backend);
  const software = info.isFallbackAdapter === true || info.architecture === "software";
  const device = info.description || info.device || info.vendor;
  return {
    name: "webgpu",
    tfjs: "webgpu",
    device: software ? `${device} (software)` : device,
    library: `Dawn (webgpu ${version})`,
    threads: 0,
    gpu: !software,
  };
}
