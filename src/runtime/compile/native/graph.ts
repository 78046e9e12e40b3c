import { engine as tfEngine, type TensorInfo } from "@tensorflow/tfjs-core";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import type { Target } from "../target.ts";
import type { Trace } from "../trace.ts";
import { isNodeBackend } from "./binding.ts";
import { emit } from "./emit.ts";

/** Makes a trace one graph of TensorFlow's, and has it run as one call. */
export function nativeGraph(trace: Trace, wanted: readonly number[]): Target {
  const { backend } = tfEngine();
  if (!isNodeBackend(backend)) throw new Error("Graphs of TensorFlow run on the backend native alone");
  const { binding } = backend;
  const { bytes, inputs, outputs } = emit(trace, wanted, binding);
  const model = load(bytes, (folder) => binding.loadSavedModel(folder, "serve"));
  const inputNames = inputs.map(({ name }) => name).join(",");
  const outputNames = outputs.join(",");
  let disposed = false;
  return {
    run(externals) {
      const ids = backend.getInputTensorIds(inputs.map(({ external }) => externals[external]));
      return binding
        .runSavedModel(model, ids, inputNames, outputNames)
        .map(({ id, shape, dtype }, i): TensorInfo => {
          const dataId = {};
          backend.tensorMap.set(dataId, { shape, dtype, id, values: null, refCount: 1 });
          return { dataId, shape: [...shape], dtype: trace.values[wanted[i]].dtype };
        });
    },
    dispose() {
      if (disposed) return;
      disposed = true;
      binding.deleteSavedModel(model);
    },
  };
}

/** TensorFlow loads a graph from a folder alone, which is needed no longer then. */
function load(bytes: Uint8Array, by: (folder: string) => number): number {
  const folder = mkdtempSync(path.join(os.tmpdir(), "noisebook-graph-"));
  try {
    writeFileSync(path.join(folder, "saved_model.pb"), bytes);
    return by(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
