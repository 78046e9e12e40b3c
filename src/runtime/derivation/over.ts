import { dispose } from "../core/tf.ts";
import { shapeText } from "../core/shape.ts";
import { count } from "../display/text.ts";
import { stream } from "../random/index.ts";
import { Distribution } from "./distribution.ts";
import { isTensor } from "./parts.ts";

/** Variables by name: drawn from a distribution, every value of a list in turn, or this very value. */
export type Over = Readonly<Record<string, unknown>>;

/** The values of the variables at one point. */
export type Point<O extends Over> = { readonly [Name in keyof O]: Given<O[Name]> };

type Given<V> = V extends Distribution<infer Drawn> ? Drawn : V extends readonly (infer Item)[] ? Item : V;

/** A combination of the lists' values; `at` is the place along the axis that errors are shown by. */
export interface Combination {
  readonly values: Over;
  readonly at: number;
}

/** The lists: every combination of their values, and the axis: `t` where it is a list, else the first. */
export interface Grid {
  readonly axis: { readonly name: string; readonly labels: readonly string[] } | null;
  readonly combinations: readonly Combination[];
}

/** Throws a RangeError for a list without values: nothing would be checked. */
export function gridOf(over: Over): Grid {
  const lists = Object.entries(over).filter((entry): entry is [string, readonly unknown[]] =>
    Array.isArray(entry[1]),
  );
  const empty = lists.find(([, values]) => values.length === 0);
  if (empty) throw new RangeError(`over.${empty[0]} is an empty list, so that nothing would be checked`);
  const axis = lists.find(([name]) => name === "t") ?? lists.at(0);
  let combinations: Combination[] = [{ values: {}, at: 0 }];
  for (const [name, list] of lists) {
    combinations = combinations.flatMap(({ values, at }) =>
      list.map((value, k) => ({ values: { ...values, [name]: value }, at: name === axis?.[0] ? k : at })),
    );
  }
  return { axis: axis ? { name: axis[0], labels: axis[1].map(labelOf) } : null, combinations };
}

/** Whether anything is drawn, so that more than one draw says more. */
export const isDrawn = (over: Over): boolean =>
  Object.values(over).some((variable) => variable instanceof Distribution);

/** Draw number `draw` of a seed: the same for every combination, and whatever other variables there are. */
export function drawOf(over: Over, seed: number, draw: number): { values: Over; free(): void } {
  const drawn = Object.entries(over).flatMap(([name, variable]) =>
    variable instanceof Distribution
      ? [
          [
            name,
            (variable as Distribution<unknown>).draw(stream(seed).split(`claim ${name}`).split(draw)),
          ] as const,
        ]
      : [],
  );
  return {
    values: { ...over, ...Object.fromEntries(drawn) },
    free: () => dispose(drawn.map(([, value]) => value).filter(isTensor)),
  };
}

/** A value for people, in a word or two. */
export function labelOf(value: unknown): string {
  if (typeof value === "number" || typeof value === "string" || typeof value === "boolean")
    return String(value);
  if (value instanceof Distribution) return value.text;
  if (isTensor(value)) return `Tensor ${shapeText(value.shape)}`;
  if (Array.isArray(value)) return listText(value);
  if (ArrayBuffer.isView(value))
    return `${value.constructor.name} ${"length" in value ? shapeText([Number(value.length)]) : ""}`;
  if (typeof value === "object" && value !== null) {
    return "name" in value && typeof value.name === "string" ? value.name : value.constructor.name;
  }
  return typeof value;
}

/** "1, 10, 100", or of many values the first and the last: "0, 1, 2, … 999 (1,000 values)". */
function listText(values: readonly unknown[]): string {
  if (values.length <= 8) return values.map(labelOf).join(", ");
  const first = values.slice(0, 3).map(labelOf).join(", ");
  return `${first}, … ${labelOf(values.at(-1))} (${count(values.length)} values)`;
}
