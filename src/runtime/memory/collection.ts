import { engine } from "./engine.ts";
import { collectGarbage } from "./garbage.ts";
import { existing, takeOthers } from "./tracked.ts";
import { letGo, takeBack } from "./variables.ts";

/** What a collection freed. */
export interface Freed {
  readonly tensors: number;
  /** As tfjs counts them: memory that two tensors share counts twice. */
  readonly bytes: number;
}

/**
 * Frees all tensors that nothing can reach. Not to be called within a kernel: what that works on may be known to it by
 * its memory alone.
 */
export function collectNow(): Freed {
  const { state } = engine();
  letGo();
  collectGarbage();
  const reachable = existing();
  takeBack(reachable);
  const before = { tensors: state.numTensors, bytes: state.numBytes };
  for (const counted of takeOthers(reachable)) engine().disposeTensor(counted);
  return { tensors: before.tensors - state.numTensors, bytes: before.bytes - state.numBytes };
}
