// A trace made ready for wasm and cpu by passes of ours, each a pure function of what the one before it found:
//
//   shared-values.ts   values that have the memory of others: reshapes, and what was asked for twice
//   chains.ts          elementwise kernels that run as one, by elementwise.ts and chain-code.ts (wasm alone)
//   in-place.ts        results that are written over what nothing reads later
//   run.ts             runs it, without an object for each kernel
import { engine as tfEngine } from "@tensorflow/tfjs-core";
import { liveNodes } from "../live.ts";
import type { Target } from "../target.ts";
import type { Trace } from "../trace.ts";
import { chainsOf } from "./chains.ts";
import { inPlace } from "./in-place.ts";
import { runner } from "./run.ts";
import { sharedValues } from "./shared-values.ts";
import { unitsInOrder } from "./units.ts";

/** A target of the backend in use, for a trace that malformed.ts has let pass. */
export function planned(trace: Trace, wanted: readonly number[]): Target {
  const { backendName } = tfEngine();
  const { nodes, rootOf } = sharedValues(trace, liveNodes(trace, wanted, trace.nodes.length));
  const chains = backendName === "wasm" ? chainsOf(trace, nodes, rootOf) : [];
  const units = unitsInOrder(nodes, chains, rootOf);
  return runner(trace, wanted, rootOf, inPlace(trace, units, rootOf, wanted));
}
