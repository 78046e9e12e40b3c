import "@tensorflow/tfjs-backend-cpu";
import { env } from "@tensorflow/tfjs-core";
import type { Started } from "./index.ts";

/** Plain JavaScript kernels: slow, with nothing to load. For tests. */
export function startCpu(): Promise<Started> {
  // Else it advertises another backend on the console at its first use.
  env().set("PROD", true);
  return Promise.resolve({ name: "cpu", tfjs: "cpu", device: "CPU, plain JavaScript", threads: 1 });
}
