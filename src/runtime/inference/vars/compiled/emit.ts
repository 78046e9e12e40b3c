import { grows } from "./backward.ts";
import { comes } from "./forward.ts";
import { lines, Names } from "./names.ts";
import type { DensityTrace } from "./trace.ts";
import type { Gradient } from "../../targets/target.ts";

/** The log density of a position, with its gradient, and alone. */
export interface DensityCode {
  readonly gradient: (position: Float64Array, out: Float64Array) => Gradient;
  readonly logDensity: (position: Float64Array) => number;
}

/** Vectors up to this length are written out number by number, longer ones are loops. */
const short = 16;
/** Numbers of all short vectors beyond which all vectors are loops: V8 does not optimise functions without end. */
const most = 1500;

/**
 * A density as JavaScript of float64 numbers: its operations one after the other, then their gradients the other way round, without
 * a tape or memory for each. The arithmetic and its order are those of the variables themselves, so that the numbers are the same.
 */
export function emit(trace: DensityTrace): DensityCode {
  const unrolled = unrolledOf(trace.entries);
  return { gradient: withGradient(trace, unrolled), logDensity: alone(trace, unrolled) };
}

function unrolledOf(entries: DensityTrace["entries"]): number {
  const size = entries.reduce((sum, { length }) => sum + (length <= short ? length : 0), 0);
  return size <= most ? short : 1;
}

/** Numbers made of a position. */
export function emitValues({ entries, result }: DensityTrace): (position: Float64Array) => Float64Array {
  const { length } = entries[result];
  const names = new Names(entries, unrolledOf(entries));
  const forward = entries.flatMap((_, place) => comes(names, place));
  return names.made([
    ...forward,
    `const values = new Float64Array(${length});`,
    ...lines(length, names.isShort(result), (i) => `values[${i}] = ${names.at(result, i)};`),
    "return values;",
  ]) as (position: Float64Array) => Float64Array;
}

function withGradient({ entries, result }: DensityTrace, unrolled: number): DensityCode["gradient"] {
  const names = new Names(entries, unrolled);
  const forward = entries.flatMap((_, place) => comes(names, place));
  names.slopeBegins(result);
  const backward = entries.map((_, i) => grows(names, entries.length - 1 - i)).flat();
  return names.made([
    ...forward,
    ...names.slopes(),
    ...backward,
    ...names.slopeOfPosition(),
    `return { logDensity: ${names.at(result, 0)}, gradient: out };`,
  ]) as DensityCode["gradient"];
}

function alone({ entries, result }: DensityTrace, unrolled: number): DensityCode["logDensity"] {
  const names = new Names(entries, unrolled);
  const forward = entries.flatMap((_, place) => comes(names, place));
  return names.made([...forward, `return ${names.at(result, 0)};`]) as DensityCode["logDensity"];
}
