/** The entry of that name, or what was given in place of a name. Throws a RangeError that lists the names. */
export function choice<T extends object>(
  what: string,
  known: Readonly<Record<string, T>>,
  given: string | T,
): T {
  if (typeof given !== "string") return given;
  if (Object.hasOwn(known, given)) return known[given];
  throw new RangeError(
    `There is no ${what} "${given}": choose one of ${Object.keys(known).join(", ")}, or make one`,
  );
}
