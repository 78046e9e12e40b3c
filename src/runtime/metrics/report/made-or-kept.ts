import { createHash } from "node:crypto";
import type { Tensor } from "../../core/tf.ts";
import type { Extractor } from "../extraction/extractor.ts";
import type { Points } from "../features.ts";
import type { KeptRows } from "./kept-record.ts";
import type { Kept } from "./kept.ts";

export interface Asked {
  readonly extractor: Extractor;
  /** The range that the examples are said to lie in. */
  readonly range: readonly [number, number];
  /** Whether class probabilities are asked for too. */
  readonly probabilities: boolean;
}

/**
 * What was made of the very same batch before, else what is made now, which is kept. The first batch that is found of each
 * extractor is made again: where that comes out otherwise, the extractor has changed under its name, and all is forgotten.
 */
export async function madeOrKept(
  batch: Tensor,
  asked: Asked,
  kept: Kept | null,
  make: () => Promise<KeptRows>,
): Promise<KeptRows> {
  if (!kept) return make();
  const key = await keyOf(batch, asked);
  const found = await kept.find(key);
  const { name } = asked.extractor;
  if (found && kept.trusted.has(name)) return found;
  const made = await make();
  if (found && areSame(made, found)) {
    kept.trusted.add(name);
    return found;
  }
  if (found) await kept.clear();
  await kept.add(key, made);
  return made;
}

/** What a batch is known by: the extractor, how it is asked, and every number of the examples. */
async function keyOf(batch: Tensor, { extractor, range, probabilities }: Asked): Promise<Buffer> {
  const asked = [extractor.name, extractor.range, range, probabilities, batch.shape, batch.dtype];
  const { buffer, byteOffset, byteLength } = await batch.data();
  return createHash("sha256")
    .update(JSON.stringify(asked))
    .update(new Uint8Array(buffer, byteOffset, byteLength))
    .digest();
}

/** Whether rows are the same but for rounding, which may differ with the backend. */
const areSame = (a: KeptRows, b: KeptRows): boolean =>
  areNear(a.features, b.features) &&
  (a.probabilities && b.probabilities ? areNear(a.probabilities, b.probabilities) : true);

function areNear(a: Points, b: Points): boolean {
  const size = a.values.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
  return (
    a.values.length === b.values.length && a.values.every((x, i) => Math.abs(x - b.values[i]) <= 1e-3 * size)
  );
}
