import { MathBackendCPU } from "@tensorflow/tfjs-backend-cpu";
import type { BackendValues, DataId } from "@tensorflow/tfjs-core";
import { setImmediate } from "node:timers/promises";
import {
  engine,
  getKernelsForBackend,
  registerBackend,
  registerKernel,
  removeBackend,
  setBackend,
  unregisterKernel,
} from "../../../../src/runtime/core/tf.ts";

/** Plain JavaScript's kernels behind webgpu's way to read: what has been computed can only be waited for. */
class WaitingBackend extends MathBackendCPU {
  override async read(id: DataId): Promise<BackendValues> {
    const values = super.readSync(id).slice() as BackendValues; // copied when asked for, as a GPU does
    // More numbers take longer, so that reads do not come back in the order in which they began.
    for (let i = 0; i < Math.min(values.length, 20); i++) await setImmediate();
    if (!this.data.has(id)) throw new Error("A tensor was freed while its numbers were on their way");
    return values;
  }

  override readSync(id: DataId): BackendValues {
    // Its own kernels may.
    if (engine().state.kernelDepth > 0) return super.readSync(id);
    throw new Error("What a GPU has computed can only be waited for");
  }
}

/** Runs with a stand-in for webgpu in the backend's place. */
export async function onWaitingBackend<T>(body: () => Promise<T> | T): Promise<T> {
  const before = engine().backendName;
  const kernels = getKernelsForBackend("cpu");
  registerBackend("webgpu", () => new WaitingBackend());
  for (const kernel of kernels) registerKernel({ ...kernel, backendName: "webgpu" });
  await setBackend("webgpu");
  try {
    return await body();
  } finally {
    await setBackend(before);
    removeBackend("webgpu");
    for (const { kernelName } of kernels) unregisterKernel(kernelName, "webgpu");
  }
}
