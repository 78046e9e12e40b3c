import { createHash } from "node:crypto";
import type { Weights } from "../checkpoint/index.ts";

/** The first digits of a checksum of all weights in the order of their names, whatever file they came in. */
export function checksum(weights: Weights, isPassedOver: (name: string) => boolean): string {
  const hash = createHash("sha256");
  for (const name of [...weights.keys()].filter((name) => !isPassedOver(name)).sort()) {
    hash.update(name).update(weights.get(name)!.data);
  }
  return hash.digest("hex").slice(0, 8);
}
