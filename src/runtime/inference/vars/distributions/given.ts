import type { Value } from "../var.ts";

/** Throws a RangeError for a parameter that is not there: types say so before, but a cell runs without them. */
export function expectGiven(who: string, parameters: Readonly<Record<string, Value | undefined>>): void {
  for (const name in parameters)
    if (parameters[name] === undefined) throw new RangeError(`${who} has no ${name}: give one`);
}
