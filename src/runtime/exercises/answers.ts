import { inspect } from "node:util";
import { labelOf } from "../derivation/over.ts";

/** An answer that people give often, and what led to it. */
export interface Slip<A> {
  readonly answer: A;
  readonly because: string;
}

/** Faults of a number: it must be within `within` of the right one, relative to it. */
export function aNumber(
  right: number,
  { within = 1e-6, slips = [] }: { within?: number; slips?: readonly Slip<number>[] } = {},
): (answer: unknown) => string | null {
  return (answer) => {
    if (typeof answer !== "number") return `The answer is a number, and yours is ${kindOf(answer)}.`;
    if (near(answer, right, within)) return null;
    const slip = slips.find((known) => near(answer, known.answer, within));
    return `${text(answer)} is not it${slip ? `: ${slip.because}` : "."}`;
  };
}

type Numbers = number | ArrayLike<number>;

/**
 * Faults of a function: at each of the points it must return what the right one does, a number or as many in a row. Of the
 * slips, functions too, the first that returns the answer's own values everywhere says why.
 */
export function aFunction<Inputs extends readonly unknown[]>(
  names: readonly string[],
  points: readonly Inputs[],
  right: (...inputs: Inputs) => Numbers,
  {
    within = 1e-6,
    slips = [],
  }: { within?: number; slips?: readonly Slip<(...inputs: Inputs) => Numbers>[] } = {},
): (answer: unknown) => string | null {
  return (answer) => {
    if (typeof answer !== "function") {
      return `The answer is a function of ${names.join(", ")}, and yours is ${kindOf(answer)}.`;
    }
    const given = (inputs: Inputs): unknown => {
      try {
        return (answer as (...inputs: unknown[]) => unknown)(...structuredClone(inputs));
      } catch (error) {
        return new Thrown(error);
      }
    };
    for (const inputs of points) {
      const wrong = difference(given(inputs), right(...inputs), within);
      if (wrong === null) continue;
      const at = names.map((name, i) => `${name} = ${labelOf(inputs[i])}`).join(", ");
      const slip = slips.find((known) =>
        points.every((each) => sameAs(given(each), known.answer(...each), within)),
      );
      return `At ${at} ${wrong}${slip ? ` ${slip.because}` : ""}`;
    }
    return null;
  };
}

/** What a function threw in place of an answer. */
class Thrown {
  readonly error: unknown;
  constructor(error: unknown) {
    this.error = error;
  }
}

/** How what was said differs from what was wanted, in a sentence; null where it does not. */
function difference(said: unknown, wanted: Numbers, within: number): string | null {
  if (said instanceof Thrown) return `your function throws ${String(said.error)}.`;
  if (typeof wanted === "number") {
    if (typeof said !== "number") return `your function returns ${kindOf(said)}, and should return a number.`;
    return near(said, wanted, within)
      ? null
      : `your function returns ${text(said)}, and should return ${text(wanted)}.`;
  }
  const values = rowOf(said);
  if (!values) return `your function returns ${kindOf(said)}, and should return ${wanted.length} numbers.`;
  if (values.length !== wanted.length) {
    return `your function returns ${values.length} numbers, and should return ${wanted.length}.`;
  }
  const i = Array.from(wanted).findIndex((value, k) => !near(values[k], value, within));
  return i < 0
    ? null
    : `your function returns ${text(values[i])} at [${i}], and should return ${text(wanted[i])}.`;
}

const sameAs = (said: unknown, wanted: Numbers, within: number): boolean =>
  difference(said, wanted, within) === null;

const near = (a: number, b: number, within: number): boolean =>
  a === b || Math.abs(a - b) <= within * Math.max(Math.abs(a), Math.abs(b));

function rowOf(value: unknown): ArrayLike<number> | null {
  if (Array.isArray(value) && value.every((each) => typeof each === "number")) return value;
  return value instanceof Float64Array || value instanceof Float32Array ? value : null;
}

function kindOf(value: unknown): string {
  if (value instanceof Promise) return "a promise: is an await missing?";
  if (value === null || value === undefined) return "nothing";
  if (typeof value === "number") return `the number ${text(value)}`;
  return typeof value === "function"
    ? "a function"
    : inspect(value, { depth: 0, breakLength: Infinity }).slice(0, 80);
}

const text = (value: number): string => String(Number(value.toPrecision(6)));
