import { isDeepStrictEqual } from "node:util";
import { sizeOf } from "../../core/shape.ts";
import type { Node, Trace } from "../trace.ts";

export interface Shared {
  /** The kernels that are left to run, in their order. */
  readonly nodes: readonly Node[];
  /** The value whose memory each has: its own number, or that of one before it with as many numbers of the same dtype. */
  readonly rootOf: readonly number[];
}

/**
 * Finds the values that need no kernel of their own: a reshape is its input's memory under another shape, and a kernel that was
 * called before, with the same attributes of the same values, gives what it gave then. No kernel of a trace draws random numbers.
 */
export function sharedValues(trace: Trace, nodes: readonly Node[]): Shared {
  const rootOf = trace.values.map((_, value) => value);
  const shapeText = (value: number): string => (value < 0 ? "" : trace.values[value].shape.join("x"));
  const calls = new Map<string, Node[]>();
  const left = nodes.filter((node) => {
    if (isReshape(node, trace)) {
      rootOf[node.outputs[0]] = rootOf[node.inputs[0]];
      return false;
    }
    const inputs = node.inputs.map((value) => `${rootOf[value] ?? -1}:${shapeText(value)}`);
    const key = [node.kernel, node.keys?.join() ?? "", ...inputs].join();
    const same = calls.get(key) ?? [];
    calls.set(key, same);
    const before = same.find(({ attrs }) => isDeepStrictEqual(attrs, node.attrs));
    if (before) node.outputs.forEach((value, i) => (rootOf[value] = rootOf[before.outputs[i]]));
    else same.push(node);
    return !before;
  });
  return { nodes: left, rootOf };
}

/** Whether all that it does is to give its input another shape. */
const isReshape = ({ kernel, inputs, outputs }: Node, { values }: Trace): boolean => {
  if (kernel !== "Reshape" && kernel !== "ExpandDims" && kernel !== "Cast") return false;
  const [from, to] = [values[inputs[0]], values[outputs[0]]];
  return from.dtype === to.dtype && sizeOf(from.shape) === sizeOf(to.shape);
};
