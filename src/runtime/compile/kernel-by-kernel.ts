import { engine as tfEngine, getKernel, type NamedAttrMap, type TensorInfo } from "@tensorflow/tfjs-core";
import { copyOf, isSole, sharing } from "./home.ts";
import { liveNodes } from "./live.ts";
import { isNodeBackend } from "./native/binding.ts";
import type { Target } from "./target.ts";
import type { Trace } from "./trace.ts";

/** Runs the kernels of a trace one after the other, without tfjs's operations and tape around them. */
export function kernelByKernel(trace: Trace, wanted: readonly number[], length = trace.nodes.length): Target {
  const { backend, backendName } = tfEngine();
  const needsTensors = isNodeBackend(backend);
  const nodes = liveNodes(trace, wanted, length);
  const last = new Map<number, number>();
  nodes.forEach(({ inputs, outputs }, i) => [...inputs, ...outputs].forEach((value) => last.set(value, i)));
  const lasting = new Set([...wanted, ...trace.externals]);
  const steps = nodes.map((node, i) => ({
    ...node,
    run: getKernel(node.kernel, backendName).kernelFunc,
    free: [...new Set([...node.inputs, ...node.outputs])].filter(
      (value) => value >= 0 && last.get(value) === i && !lasting.has(value),
    ),
  }));
  const slots: (TensorInfo | undefined)[] = trace.values.map(() => undefined);

  /** Results of some kernels are tensors, which tfjs counts; the others are memory alone. */
  const drop = (x: TensorInfo): void => {
    if ("dispose" in x) (x as unknown as { dispose(): void }).dispose();
    else backend.disposeData(x.dataId);
  };
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
      for (const { run, keys, inputs, outputs, attrs, free } of steps) {
        const taken = inputs.map((value) => (value < 0 ? undefined : slots[value]));
        const result = run({
          inputs: (keys ? Object.fromEntries(keys.map((key, i) => [key, taken[i]])) : taken) as Record<
            string,
            TensorInfo
          >,
          attrs: attrs as NamedAttrMap,
          backend,
        });
        [result].flat().forEach((info, i) => (slots[outputs[i]] = info));
        for (const value of free) {
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
