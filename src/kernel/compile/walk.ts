import type * as acorn from "acorn";

export interface Where {
  parent: acorn.AnyNode | null;
  /** Inside a function or a class's static block, whose `var` is not the cell's. */
  inFunction: boolean;
}

/** Calls `visit` for every node, outer before inner. */
export function walk(root: acorn.Program, visit: (node: acorn.AnyNode, where: Where) => void): void {
  const step = (node: acorn.AnyNode, where: Where): void => {
    visit(node, where);
    const inside = { parent: node, inFunction: where.inFunction || isScope(node) };
    for (const value of Object.values(node) as unknown[]) {
      for (const child of Array.isArray(value) ? (value as unknown[]) : [value]) {
        if (isNode(child)) step(child, inside);
      }
    }
  };
  step(root, { parent: null, inFunction: false });
}

const isScope = ({ type }: acorn.AnyNode): boolean =>
  type === "FunctionDeclaration" ||
  type === "FunctionExpression" ||
  type === "ArrowFunctionExpression" ||
  type === "StaticBlock";

// acorn's nodes are plain objects told apart by `type`; nothing else in its tree has one that is a string.
const isNode = (value: unknown): value is acorn.AnyNode =>
  typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";
