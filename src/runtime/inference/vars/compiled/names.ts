import { compileFunction } from "node:vm";
import type { Entry, Operation } from "./trace.ts";

/** What the code of a density calls its numbers, and what it takes from outside: vectors, functions, constants. */
export class Names {
  readonly entries: readonly Entry[];
  readonly #unrolled: number;
  readonly #outside = new Map<string, unknown>();
  /** By what it is. */
  readonly #known = new Map<unknown, string>();
  readonly #begun = new Set<number>();
  #result = -1;

  constructor(entries: readonly Entry[], unrolled: number) {
    this.entries = entries;
    this.#unrolled = unrolled;
  }

  length(place: number): number {
    return this.entries[place].length;
  }
  operation(place: number): Operation | null {
    const entry = this.entries[place];
    return entry.op === "position" || entry.op === "constant" ? null : entry;
  }
  /** Whether its numbers are variables of their own. */
  isShort(place: number): boolean {
    return this.length(place) <= this.#unrolled;
  }
  isConstant(place: number): boolean {
    return this.entries[place].op === "constant";
  }

  /** Something from outside. */
  given(what: unknown, prefix: string): string {
    const known = this.#known.get(what);
    if (known !== undefined) return known;
    const name = `${prefix}${this.#outside.size}`;
    this.#outside.set(name, what);
    this.#known.set(what, name);
    return name;
  }
  /** Memory of its own for so many numbers. */
  scratch(length: number): string {
    return this.given(new Float64Array(length), "t");
  }

  /** Number i of a value; `i` may be a loop's variable where the value is no short one. */
  at(place: number, i: number | string): string {
    const entry = this.entries[place];
    if (entry.length === 1) i = 0;
    if (entry.op === "constant")
      return typeof i === "number" && entry.length <= this.#unrolled
        ? literal(entry.numbers[i])
        : `${this.vector(place)}[${i}]`;
    return this.isShort(place) ? `v${place}_${i}` : `${this.vector(place)}[${i}]`;
  }
  /** A long value's memory, or a constant's. */
  vector(place: number): string {
    const entry = this.entries[place];
    if (entry.op === "position") return "x";
    return this.given(entry.op === "constant" ? entry.numbers : entry, "v");
  }

  /** How the result changes with number i. */
  slope(place: number, i: number | string): string {
    return this.isShort(place) ? `g${place}_${this.length(place) === 1 ? 0 : i}` : `g${place}[${i}]`;
  }
  slopeBegins(result: number): void {
    this.#result = result;
  }
  /** Slopes before anything has come to them. */
  slopes(): string[] {
    return this.entries.flatMap((entry, place) => {
      if (entry.op === "constant") return [];
      if (!this.isShort(place))
        return entry.op === "position" ? [`const g${place} = out.fill(0);`] : [`${this.memoryOfSlope(place)}.fill(0);`]; // prettier-ignore
      return each(entry.length, (i) => `let g${place}_${i} = ${place === this.#result ? 1 : 0};`);
    });
  }
  memoryOfSlope(place: number): string {
    const name = `g${place}`;
    if (!this.#begun.has(place)) this.#outside.set(name, new Float64Array(this.length(place)));
    this.#begun.add(place);
    return name;
  }
  slopeOfPosition(): string[] {
    return this.isShort(0) ? each(this.length(0), (i) => `out[${i}] = g0_${i};`) : [];
  }

  /** The function of these lines. */
  made(lines: readonly string[]): (...args: never[]) => unknown {
    const outside = [...this.#outside].map(([, what]) =>
      isEntry(what) ? new Float64Array(what.length) : what,
    );
    // The lines are made of operations' names and numbers alone.
    const make = compileFunction(`"use strict";\nreturn (x, out) => {\n${lines.join("\n")}\n};`, [...this.#outside.keys()]) as Make; // prettier-ignore
    return make(...outside);
  }
}

/** Gives the function, of what it takes from outside. */
type Make = (...outside: unknown[]) => (...args: never[]) => unknown;

const isEntry = (what: unknown): what is Entry => typeof what === "object" && what !== null && "op" in what;

const literal = (x: number): string => (Object.is(x, -0) ? "(-0)" : x < 0 ? `(${x})` : String(x));

/** A line for each number. */
export const each = (length: number, line: (i: number) => string): string[] =>
  Array.from({ length }, (_, i) => line(i));

/** The same line for each number: written out, or as a loop. */
export const lines = (length: number, unrolled: boolean, line: (i: number | string) => string): string[] =>
  unrolled ? each(length, line) : [`for (let i = 0; i < ${length}; i++) { ${line("i")} }`];
