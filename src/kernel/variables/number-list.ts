import { types } from "node:util";
import { descriptorOf } from "../introspect/members.ts";

/** Numbers of a nested array, row-major. */
export interface NumberList {
  /** Null where they are too many, of which the first are numbers. */
  values: number[] | null;
  shape: number[];
}

/** So many of too many are looked at. */
const fewFirst = 16;

/**
 * The numbers of an array, or of arrays of one length in an array; null for any other value, and for holes and getters.
 * More than `most` are not gathered.
 */
export function numberList(value: unknown, most: number): NumberList | null {
  const shape: number[] = [];
  for (let at: unknown = value; isArray(at); at = elementOf(at, 0)) {
    if (at.length === 0 || shape.length === 8) return null;
    shape.push(at.length);
  }
  const size = shape.reduce((product, length) => product * length, 1);
  if (shape.length === 0) return null;
  if (size > most) return beginsWithNumbers(value) ? { values: null, shape } : null;
  const values: number[] = [];
  const walk = (part: unknown, depth: number): boolean => {
    if (depth === shape.length) return typeof part === "number" && values.push(part) > 0;
    if (!isArray(part) || part.length !== shape[depth]) return false;
    for (let i = 0; i < part.length; i++) if (!walk(elementOf(part, i), depth + 1)) return false;
    return true;
  };
  return walk(value, 0) ? { values, shape } : null;
}

function beginsWithNumbers(value: unknown): boolean {
  if (typeof value === "number") return true;
  return isArray(value) && firstOf(value).every(beginsWithNumbers);
}

const firstOf = (array: unknown[]): unknown[] =>
  Array.from({ length: Math.min(array.length, fewFirst) }, (_, i) => elementOf(array, i));

const isArray = (value: unknown): value is unknown[] => !types.isProxy(value) && Array.isArray(value);

/** Null for what is no plain element. */
const elementOf = (array: unknown[], i: number): unknown => descriptorOf(array, String(i))?.value ?? null;
