import type { DataId, KernelBackend } from "@tensorflow/tfjs-core";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { backendFolder } from "../../../protocol/node/backend-store.ts";
import { giveOurTfjs } from "../our-tfjs.ts";
import { Complaints } from "./errors.ts";
import type { Adapter, AdapterInfo, Dawn, Device } from "./gpu.ts";

interface TfjsWebgpu {
  readonly WebGPUBackend: new (device: Device, info: AdapterInfo) => KernelBackend;
}

export interface Webgpu {
  readonly backend: KernelBackend;
  readonly info: AdapterInfo;
  /** Dawn's, by the package's. */
  readonly version: string;
}

const packageName = "@tensorflow/tfjs-backend-webgpu";

/** Loads Dawn and tfjs's kernels for it from where they are installed. */
export async function loadWebgpu(): Promise<Webgpu> {
  const folder = backendFolder("webgpu");
  const require = createRequire(path.join(folder, "package.json"));
  const dawn = await loadDawn(folder);
  Object.assign(globalThis, dawn.globals);
  const gpu = dawn.create([]);
  // tfjs looks for it where a browser has it, and warns without.
  Object.defineProperty(globalThis, "navigator", { value: { gpu, userAgent: "node" }, configurable: true });
  const adapter = await gpu.requestAdapter({ powerPreference: "high-performance" });
  if (!adapter)
    throw new Error(
      "there is no graphics card that Vulkan, Metal or Direct3D 12 knows, and no software in its place",
    );
  const device = await adapter.requestDevice({ requiredFeatures: [], requiredLimits: limitsOf(adapter) });
  giveOurTfjs(require, ["@tensorflow/tfjs-core"]);
  const { WebGPUBackend } = require(packageName) as TfjsWebgpu;
  const backend = new WebGPUBackend(device, adapter.info);
  failReads(backend, new Complaints(device));
  return { backend, info: adapter.info, version: versionIn(folder) };
}

async function loadDawn(folder: string): Promise<Dawn> {
  const script = path.join(folder, "node_modules", "webgpu", "index.js");
  try {
    return (await import(pathToFileURL(script).href)) as Dawn;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ERR_MODULE_NOT_FOUND")
      throw new Error("it is not installed. Install it: noisebook backend install webgpu", { cause: error });
    throw error;
  }
}

/** All that the adapter has: without asking, a device has less, and large tensors are refused. */
const limitsOf = ({ limits }: Adapter): Record<string, number> => {
  const all: Record<string, number> = {};
  // Its limits are getters of its prototype.
  for (const name in limits) if (typeof limits[name] === "number") all[name] = limits[name];
  return all;
};

/** Has reads fail where the GPU has refused what they wait for, and says of those that cannot wait what to do. */
function failReads(backend: KernelBackend, complaints: Complaints): void {
  const read = backend.read.bind(backend);
  const readSync = backend.readSync.bind(backend);
  backend.read = async (id: DataId) => {
    const numbers = await read(id);
    await complaints.check();
    return numbers;
  };
  backend.readSync = (id: DataId) => {
    try {
      return readSync(id);
    } catch (cause) {
      throw new Error(
        "What a GPU has computed can only be waited for: use `await x.data()` instead of `x.dataSync()`",
        { cause },
      );
    }
  };
}

const versionIn = (folder: string): string =>
  (
    JSON.parse(readFileSync(path.join(folder, "node_modules", "webgpu", "package.json"), "utf8")) as {
      version: string;
    }
  ).version;
