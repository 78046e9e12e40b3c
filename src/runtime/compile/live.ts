import type { Node, Trace } from "./trace.ts";

/** The kernels among the first `length` that these values need, in their order. */
export function liveNodes({ nodes }: Trace, wanted: Iterable<number>, length: number): Node[] {
  const needed = new Set(wanted);
  const live: Node[] = [];
  for (let i = length - 1; i >= 0; i--) {
    const node = nodes[i];
    if (!node.outputs.some((value) => needed.has(value))) continue;
    node.inputs.forEach((value) => needed.add(value));
    live.push(node);
  }
  return live.reverse();
}
