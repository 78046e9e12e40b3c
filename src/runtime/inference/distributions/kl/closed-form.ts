/** Distributions are told apart by their names. */
interface Named {
  readonly name: string;
}

// Each is filed with the distributions that it is for, whose types its caller names: hence the one cast, where it is found.
const closedForms = new Map<string, (p: never, q: never) => number | null>();

const key = (p: string, q: string): string => `${p} | ${q}`;

/**
 * Files the closed form of KL(p || q) in nats for distributions of these names; it may give null for parameters that it
 * does not cover. A later one takes the place of an earlier one.
 */
export function registerKl<P extends Named, Q extends Named>(
  p: P["name"],
  q: Q["name"],
  closedForm: (p: P, q: Q) => number | null,
): void {
  closedForms.set(key(p, q), closedForm);
}

/** KL(p || q) where there is a closed form, else null. */
export function closedFormKl(p: Named, q: Named): number | null {
  return closedForms.get(key(p.name, q.name))?.(p as never, q as never) ?? null;
}
