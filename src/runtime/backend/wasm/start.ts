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
import { registerEmptyReductions } from "../empty-reductions.ts";
import type { Started } from "../index.ts";
import { kernels } from "./kernels/index.ts";
import { loadThreadedModule } from "./module.ts";
import { OwnKernels } from "./own-kernels.ts";

/** More bring little: what is shared among them is soon done. */
const mostThreads = 8;

function wantedThreads(): number {
  const asked = process.env.NOISEBOOK_THREADS;
  // All cores: a thread of ours sleeps where there is nothing to do, and none waits for one whose core is busy.
  if (!asked) return Math.min(availableParallelism(), mostThreads);
  const threads = Number(asked);
  if (!Number.isInteger(threads) || threads < 1 || threads > mostThreads) {
    throw new RangeError(`NOISEBOOK_THREADS must be a whole number from 1 to ${mostThreads}, not "${asked}"`);
  }
  return threads;
}

/** WebAssembly with SIMD and threads, and with the kernels of ours that training needs. */
export async function startWasm(): Promise<Started> {
  const threads = wantedThreads();
  // tfjs's own threads wait for each other spinning, which costs a busy machine more than it brings: it gets none.
  const module = await loadThreadedModule();
  // tfjs's own factory for "wasm" switches threads off in Node, so ours takes its place.
  removeBackend("wasm");
  registerBackend("wasm", () => {
    setThreadsCount(1);
    return new BackendWasm(module);
  });
  env().set("WASM_HAS_MULTITHREAD_SUPPORT", true);
  const own = new OwnKernels(
    {
      memory: module.wasmMemory,
      malloc: (bytes) => module._malloc(bytes) >>> 0,
      free: (at) => module._free(at),
    },
    threads,
  );
  for (const kernel of kernels(own)) {
    if (kernel.replaces) unregisterKernel(kernel.kernelName, "wasm");
    registerKernel({ ...kernel, backendName: "wasm" });
  }
  registerEmptyReductions("wasm");
  return {
    name: "wasm",
    tfjs: "wasm",
    device: `CPU, ${threads} thread${threads === 1 ? "" : "s"}`,
    library: `tfjs ${version_core}`,
    gpu: false,
    threads,
  };
}
