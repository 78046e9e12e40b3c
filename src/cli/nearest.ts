import { closestMatch } from "leven";

/** The one of `names` that a slip of the keyboard would turn into `name`, if there is one. */
export const nearest = (name: string, names: readonly string[]): string | null =>
  closestMatch(name, names, { maxDistance: name.length < 5 ? 1 : 2 }) ?? null;
