import type { TensorMemory } from "../../protocol/host.ts";
import { backend } from "../backend/index.ts";
import { engine } from "./engine.ts";

/**
 * The tensors that are alive: how many, and the bytes of their elements, which count once for each tensor where several
 * share memory. Those that nothing can reach count until a collection frees them.
 */
export function memory(): TensorMemory {
  const { state } = engine();
  return { backend: backend.name, device: backend.device, tensors: state.numTensors, bytes: state.numBytes };
}
