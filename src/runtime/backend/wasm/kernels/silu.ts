import { sizeOf } from "../../../core/shape.ts";
import { addressOf, type OwnKernels } from "../own-kernels.ts";
import { wasmKernel, type WasmKernel } from "./wasm-kernel.ts";

/** Numbers of a chunk, as in source/activation.h, and what one costs in multiplications. */
const strip = 4096;
const cost = 16;

/** x sigmoid(x), and `dy` times its slope. */
export const silus = (own: OwnKernels): WasmKernel[] => [
  wasmKernel<"x", object>("Silu", ({ x }, _, backend) => {
    const result = backend.makeOutput(x.shape, "float32");
    const size = sizeOf(x.shape);
    const [from, to] = [x, result].map((info) => addressOf(backend, info));
    own.run("silu", Math.ceil(size / strip), cost * size, [from, 0, to, size]);
    return result;
  }),
  wasmKernel<"x" | "dy", object>("SiluSlope", ({ x, dy }, _, backend) => {
    const result = backend.makeOutput(x.shape, "float32");
    const size = sizeOf(x.shape);
    const [from, slope, to] = [x, dy, result].map((info) => addressOf(backend, info));
    own.run("siluSlope", Math.ceil(size / strip), cost * size, [from, slope, to, size]);
    return result;
  }),
];
