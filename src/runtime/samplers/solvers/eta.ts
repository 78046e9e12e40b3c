import type { Method } from "../method.ts";

/** Throws unless eta, the share of new noise, is a number of at least 0. */
export function expectEta(eta: number): void {
  if (!(eta >= 0 && eta < Infinity)) throw new RangeError(`eta is at least 0 (deterministic), not ${eta}`);
}

/** What eta says of a sampler to a viewer, and whether its steps draw noise. */
export const newNoise = (eta: number): Pick<Method, "chips" | "draws"> => ({
  chips: [["η", String(eta)]],
  draws: eta > 0,
});
