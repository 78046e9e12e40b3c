import leven from "leven";

/** The one of `names` that a slip of the keyboard would turn into `name`, if there is one. */
export function nearest(name: string, names: readonly string[]): string | null {
  const allowed = name.length < 3 ? 0 : name.length < 5 ? 1 : 2;
  const best = names
    .map((candidate) => ({ candidate, distance: leven(name.toLowerCase(), candidate.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance)
    .at(0);
  return best && best.distance <= allowed ? best.candidate : null;
}
