import { registerBackend } from "@tensorflow/tfjs-core";
import { availableParallelism } from "node:os";
import { readInstalled } from "../../../protocol/node/backend-store.ts";
import type { Started } from "../index.ts";
import { padByOurselves } from "./padding.ts";
import { repairInputGradient } from "./conv2d-backprop-input.ts";
import { loadNative } from "./load.ts";

/** TensorFlow itself, through tfjs-node. */
export function startNative(): Promise<Started> {
  const { backend, version } = loadNative();
  registerBackend("tensorflow", () => backend);
  repairInputGradient();
  padByOurselves();
  const gpu = backend.isUsingGpuDevice;
  const threads = gpu ? 0 : availableParallelism();
  return Promise.resolve({
    name: "native",
    tfjs: "tensorflow",
    device: gpu ? (readInstalled("native")?.device ?? "GPU") : `CPU, ${threads} threads`,
    library: `libtensorflow ${version}`,
    threads,
    gpu,
  });
}
