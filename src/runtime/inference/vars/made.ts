import type { Value, Var } from "./var.ts";

/** A function of a number and a constant, and its slope, which may use the function's value y. */
export interface Pointwise {
  readonly f: (x: number, constant: number) => number;
  readonly slope: (x: number, y: number, constant: number) => number;
}

/** How a variable was made of others: what a trace knows of an operation. */
export type Made =
  | { readonly op: "add" | "sub" | "mul" | "div"; readonly a: Var; readonly b: Value }
  | { readonly op: "each"; readonly a: Var; readonly of: Pointwise; readonly constant: number }
  | { readonly op: "sum" | "logSumExp" | "cumsum"; readonly a: Var }
  | { readonly op: "gather"; readonly a: Var; readonly places: ArrayLike<number> }
  | { readonly op: "concat"; readonly parts: readonly Var[] }
  | { readonly op: "matVec"; readonly a: Var; readonly matrix: ArrayLike<number> };
