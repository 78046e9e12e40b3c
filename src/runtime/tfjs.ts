// What `@tensorflow/tfjs` means in a cell: core, layers and converter of one instance, with a backend that runs.
import "./core/tf.ts";

export * from "@tensorflow/tfjs-core";
export * from "@tensorflow/tfjs-layers";
export * from "@tensorflow/tfjs-converter";
