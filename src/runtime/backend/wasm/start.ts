import {
  env,
  registerBackend,
  registerKernel,
  removeBackend,
  unregisterKernel,
  version_core,
} from "@tensorflow/tfjs-core";
import { BackendWasm, setThreadsCount } from "@tensorflow/tfjs-backend-wasm";
import { availableParallelism } from "node:os";
import type { Started } from "../index.ts";
import { kernels } from "./kernels/index.ts";
import { loadThreadedModule } from "./module.ts";

/** tfjs's wasm library has room for this many threads. */
const mostThreads = 4;

function wantedThreads(): number {
  const asked = process.env.NOISEBOOK_THREADS;
  // Half of the cores: threads wait for each other spinning, which costs more than it brings where the editor, or a
  // second notebook, wants a core too.
  if (!asked) return Math.min(Math.max(Math.floor(availableParallelism() / 2), 1), mostThreads);
  const threads = Number(asked);
  if (!Number.isInteger(threads) || threads < 1 || threads > mostThreads) {
    throw new RangeError(`NOISEBOOK_THREADS must be a whole number from 1 to ${mostThreads}, not "${asked}"`);
  }
  return threads;
}

/** WebAssembly with SIMD and threads, and with the kernels of ours that training needs. */
export async function startWasm(): Promise<Started> {
  const threads = wantedThreads();
  const module = await loadThreadedModule(threads);
  // tfjs's own factory for "wasm" switches threads off in Node, so ours takes its place.
  removeBackend("wasm");
  registerBackend("wasm", () => {
    setThreadsCount(threads);
    return new BackendWasm(module);
  });
  env().set("WASM_HAS_MULTITHREAD_SUPPORT", true);
  for (const kernel of kernels) {
    if (kernel.replaces) unregisterKernel(kernel.kernelName, "wasm");
    registerKernel({ ...kernel, backendName: "wasm" });
  }
  return {
    name: "wasm",
    tfjs: "wasm",
    device: `CPU, ${threads} thread${threads === 1 ? "" : "s"}`,
    library: `tfjs ${version_core}`,
    gpu: false,
    threads,
  };
}
