/** Throws unless eta, the share of new noise, is a number of at least 0. */
export function expectEta(eta: number): void {
  if (!(eta >= 0 && eta < Infinity)) throw new RangeError(`eta is at least 0 (deterministic), not ${eta}`);
}
