import { UsageProblem } from "./usage-problem.ts";

/** The one of these that a person names. Throws a UsageProblem for any other. */
export function known<Name extends string>(name: string, names: readonly Name[]): Name {
  const found = names.find((each) => each === name);
  if (!found) throw new UsageProblem(`What can be installed is ${names.join(" and ")}, not "${name}".`);
  return found;
}
