import { engine as tfEngine, getKernel, type KernelBackend, type NamedAttrMap, type TensorInfo } from "@tensorflow/tfjs-core"; // prettier-ignore
import { copyOf, free as freeMemory, isSole } from "../home.ts";
import type { Target } from "../target.ts";
import type { Trace } from "../trace.ts";
import { chainFunction } from "./chain-code.ts";
import type { Step } from "./in-place.ts";

/** Each value's tensor while a plan runs: one object for all runs. */
type Slot = { dataId: object } & Pick<TensorInfo, "shape" | "dtype">;

/** What there is of tfjs's wasm backend. */
interface Heap {
  readonly wasm: { readonly wasmMemory: WebAssembly.Memory };
  readonly dataIdMap: { get(dataId: object): { readonly memoryOffset: number } };
  makeOutput(shape: readonly number[], dtype: string): TensorInfo;
}

const nothing = {};

/** Runs steps one after the other. What a step needs is made ready here, once. */
export function runner(
  trace: Trace,
  wanted: readonly number[],
  rootOf: readonly number[],
  steps: readonly Step[],
): Target {
  const { backend } = tfEngine();
  const slots = trace.values.map(({ shape, dtype }): Slot => ({ dataId: nothing, shape: [...shape], dtype }));
  const sharing: number[][] = slots.map(() => []);
  rootOf.forEach((root, value) => root !== value && sharing[root].push(value));
  const place = (root: number, dataId: object): void => {
    slots[root].dataId = dataId;
    for (const value of sharing[root]) slots[value].dataId = dataId;
  };
  /** What kernels of cpu have given as tensors, which tfjs counts. */
  const counted = new Map<number, TensorInfo>();
  const free = (root: number): void => {
    const info = counted.get(root) ?? slots[root];
    if (info.dataId !== nothing) freeMemory(backend, info);
    counted.delete(root);
    place(root, nothing);
  };
  const give = (root: number, info: TensorInfo): void => {
    place(root, info.dataId);
    if ("dispose" in info) counted.set(root, info);
  };
  const ready = steps.map((step) => ({
    run: step.node ? kernelRun(step.node, slots, give, backend) : chainRun(step, slots, place, backend),
    frees: step.frees,
  }));
  const external = new Set(trace.externals);
  const roots = rootOf.flatMap((root, value) => (root === value && !external.has(value) ? [value] : []));

  /** Of several results that share their memory the last gets it, and the others a copy. */
  const lastOf = new Map(wanted.map((value, i) => [rootOf[value], i]));

  function result(value: number): TensorInfo {
    const root = rootOf[value];
    const { dataId, shape, dtype } = slots[value];
    const info = { dataId, shape: shape.slice(), dtype };
    const tensor = counted.get(root);
    if (external.has(root) || (tensor && root !== value) || !isSole(backend, info))
      return copyOf(backend, info);
    counted.delete(root);
    place(root, nothing);
    return tensor ?? info;
  }
  return {
    run(externals) {
      trace.externals.forEach((value, i) => externals.at(i) && place(value, externals[i].dataId));
      try {
        for (const { run, frees } of ready) {
          run();
          for (const root of frees) free(root);
        }
        return wanted.map((value, i) =>
          lastOf.get(rootOf[value]) === i ? result(value) : copyOf(backend, { ...slots[value] }),
        );
      } finally {
        // What is there yet is of a run that failed, or was copied.
        for (const root of roots) if (slots[root].dataId !== nothing) free(root);
        for (const value of trace.externals) place(value, nothing);
      }
    },
    dispose: () => undefined,
  };
}

type Place = (root: number, dataId: object) => void;
type Give = (root: number, info: TensorInfo) => void;

function kernelRun(
  { kernel, keys, inputs, outputs, attrs }: NonNullable<Step["node"]>,
  slots: readonly Slot[],
  give: Give,
  backend: KernelBackend,
): () => void {
  const { kernelFunc } = getKernel(kernel, tfEngine().backendName);
  const taken = inputs.map((value) => (value < 0 ? undefined : slots[value]));
  const named = keys ? Object.fromEntries(keys.map((key, i) => [key, taken[i]])) : taken;
  const args = { inputs: named as Record<string, TensorInfo>, attrs: attrs as NamedAttrMap, backend };
  const [output] = outputs;
  return () => {
    const result = kernelFunc(args);
    if (Array.isArray(result)) result.forEach((info, i) => give(outputs[i], info));
    else give(output, result);
  };
}

function chainRun(
  { chain, over }: Extract<Step, { node: null }>,
  slots: readonly Slot[],
  place: Place,
  backend: KernelBackend,
): () => void {
  const heap = backend as unknown as Heap;
  const { program, rows, inner, operands, results } = chain;
  const run = chainFunction(program, heap.wasm.wasmMemory);
  const addresses = new Array<number>(operands.length + results.length).fill(0);
  const addressOf = (dataId: object): number => heap.dataIdMap.get(dataId).memoryOffset;
  return () => {
    // Before a result takes an operand's place.
    for (let i = 0; i < operands.length; i++) addresses[i] = addressOf(slots[operands[i]].dataId);
    for (let i = 0; i < results.length; i++) {
      const { shape, dtype } = slots[results[i]];
      const under = over[i] < 0 ? nothing : slots[over[i]].dataId;
      // A kernel may have given memory that is another's as well.
      const isOwn = under !== nothing && backend.refCount(under) === 1;
      const dataId = isOwn ? under : heap.makeOutput(shape, dtype).dataId;
      if (isOwn) place(over[i], nothing);
      place(results[i], dataId);
      addresses[operands.length + i] = addressOf(dataId);
    }
    run(rows, inner, ...addresses);
  };
}
