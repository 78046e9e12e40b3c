// Functions of tensors as graphs: what a function does with tensors is written down once, and run as a whole from then on.
//
//   recording.ts        runs a function for real and writes its kernels down, as a trace
//   dry-run.ts          runs it again, holding each call against the trace instead of computing
//   native/, kernel-by-kernel.ts    make a trace ready to run, on TensorFlow or on any backend
//   compile.ts          for people's own functions; two-parts.ts for steps of training
export { compile, type Compiled, type CompiledFor, type CompileOptions } from "./compile.ts";
export { graph, type Graph, type GraphKernel } from "./graph.ts";
