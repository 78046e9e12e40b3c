import type { Node } from "../trace.ts";
import type { Chain } from "./chains.ts";

/** What runs at once: a kernel, or a chain of them. */
export type Unit =
  { readonly node: Node; readonly chain: null } | { readonly node: null; readonly chain: Chain };

export const nodesOf = ({ node, chain }: Unit): readonly Node[] => (node ? [node] : chain.nodes);

/** Kernels and chains in an order in which each comes after all that it needs; a chain as late as its last kernel lets it. */
export function unitsInOrder(
  nodes: readonly Node[],
  chains: readonly Chain[],
  rootOf: readonly number[],
): Unit[] {
  const unitOf = new Map<Node, Unit>(nodes.map((node) => [node, { node, chain: null }]));
  for (const chain of chains) {
    const unit = { node: null, chain };
    for (const node of chain.nodes) unitOf.set(node, unit);
  }
  const makerOf = new Map(
    nodes.flatMap((node) => node.outputs.map((value) => [value, unitOf.get(node)!] as const)),
  );
  const done = new Set<Unit>();
  const ordered: Unit[] = [];

  function take(unit: Unit): void {
    if (done.has(unit)) return;
    done.add(unit);
    for (const { inputs } of nodesOf(unit))
      for (const value of inputs) {
        const maker = makerOf.get(rootOf[value]);
        if (maker) take(maker);
      }
    ordered.push(unit);
  }
  for (const node of nodes) {
    const unit = unitOf.get(node)!;
    if (nodesOf(unit).at(-1) === node) take(unit);
  }
  return ordered;
}
