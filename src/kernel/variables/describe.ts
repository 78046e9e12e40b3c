import {
  barsOf,
  described,
  glanceAt,
  type Budget,
  type Described,
  type ValueDescriber,
} from "../../protocol/index.ts";
import { numberList } from "./number-list.ts";
import { countParts } from "./parts.ts";
import { numbersOfTyped, typedAbout } from "./typed.ts";
import { plainly } from "./words.ts";

/** Elements of an ordinary array that are looked at: each costs as much as a hundred of a typed one. */
const mostListed = 4096;
/** And when a person points at one. */
const mostPointedAt = 1 << 20;

/** In a few words what a value is. Numbers are read as far as the budget goes. */
export async function describeValue(
  value: unknown,
  budget: Budget,
  describer: ValueDescriber | null,
): Promise<Described> {
  try {
    return (
      (await describer?.describe(value, budget)) ??
      ofTyped(value, budget) ??
      ofList(value, Math.min(mostListed, budget.left), barsOf.icon) ??
      unlikeOthers(value, describer)
    );
  } catch (error) {
    return described("object", `cannot be described: ${String(error)}`.slice(0, 100));
  }
}

/** All that can be said of one value, however many numbers it has. */
export async function describeWhole(value: unknown, describer: ValueDescriber | null): Promise<Described> {
  const whole = { left: Infinity, each: Infinity };
  return (
    (await describer?.describeWhole(value)) ??
    ofTyped(value, whole, barsOf.hover) ??
    ofList(value, mostPointedAt, barsOf.hover) ??
    unlikeOthers(value, describer)
  );
}

const unlikeOthers = (value: unknown, describer: ValueDescriber | null): Described => ({
  ...plainly(value),
  viewable: describer?.showsItself(value) ?? false,
});

function ofTyped(value: unknown, budget: Budget, bars: number = barsOf.icon): Described | null {
  const about = typedAbout(value);
  const values = numbersOfTyped(value);
  if (!about || !values) return about && bigIntegers(about);
  const { dtype, length, bytes } = about;
  const seen = length <= Math.min(budget.each, budget.left);
  if (seen) budget.left -= length;
  const glance = seen ? glanceAt(values, bars) : null;
  return numbers({ dtype, shape: [length], bytes, where: "memory", glance });
}

const bigIntegers = ({ dtype, length }: { dtype: string; length: number }): Described =>
  described("list", `${dtype} [${length}]`);

function ofList(value: unknown, most: number, bars: number): Described | null {
  const list = numberList(value, most);
  if (!list) return null;
  const { shape, values } = list;
  const bytes = 8 * shape.reduce((size, length) => size * length, 1);
  const glance = values && glanceAt(values, bars);
  const about = numbers({ dtype: "numbers", shape, bytes, where: "memory", glance });
  return { ...about, parts: shape.length > 1 ? countParts(value) : 0 };
}

const numbers = (about: NonNullable<Described["numbers"]>): Described => ({
  ...described("numbers", ""),
  numbers: about,
  viewable: about.shape.every((length) => length > 0),
});
