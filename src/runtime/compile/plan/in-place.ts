import type { Node, Trace } from "../trace.ts";
import { chainStep, type ChainStep } from "./chain-step.ts";
import { nodesOf, type Unit } from "./units.ts";

/** What is done at once, and the values whose memory is free afterwards, unless a result has it. */
export type Step = { readonly frees: readonly number[] } & (
  | { readonly node: Node; readonly chain: null }
  | {
      readonly node: null;
      readonly chain: ChainStep;
      /** The value that each result is written over; -1 where it has memory of its own. */
      readonly over: readonly number[];
    }
);

/**
 * Kernels of which tfjs keeps filters and biases in another order, by their tensor's id: memory of such a tensor with other numbers
 * in it would be taken for the old ones.
 */
const keepsACopy = new Set(["Conv2D", "FusedConv2D", "DepthwiseConv2dNative", "FusedDepthwiseConv2D", "Prelu", "BatchMatMul", "_FusedMatMul"]); // prettier-ignore

/** When each value's memory is free, and which results of chains take it over. What is wanted or from outside is never written over. */
export function inPlace(
  { externals }: Trace,
  units: readonly Unit[],
  rootOf: readonly number[],
  wanted: readonly number[],
): Step[] {
  const lasting = new Set([...externals, ...wanted.map((value) => rootOf[value])]);
  const readers = new Map<number, Set<Unit>>();
  for (const unit of units)
    for (const { inputs } of nodesOf(unit))
      for (const value of inputs) {
        if (value < 0) continue;
        const root = rootOf[value];
        const known = readers.get(root);
        if (known) known.add(unit);
        else readers.set(root, new Set([unit]));
      }
  const isNeeded = (root: number, by: Unit): boolean =>
    lasting.has(root) || [...(readers.get(root) ?? [])].some((reader) => reader !== by);
  const isKept = (root: number): boolean =>
    [...(readers.get(root) ?? [])].some(({ node }) => node && keepsACopy.has(node.kernel));
  const last = new Map<number, Unit>();
  const chains = new Map<Unit, ChainStep>();
  for (const unit of units) {
    if (unit.chain)
      chains.set(
        unit,
        chainStep(unit.chain, rootOf, (root) => isNeeded(root, unit)),
      );
    const met = unit.node ? [...unit.node.inputs.filter((value) => value >= 0).map((value) => rootOf[value]), ...unit.node.outputs] : [...chains.get(unit)!.operands, ...chains.get(unit)!.results]; // prettier-ignore
    for (const root of met) last.set(root, unit);
  }
  const dying = new Map<Unit, number[]>();
  for (const [root, unit] of last)
    if (!lasting.has(root)) dying.set(unit, [...(dying.get(unit) ?? []), root]);

  return units.map((unit): Step => {
    const free = new Set(dying.get(unit));
    if (unit.node) return { node: unit.node, chain: null, frees: [...free] };
    const chain = chains.get(unit)!;
    const places = chain.operands.filter(
      (root, i) => free.has(root) && chain.program.operands[i] === "each" && !isKept(root),
    );
    const over = chain.results.map(() => places.shift() ?? -1);
    return { node: null, chain, over, frees: [...free] };
  });
}
