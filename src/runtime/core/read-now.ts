import { getBackend, type Tensor } from "./tf.ts";

/** Whether the backend in use can be read at once. What webgpu has computed can only be waited for: `await x.data()`. */
export const readsAtOnce = (): boolean => getBackend() !== "webgpu";

/** Throws an Error on webgpu, which names who reads at once and says what to do `instead`. */
export function expectReadsAtOnce(who: string, instead: string): void {
  if (readsAtOnce()) return;
  throw new Error(`${who} reads numbers at once, which the backend webgpu cannot give: ${instead}`);
}

/**
 * A tensor's numbers, at once: for what cannot wait, since all else awaits `x.data()`. It is refused on webgpu even where
 * the numbers happen to be at hand, so that what works does not depend on what ran before.
 */
export function readNow(x: Tensor, who: string, instead: string): Float32Array | Int32Array | Uint8Array {
  expectReadsAtOnce(who, instead);
  return x.dataSync();
}
