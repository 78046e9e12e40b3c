// The compiled kernels of the wasm backend: how they are built, and by what.
import { execFileSync } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { root } from "./project.mjs";

const folder = path.join(root, "src/runtime/backend/wasm");

export const wasmKernelsFile = path.join(folder, "kernels.wasm");

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

/** Compiles and links source/kernels.c. The memory is tfjs's, which its threads share. */
export async function wasmKernels() {
  const out = await mkdtemp(path.join(os.tmpdir(), "noisebook-kernels-"));
  try {
    const file = path.join(out, "kernels.wasm");
    const exported = ["run", "share", "worker", "pack", "add_parts"];
    const linker = [
      ...["--no-entry", "--import-memory", "--shared-memory", "--max-memory=4294967296", "--strip-all"],
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
    const features = ["--target=wasm32", "-msimd128", "-mbulk-memory", "-matomics"];
    execFileSync(
      compiler,
      [...features, ...options, ...linker.map((flag) => `-Wl,${flag}`), "source/kernels.c", "-o", file],
      { cwd: folder, stdio: ["ignore", "ignore", "inherit"] },
    );
    return await readFile(file);
  } finally {
    await rm(out, { recursive: true, force: true });
  }
}
