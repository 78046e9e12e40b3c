import type { Figure } from "../../protocol/index.ts";
import { BadPayload } from "../payload.ts";

/** More values than any chart on a screen tells apart: beyond this the page would stand still. */
const mostValues = 2_000_000;
const deepest = 24;
/** Names by which an object's own parts would become those of all objects. */
const forbidden = ["__proto__", "constructor", "prototype"];

/**
 * A copy of a figure without what is not its own to say: pictures from other places, which would tell them that it is
 * looked at, and names that reach into the page's objects. Throws BadPayload for one that is too large or too deep.
 */
export function tame({ data, layout }: Figure): Figure {
  let values = 0;
  const copy = (value: unknown, depth: number, key: string): unknown => {
    if (++values > mostValues)
      throw new BadPayload(
        `the figure has more than ${mostValues.toLocaleString("en")} values: thin it out.`,
      );
    if (depth > deepest) throw new BadPayload(`the figure is nested more than ${deepest} deep.`);
    if (typeof value === "string") {
      if (key === "bdata") values += value.length / 5;
      return key === "source" && !/^data:image\/(png|jpeg|gif|webp);/i.test(value) ? "" : value;
    }
    if (Array.isArray(value)) return value.map((each) => copy(each, depth + 1, key));
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(
      Object.entries(value)
        .filter(([name]) => !forbidden.includes(name))
        .map(([name, each]) => [name, copy(each, depth + 1, name)]),
    );
  };
  const own = (part: Record<string, unknown>) => copy(part, 0, "") as Record<string, unknown>; // an object's copy is one
  return { data: data.map(own), layout: own(layout) };
}
