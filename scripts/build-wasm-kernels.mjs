// Builds src/runtime/backend/wasm/kernels.wasm from the C beside it. Nobody needs a compiler to install or to test: the
// built file is checked in, and a test holds that it is what the source says.
//   npm run build-wasm-kernels     with Debian's packages clang-16 and lld-16
import { writeFile } from "node:fs/promises";
import { compilerVersion, wasmKernels, wasmKernelsFile } from "./lib/wasm-kernels.mjs";

const found = compilerVersion();
if (!found) {
  console.error("There is no clang-16 with lld-16 here: Debian has packages of these names.");
  process.exit(1);
}
const built = await wasmKernels();
await writeFile(wasmKernelsFile, built);
console.log(`${wasmKernelsFile}: ${built.length} bytes, by clang ${found}`);
