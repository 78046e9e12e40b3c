// What tfjs has wrong or lacks on the backend in use. The conformance suite shows each of them.
import { getBackend, registerGradient, unregisterGradient, type GradConfig } from "@tensorflow/tfjs-core";
import { backend, type BackendName } from "../../backend/index.ts";
import { addInGroups } from "./add-n.ts";
import { batchMatMul } from "./batch-mat-mul.ts";
import { comparisons } from "./comparisons.ts";
import { cumsum, countFromTheStart } from "./cumulative.ts";
import { depthwise } from "./depthwise.ts";
import { sayPaddingBySides } from "./padding.ts";
import { avgPool, maxPool } from "./pools.ts";
import { noteOperationsBeforeTheirCopies } from "./saved-outputs.ts";
import { resizeBilinear, resizeNearestNeighbor } from "./resize.ts";

const onAll: GradConfig[] = [batchMatMul, cumsum];
/** Where tfjs has none. */
const added: GradConfig[] = comparisons;

const on: Partial<Record<BackendName, GradConfig[]>> = {
  cpu: [avgPool, resizeBilinear, resizeNearestNeighbor],
  wasm: [avgPool, maxPool, depthwise],
  webgpu: [avgPool],
};

for (const config of [...onAll, ...(on[backend.name] ?? [])]) {
  unregisterGradient(config.kernelName);
  registerGradient(config);
}
noteOperationsBeforeTheirCopies();
sayPaddingBySides(getBackend());
for (const config of added) registerGradient(config);
for (const kernel of ["Cumsum", "Cumprod"]) countFromTheStart(kernel, getBackend());
if (backend.name === "webgpu") addInGroups(getBackend());
