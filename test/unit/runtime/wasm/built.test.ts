import test from "node:test";
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import {
  compilerVersion,
  pinnedCompiler,
  wasmKernels,
  wasmKernelsFile,
} from "../../../../scripts/lib/wasm-kernels.mjs";

const version = compilerVersion();

test(
  "The compiled kernels are what their source says.",
  { skip: version === pinnedCompiler ? false : `needs clang-16 ${pinnedCompiler}, not ${version ?? "none"}` },
  async () => {
    assert.ok((await wasmKernels()).equals(await readFile(wasmKernelsFile)), "build them again");
  },
);
