import { engine as tfEngine, getKernel, type NamedAttrMap, type TensorInfo } from "@tensorflow/tfjs-core";
import { copyOf, free, isSole, sharing } from "./home.ts";
import { liveNodes } from "./live.ts";
import { isNodeBackend } from "./native/binding.ts";
import type { Target } from "./target.ts";
import type { Node, Trace } from "./trace.ts";

interface Options {
  /** Kernels from the trace's beginning that are run; all unless given. */
  readonly length?: number;
  /** Hears what each of them took. */
  readonly told?: (node: Node, milliseconds: number) => void;
}

/** Runs the kernels of a trace one after the other, without tfjs's operations and tape around them. */
export function kernelByKernel(
  trace: Trace,
  wanted: readonly number[],
  { length = trace.nodes.length, told }: Options = {},
): Target {
  const { backend, backendName } = tfEngine();
  const needsTensors = isNodeBackend(backend);
  const nodes = liveNodes(trace, wanted, length);
  const last = new Map<number, number>();
  nodes.forEach(({ inputs, outputs }, i) => [...inputs, ...outputs].forEach((value) => last.set(value, i)));
  const lasting = new Set([...wanted, ...trace.externals]);
  const steps = nodes.map((node, i) => ({
    ...node,
    node,
    run: getKernel(node.kernel, backendName).kernelFunc,
    unused: [...new Set([...node.inputs, ...node.outputs])].filter(
      (value) => value >= 0 && last.get(value) === i && !lasting.has(value),
    ),
  }));
  const slots: (TensorInfo | undefined)[] = trace.values.map(() => undefined);

  const drop = (x: TensorInfo): void => free(backend, x);
  const own = (x: TensorInfo): TensorInfo => {
    if (isSole(backend, x)) return x;
    const copy = copyOf(backend, x);
    drop(x);
    return copy;
  };
  return {
    run(externals) {
      // Some kernels of tfjs-node call tfjs's operations, which take nothing but tensors.
      const given = needsTensors ? externals.map((x) => sharing(x)) : externals;
      trace.externals.forEach((value, i) => (slots[value] = given.at(i)));
      for (const { run, keys, inputs, outputs, attrs, node, unused } of steps) {
        const taken = inputs.map((value) => (value < 0 ? undefined : slots[value]));
        const began = told && performance.now();
        const result = run({
          inputs: (keys ? Object.fromEntries(keys.map((key, i) => [key, taken[i]])) : taken) as Record<
            string,
            TensorInfo
          >,
          attrs: attrs as NamedAttrMap,
          backend,
        });
        if (began !== undefined) told?.(node, performance.now() - began);
        [result].flat().forEach((info, i) => (slots[outputs[i]] = info));
        for (const value of unused) {
          drop(slots[value]!); // in a slot since it was made
          slots[value] = undefined;
        }
      }
      const results = wanted.map((value) => own(slots[value]!));
      slots.fill(undefined);
      if (needsTensors) given.forEach(drop);
      return results;
    },
    dispose: () => undefined,
  };
}
