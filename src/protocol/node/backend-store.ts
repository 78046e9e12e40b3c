import path from "node:path";
import * as v from "valibot";
import { cacheFolder } from "./cache-folder.ts";
import { readManifest } from "./manifest.ts";

/** Backends that are installed on request, into a cache of ours. */
export const installable = ["native", "webgpu"] as const;

export type Installable = (typeof installable)[number];

/** What is written last into a backend's folder, once a real computation has come out right: without it nothing counts. */
export const Installed = v.object({
  /** Where it came from, in a person's words: "npm", "PyPI: tensorflow-cpu 2.21.0". */
  source: v.string(),
  /** What computes: "libtensorflow 2.21.0", "Dawn 0.3.0". */
  library: v.string(),
  /** The device that the check computed on. */
  device: v.string(),
  /** Whether that is a real GPU. */
  gpu: v.boolean(),
});

export type Installed = v.InferOutput<typeof Installed>;

/** tfjs-node's addon where it was compiled against a TensorFlow of the person's choice. */
export const binding = "tfjs_binding.node";

/** The environment's variable that says how many threads a kernel within a graph of TensorFlow's may use. */
export const graphThreads = "NOISEBOOK_GRAPH_THREADS";

/** The folder a backend is installed in: a node_modules and the manifest. Another platform's binaries are not found. */
export const backendFolder = (name: Installable): string =>
  path.join(cacheFolder(), "backends", `${name}-${process.platform}-${process.arch}`);

/** What is installed under this name; null where nothing is, or not to its end. */
export const readInstalled = (name: Installable): Installed | null =>
  readManifest(backendFolder(name), Installed);

/** The fastest backend that is there: a GPU, else TensorFlow's own kernels, else WebAssembly, which always is. */
export function bestBackend(): Installable | "wasm" {
  const gpu = installable.find((name) => readInstalled(name)?.gpu);
  return gpu ?? (readInstalled("native") ? "native" : "wasm");
}
