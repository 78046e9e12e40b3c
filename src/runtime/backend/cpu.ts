import "@tensorflow/tfjs-backend-cpu";
import { env, version_core } from "@tensorflow/tfjs-core";
import { registerEmptyReductions } from "./empty-reductions.ts";
import type { Started } from "./index.ts";

/** Plain JavaScript kernels: slow, with nothing to load. For tests. */
export function startCpu(): Promise<Started> {
  // Else it advertises another backend on the console at its first use.
  env().set("PROD", true);
  registerEmptyReductions("cpu");
  return Promise.resolve({
    name: "cpu",
    tfjs: "cpu",
    device: "CPU, 1 thread",
    library: `tfjs ${version_core}`,
    gpu: false,
    threads: 1,
  });
}
