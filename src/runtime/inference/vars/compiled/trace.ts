import { gradientOf } from "../gradient.ts";
import type { Made, Pointwise } from "../made.ts";
import { taped, withReads } from "../tape.ts";
import { numbersOf, toVar, type Value, type Var } from "../var.ts";
import type { Gradient } from "../../targets/target.ts";

/** A value of a density: the position comes first, then constants and what operations make, each after what it is made of. */
export type Entry =
  | { readonly op: "position"; readonly length: number }
  | { readonly op: "constant"; readonly length: number; readonly numbers: Float64Array }
  | Operation;

/** `inputs` are places in the trace. */
export type Operation = { readonly length: number; readonly inputs: readonly number[] } & (
  | { readonly op: "add" | "sub" | "mul" | "div" | "sum" | "logSumExp" | "cumsum" | "concat" }
  | { readonly op: "each"; readonly of: Pointwise; readonly constant: number }
  | { readonly op: "gather"; readonly places: Int32Array }
  | { readonly op: "matVec"; readonly matrix: Float64Array }
);

/** What a density does with its position. */
export interface DensityTrace {
  readonly entries: readonly Entry[];
  /** The place of the log density. */
  readonly result: number;
}

/** Runs a density for real and writes down what it does; in words, why that cannot be written down. */
export function traced(
  f: (x: Var) => Var,
  at: Float64Array,
): { now: Gradient; trace: DensityTrace | string } {
  let tape: readonly Var[] = [];
  let ends: readonly Var[] = [];
  const { result: now, read } = withReads(() =>
    gradientOf(f, at, (position, result, nodes) => {
      tape = nodes;
      ends = [position, result];
    }),
  );
  const [position, result] = ends;
  return { now, trace: written(position, result, tape, read) };
}

/** The same for numbers without a gradient. */
export function tracedValues(
  f: (x: Var) => Var,
  at: Float64Array,
): { now: Float64Array; trace: DensityTrace | string } {
  const position = toVar(at);
  const { result, read } = withReads(() =>
    taped(
      () => f(position),
      (end, tape) => ({ end, tape }),
    ),
  );
  return {
    now: result.end.numbers,
    trace: written(position, result.end, result.tape, read),
  };
}

function written(
  position: Var,
  end: Var,
  tape: readonly Var[],
  read: ReadonlySet<Var>,
): DensityTrace | string {
  const varying = new Set<Value>([position]);
  for (const x of tape) if (!x.made || inputsOf(x.made).some((input) => varying.has(input))) varying.add(x);
  for (const x of read)
    if (varying.has(x))
      return "values of variables are read in it (value), so that it may take another way elsewhere";
  if (!varying.has(end)) return "it does not depend on its position";
  const live = new Set<Value>([end]);
  for (let i = tape.length - 1; i >= 0; i--)
    if (live.has(tape[i])) for (const input of tape[i].made ? inputsOf(tape[i].made!) : []) live.add(input);

  const entries: Entry[] = [{ op: "position", length: position.length }];
  const places = new Map<Value, number>([[position, 0]]);
  const placeOf = (x: Value): number => {
    const numbers = numbersOf(x);
    return (
      places.get(x) ??
      entries.push({ op: "constant", length: numbers.length, numbers: Float64Array.from(numbers) }) - 1
    );
  };
  for (const x of tape) {
    if (!live.has(x) || !varying.has(x)) continue;
    if (!x.made) return "an operation in it is not one of the variables' own";
    places.set(x, entries.push(operationOf(x.made, x.length, inputsOf(x.made).map(placeOf))) - 1);
  }
  return { entries, result: places.get(end)! };
}

function operationOf(made: Made, length: number, inputs: readonly number[]): Operation {
  switch (made.op) {
    case "each":
      return { op: "each", length, inputs, of: made.of, constant: made.constant };
    case "gather":
      return { op: "gather", length, inputs, places: Int32Array.from(made.places) };
    case "matVec":
      return { op: "matVec", length, inputs, matrix: Float64Array.from(made.matrix) };
    default:
      return { op: made.op, length, inputs };
  }
}

function inputsOf(made: Made): readonly Value[] {
  switch (made.op) {
    case "add":
    case "sub":
    case "mul":
    case "div":
      return [made.a, made.b];
    case "concat":
      return made.parts;
    default:
      return [made.a];
  }
}

/** Whether two runs did the same with the position, by the same constants. */
export const sameDensity = (a: DensityTrace, b: DensityTrace): boolean =>
  a.result === b.result &&
  a.entries.length === b.entries.length &&
  a.entries.every((entry, i) => sameEntry(entry, b.entries[i]));

function sameEntry(a: Entry, b: Entry): boolean {
  if (a.op !== b.op || a.length !== b.length) return false;
  if ("inputs" in a && "inputs" in b && !sameNumbers(a.inputs, b.inputs)) return false;
  if (a.op === "constant" && b.op === "constant") return sameNumbers(a.numbers, b.numbers);
  if (a.op === "each" && b.op === "each") return a.of === b.of && Object.is(a.constant, b.constant);
  if (a.op === "gather" && b.op === "gather") return sameNumbers(a.places, b.places);
  if (a.op === "matVec" && b.op === "matVec") return sameNumbers(a.matrix, b.matrix);
  return true;
}

/** To the last bit: NaN is the same as NaN, and -0 is not 0. */
function sameNumbers(a: ArrayLike<number>, b: ArrayLike<number>): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (!Object.is(a[i], b[i])) return false;
  return true;
}
