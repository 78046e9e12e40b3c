import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import os from "node:os";
import { createRequire, syncBuiltinESMExports } from "node:module";
import path from "node:path";
import { assetFolder } from "../../core/assets.ts";
import { checked } from "./heap.ts";

type WasmModule = ConstructorParameters<typeof BackendWasm>[0];

/** What Emscripten's module has besides what tfjs declares. */
type ThreadedModule = WasmModule & {
  _malloc: (bytes: number) => number;
  readonly _free: (address: number) => void;
  readonly wasmMemory: WebAssembly.Memory;
  // never, since what comes back is whatever function the library has under this name.
  readonly cwrap: (name: string, returns: string | null, takes: string[]) => never;
};

type Factory = (options: {
  locateFile: (file: string) => string;
  mainScriptUrlOrBlob: string;
}) => Promise<ThreadedModule>;

const name = "tfjs-backend-wasm-threaded-simd";

/**
 * Compiles tfjs's threaded WebAssembly in Node, where tfjs itself would load the build without threads: its memory is
 * one that threads can share. It gets one thread, the caller's.
 */
export async function loadThreadedModule(): Promise<ThreadedModule> {
  const folder = assetFolder("wasm");
  const script = path.join(folder, `${name}.cjs`);
  // The script is CommonJS that exports Emscripten's factory.
  const factory = createRequire(import.meta.url)(script) as Factory;
  const module = await keepingErrorHandlers(() =>
    claimingCores(2, () =>
      factory({
        mainScriptUrlOrBlob: script,
        locateFile: (file) => path.join(folder, file),
      }),
    ),
  );
  module._malloc = checked(module._malloc);
  module.tfjs = {
    init: module.cwrap("init", null, []),
    initWithThreadsCount: module.cwrap("init_with_threads_count", null, ["number"]),
    getThreadsCount: module.cwrap("get_threads_count", "number", []),
    registerTensor: module.cwrap("register_tensor", null, ["number", "number", "number"]),
    disposeData: module.cwrap("dispose_data", null, ["number"]),
    dispose: module.cwrap("dispose", null, []),
  };
  return module;
}

/**
 * The library starts half as many threads as the machine has cores, the caller's among them, asking `os.cpus()` while it
 * loads. This makes it see `cores` of them for that time.
 */
async function claimingCores<T>(cores: number, load: () => Promise<T>): Promise<T> {
  const { cpus } = os;
  os.cpus = () => {
    const real = cpus();
    return Array.from({ length: cores }, (_, i) => real[i % real.length]);
  };
  syncBuiltinESMExports();
  try {
    return await load();
  } finally {
    os.cpus = cpus;
    syncBuiltinESMExports();
  }
}

/** Emscripten adds handlers that turn any uncaught error into exit code 7: the program's own rules stay. */
async function keepingErrorHandlers<T>(load: () => Promise<T>): Promise<T> {
  const events = ["uncaughtException", "unhandledRejection"] as const;
  const before = events.map((event) => process.rawListeners(event));
  const result = await load();
  events.forEach((event, i) => {
    for (const listener of process.rawListeners(event)) {
      // rawListeners gives Function; these came from the very event they are removed from.
      if (!before[i].includes(listener)) process.removeListener(event, listener as () => void);
    }
  });
  return result;
}
