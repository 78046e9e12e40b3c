import test from "node:test";
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import {
  compilerVersion,
  fileOf,
  kernels,
  pinnedCompiler,
  wasmKernels,
} from "../../../../scripts/lib/wasm-kernels.mjs";

const version = compilerVersion();

for (const [name, of] of Object.entries(kernels)) {
  test(
    `The compiled kernels "${name}" are what their source says.`,
    {
      skip: version === pinnedCompiler ? false : `needs clang-16 ${pinnedCompiler}, not ${version ?? "none"}`,
    },
    async () => {
      assert.ok((await wasmKernels(of)).equals(await readFile(fileOf(of))), "build them again");
    },
  );
}
