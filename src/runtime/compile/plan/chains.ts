import type { Node, Trace } from "../trace.ts";
import { elementwise, type Elementwise } from "./elementwise.ts";

/** Kernels in one chain at most: each needs a register. */
const longest = 64;

/** Elementwise kernels that run as one, in their order. */
export interface Chain {
  readonly nodes: readonly Node[];
  readonly parts: readonly Elementwise[];
  /** Numbers of each result. */
  readonly size: number;
  /** Numbers of the rows that are repeated along it; 0 where there are none. */
  readonly row: number;
}

/**
 * Gathers elementwise kernels: one joins the chains whose results it takes, where they give as many numbers and nothing that
 * must run after a part of them must run before another.
 */
export function chainsOf(trace: Trace, nodes: readonly Node[], rootOf: readonly number[]): readonly Chain[] {
  const makerOf = new Map(nodes.flatMap((node) => node.outputs.map((value) => [value, node] as const)));
  const orderOf = new Map(nodes.map((node, i) => [node, i]));
  const chainOf = new Map<Node, Chain>();
  const makersOf = (node: Node): Node[] => node.inputs.flatMap((value) => makerOf.get(rootOf[value]) ?? []);

  /** Whether something outside needs one of them and is needed by another. */
  function isSplit(members: ReadonlySet<Node>): boolean {
    const outside = (list: readonly Node[]): Node[] => list.flatMap(makersOf);
    const waiting = outside([...members]).filter((maker) => !members.has(maker));
    const seen = new Set<Node>();
    for (let one; (one = waiting.pop());) {
      if (members.has(one)) return true;
      if (seen.has(one)) continue;
      seen.add(one);
      waiting.push(...outside(chainOf.get(one)?.nodes ?? [one]));
    }
    return false;
  }

  const inOrder = (a: Chain, b: Chain): Chain => {
    const both = [a, b].flatMap((chain) => chain.nodes.map((node, i) => ({ node, part: chain.parts[i] })));
    both.sort((x, y) => orderOf.get(x.node)! - orderOf.get(y.node)!);
    return {
      nodes: both.map(({ node }) => node),
      parts: both.map(({ part }) => part),
      size: a.size,
      row: a.row || b.row,
    };
  };

  for (const node of nodes) {
    const part = elementwise(node, trace);
    if (!part) continue;
    let chain: Chain = { nodes: [node], parts: [part], size: part.size, row: part.row };
    for (const other of new Set(makersOf(node).flatMap((maker) => chainOf.get(maker) ?? []))) {
      if (other.size !== chain.size || (other.row && chain.row && other.row !== chain.row)) continue;
      const joined = inOrder(chain, other);
      if (joined.nodes.length <= longest && !isSplit(new Set(joined.nodes))) chain = joined;
    }
    for (const member of chain.nodes) chainOf.set(member, chain);
  }
  return [...new Set(chainOf.values())];
}
