import { sizeOf } from "../../core/shape.ts";
import type { Node, Trace } from "../trace.ts";

/** What a chain does to four numbers at a time, in the order of WebAssembly's stack: an operand, a constant or an operation. */
export type Instruction = { readonly operand: number } | { readonly all: number } | SimdOperation;
export type SimdOperation =
  "abs" | "neg" | "sqrt" | "add" | "sub" | "mul" | "div" | "pmin" | "pmax" | "eq" | "gt" | "bitselect";

type Numbers = Readonly<Record<string, number>>;

const [a, b] = [{ operand: 0 }, { operand: 1 }];
const all = (number: number): Instruction => ({ all: number });

/**
 * Kernels that a chain may have, as instructions that give what tfjs's kernel gives to the last bit, infinities, NaN and the sign
 * of zero included. pmax(a, b) is a < b ? b : a, as C++ has it in tfjs. Relu is not among them: tfjs's looks at the sign bit, that
 * of a NaN as well, which no rule says.
 */
const table = new Map<string, (inputs: number, attrs: Numbers) => Instruction[]>([
  ["Add", () => [a, b, "add"]],
  ["Sub", () => [a, b, "sub"]],
  ["Multiply", () => [a, b, "mul"]],
  ["RealDiv", () => [a, b, "div"]],
  ["Maximum", () => [a, b, "pmax"]],
  ["Minimum", () => [a, b, "pmin"]],
  ["SquaredDifference", () => [a, b, "sub", a, b, "sub", "mul"]],
  ["AddN", (inputs) => [all(0), ...Array.from({ length: inputs }, (_, operand) => [{ operand }, "add" as const]).flat()]],
  ["Neg", () => [a, "neg"]],
  ["Abs", () => [a, "abs"]],
  ["Square", () => [a, a, "mul"]],
  ["Sqrt", () => [a, "sqrt"]],
  ["Rsqrt", () => [all(1), a, "sqrt", "div"]],
  ["Reciprocal", () => [all(1), a, "div"]],
  ["Relu6", () => clip(0, 6)],
  ["ClipByValue", (_, { clipValueMin, clipValueMax }) => clip(clipValueMin, clipValueMax)],
  // 1 above zero, alpha up to it, NaN where x is.
  ["Step", (_, { alpha }) => [all(1), all(alpha), a, a, a, "eq", "bitselect", a, all(0), "gt", "bitselect"]],
]); // prettier-ignore

const clip = (least: number, most: number): Instruction[] => [all(most), all(least), a, "pmax", "pmin"];

/** How an operand runs along a result: one number for each, one for all, or a row that is repeated. */
export type Run = "each" | "one" | "row";

/** A kernel as part of a chain. */
export interface Elementwise {
  /** Numbers of its result. */
  readonly size: number;
  /** Of its inputs, in the order that its instructions count them. */
  readonly runs: readonly Run[];
  /** Numbers of a row; 0 where no input is one. */
  readonly row: number;
  readonly instructions: readonly Instruction[];
}

/** How a chain would carry out this kernel; null where none can. */
export function elementwise({ kernel, inputs, outputs, attrs }: Node, { values }: Trace): Elementwise | null {
  const make = table.get(kernel);
  const result = values[outputs[0]];
  if (!make || inputs.some((value) => value < 0 || values[value].dtype !== "float32")) return null;
  const runs = inputs.map((value) => runOf(values[value].shape, result.shape));
  if (!runs.every((run) => run !== null)) return null;
  const rows = new Set(
    inputs.filter((_, i) => runs[i] === "row").map((value) => sizeOf(values[value].shape)),
  );
  if (rows.size > 1) return null;
  const [row = 0] = rows;
  return {
    size: sizeOf(result.shape),
    runs,
    row,
    instructions: make(inputs.length, (attrs ?? {}) as Numbers),
  };
}

/** How a tensor runs along the one that it is broadcast to; null where it is repeated within. */
function runOf(shape: readonly number[], to: readonly number[]): Run | null {
  const size = sizeOf(shape);
  if (size === sizeOf(to)) return "each";
  if (size === 1) return "one";
  const first = shape.findIndex((length) => length !== 1);
  const own = shape.slice(first);
  return own.every((length, i) => length === to[to.length - own.length + i]) ? "row" : null;
}
