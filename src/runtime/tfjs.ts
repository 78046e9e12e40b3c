// What `@tensorflow/tfjs` means in a cell: core, layers and converter of one instance, with a backend that runs.
import "./core/tf.ts";

export * from "@tensorflow/tfjs-core";
/** Steps that run as graphs take note of it. */
export { customGrad } from "./compile/custom-grad.ts";
export * from "@tensorflow/tfjs-layers";
export * from "@tensorflow/tfjs-converter";
