import "@tensorflow/tfjs-backend-cpu";
import { env } from "@tensorflow/tfjs-core";
import type { Backend } from "./index.ts";

/** Plain JavaScript kernels: slow, with nothing to load. For tests. */
export function startCpu(): Promise<Backend> {
  // Else it advertises another backend on the console at its first use.
  env().set("PROD", true);
  return Promise.resolve({ name: "cpu", threads: 1 });
}
