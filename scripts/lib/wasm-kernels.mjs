// The compiled kernels of the wasm backend: how they are built, and by what.
import { execFileSync } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { root } from "./project.mjs";

/**
 * What is compiled: a source in a folder, to a file beside it.
 * @typedef {{ folder: string, source: string, file: string, exported: string[], linker: string[], features: string[] }} Kernels
 */

/** @type {Record<"backend" | "linear", Kernels>} */
export const kernels = {
  // The memory is tfjs's, which its threads share.
  backend: {
    folder: "src/runtime/backend/wasm",
    source: "source/kernels.c",
    file: "kernels.wasm",
    exported: ["run", "share", "worker", "pack", "add_parts", "winograd_filter", "winograd_filter_slope"],
    linker: ["--shared-memory", "--max-memory=4294967296"],
    features: ["-mbulk-memory", "-matomics"],
  },
  // Float64, for the Fréchet distance.
  linear: {
    folder: "src/runtime/metrics/linear",
    source: "source/linear.c",
    file: "linear.wasm",
    exported: ["dots", "subtract_and_sum", "subtract_and_multiply"],
    linker: [],
    features: [],
  },
};

/** @param {Kernels} of */
export const fileOf = ({ folder, file }) => path.join(root, folder, file);

/** The version whose output is checked in: another one may order its instructions otherwise. */
export const pinnedCompiler = "16.0.6";

/** Version 14 makes kernels that are a fifth slower. */
const compiler = "clang-16";

/** The version of the clang that is here with a linker for WebAssembly; null where there is none. */
export function compilerVersion() {
  try {
    execFileSync("wasm-ld-16", ["--version"], { stdio: "ignore" });
    return (
      /clang version ([\d.]+)/.exec(execFileSync(compiler, ["--version"], { encoding: "utf8" }))?.[1] ?? null
    );
  } catch {
    return null;
  }
}

/**
 * Compiles and links one of them.
 * @param {Kernels} of
 */
export async function wasmKernels({ folder, source, exported, linker: own, features: asked }) {
  const out = await mkdtemp(path.join(os.tmpdir(), "noisebook-kernels-"));
  try {
    const file = path.join(out, "kernels.wasm");
    const linker = [
      ...["--no-entry", "--import-memory", ...own, "--strip-all"],
      ...exported.map((name) => `--export=${name}`),
    ];
    const options = [
      "-std=c17",
      "-Wall",
      "-Wextra",
      "-Werror",
      "-O3",
      "-nostdlib",
      "-fno-builtin",
      "-fno-slp-vectorize",
    ];
    const features = ["--target=wasm32", "-msimd128", ...asked];
    execFileSync(
      compiler,
      [...features, ...options, ...linker.map((flag) => `-Wl,${flag}`), source, "-o", file],
      { cwd: path.join(root, folder), stdio: ["ignore", "ignore", "inherit"] },
    );
    return await readFile(file);
  } finally {
    await rm(out, { recursive: true, force: true });
  }
}
