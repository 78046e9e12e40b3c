import type { KernelBackend } from "@tensorflow/tfjs-core";
import { readdirSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { availableParallelism } from "node:os";
import { backendFolder, binding as ownBinding, graphThreads } from "../../../protocol/node/backend-store.ts";
import { giveOurTfjs } from "../our-tfjs.ts";

/** What tfjs-node's addon has that we ask for. */
interface Binding {
  /** Of libtensorflow. */
  readonly TF_Version: string;
}

interface NodeBackend extends KernelBackend {
  readonly isUsingGpuDevice: boolean;
}

interface TfjsNode {
  readonly NodeJSKernelBackend: new (binding: Binding, packageName: string) => NodeBackend;
}

export interface Native {
  readonly backend: NodeBackend;
  readonly version: string;
}

const name = "@tensorflow/tfjs-node";

/** Loads tfjs-node's backend from where it is installed, as a backend of our tfjs. */
export function loadNative(): Native {
  const folder = backendFolder("native");
  const require = createRequire(path.join(folder, "package.json"));
  const home = homeOf(require);
  completeUtil(require);
  giveOurTfjs(require, ["@tensorflow/tfjs", "@tensorflow/tfjs-core"]);
  const { NodeJSKernelBackend } = require(path.join(home, "dist", "nodejs_kernel_backend.js")) as TfjsNode;
  // Registers its kernels for "tensorflow", with our tfjs.
  require(path.join(home, "dist", "register_all_kernels.js"));
  quieten();
  shareCores();
  const binding = require(bindingOf(folder, home)) as Binding;
  return { backend: new NodeJSKernelBackend(binding, name), version: binding.TF_Version };
}

function homeOf(require: NodeJS.Require): string {
  try {
    return path.dirname(require.resolve(`${name}/package.json`));
  } catch {
    throw new Error("it is not installed. Install it: noisebook backend install native");
  }
}

/** The addon: ours, compiled against a TensorFlow of the person's choice, or the one of the package. */
function bindingOf(folder: string, home: string): string {
  const isThere = (file: string) => readdirSync(path.dirname(file)).includes(path.basename(file));
  const compiled = path.join(folder, ownBinding);
  if (isThere(compiled)) return compiled;
  const lib = path.join(home, "lib");
  // One for each version of Node-API that it can be built for.
  const version = readdirSync(lib).find((entry) => entry.startsWith("napi-v"));
  if (!version) throw new Error("its addon is missing. Install it again: noisebook backend install native");
  return path.join(lib, version, "tfjs_binding.node");
}

/** tfjs-node 4.22 calls functions of `util` that Node 23 has dropped. */
function completeUtil(require: NodeJS.Require): void {
  const util = require("node:util") as Record<string, unknown>;
  util.isNullOrUndefined ??= (value: unknown) => value === undefined || value === null;
  util.isArray = Array.isArray; // since 22 it complains
}

/**
 * Gives kernels within a graph half of the cores: a step's backward pass has two at a time that do not wait for each other, and
 * small ones take longer when they are split. Each session has its threads then; kernels by themselves have all cores as before.
 */
function shareCores(): void {
  process.env.TF_OVERRIDE_GLOBAL_THREADPOOL ??= "1";
  process.env[graphThreads] ??= String(Math.max(1, Math.floor(availableParallelism() / 2)));
}

/** TensorFlow tells at its start, on stderr, which instructions it was built for. */
function quieten(): void {
  process.env.TF_CPP_MIN_LOG_LEVEL ??= "2";
}
