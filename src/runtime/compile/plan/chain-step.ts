import type { ChainProgram } from "./chain-code.ts";
import type { Chain } from "./chains.ts";
import type { Instruction, Run } from "./elementwise.ts";

/** A chain with the values that it reads and leaves. */
export interface ChainStep {
  readonly program: ChainProgram;
  readonly rows: number;
  readonly inner: number;
  /** Roots of the values that it reads, as its program counts its operands. */
  readonly operands: readonly number[];
  /** The values that it leaves, as its program counts what it stores. */
  readonly results: readonly number[];
}

/** `isNeeded` says of a result's root whether somebody beside the chain reads it. */
export function chainStep(
  { nodes, parts, size, row }: Chain,
  rootOf: readonly number[],
  isNeeded: (root: number) => boolean,
): ChainStep {
  const operationOf = new Map(nodes.map(({ outputs }, i) => [outputs[0], i]));
  const operands: { root: number; run: Run }[] = [];
  const operandOf = (root: number, run: Run): number => {
    const found = operands.findIndex((one) => one.root === root && one.run === run);
    return found < 0 ? operands.push({ root, run }) - 1 : found;
  };
  const sources = nodes.map(({ inputs }, i) =>
    inputs.map((value, input) => {
      const operation = operationOf.get(rootOf[value]);
      return operation === undefined
        ? { operand: operandOf(rootOf[value], parts[i].runs[input]) }
        : { operation };
    }),
  );
  const placed = (one: Instruction, i: number): Instruction => {
    if (typeof one === "string" || !("operand" in one)) return one;
    const source = sources[i][one.operand];
    return { operand: "operation" in source ? operands.length + source.operation! : source.operand };
  };
  const stored = nodes.flatMap(({ outputs }, i) => (isNeeded(outputs[0]) ? [i] : []));
  return {
    program: {
      operands: operands.map(({ run }) => run),
      operations: parts.map(({ instructions }, i) => instructions.map((one) => placed(one, i))),
      stored,
    },
    rows: row ? size / row : 1,
    inner: row || size,
    operands: operands.map(({ root }) => root),
    results: stored.map((i) => nodes[i].outputs[0]),
  };
}
