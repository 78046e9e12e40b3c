// Builds each of our .wasm files from the C beside it. Nobody needs a compiler to install or to test: the built files are
// checked in, and a test holds that they are what the sources say.
//   npm run build-wasm-kernels     with Debian's packages clang-16 and lld-16
import { writeFile } from "node:fs/promises";
import { compilerVersion, fileOf, kernels, wasmKernels } from "./lib/wasm-kernels.mjs";

const found = compilerVersion();
if (!found) {
  console.error("There is no clang-16 with lld-16 here: Debian has packages of these names.");
  process.exit(1);
}
for (const of of Object.values(kernels)) {
  const built = await wasmKernels(of);
  await writeFile(fileOf(of), built);
  console.log(`${fileOf(of)}: ${built.length} bytes, by clang ${found}`);
}
