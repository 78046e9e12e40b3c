import { expectProbability } from "../distributions/expect.ts";

/** The narrowest interval between two draws that holds the share `mass` of all, 0.94 unless given. */
export function hdi(draws: ArrayLike<number>, mass = 0.94): [number, number] {
  expectProbability("hdi", "mass", mass);
  const sorted = new Float64Array(draws).sort();
  const inside = Math.min(Math.floor(mass * sorted.length), sorted.length - 1);
  let best = 0;
  for (let i = 1; i + inside < sorted.length; i++)
    if (sorted[i + inside] - sorted[i] < sorted[best + inside] - sorted[best]) best = i;
  return [sorted[best], sorted[best + inside]];
}
