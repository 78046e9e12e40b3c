import { unpackFloats, type Chains } from "../../protocol/index.ts";
import { BadPayload } from "../payload.ts";

/** A number's values where steps diverged; none where it is not told. Throws BadPayload where they do not fit. */
export function divergedOf({ diverged, numbers }: Chains, index: number): Float32Array {
  const packed = numbers[index]?.diverged;
  if (!packed || !diverged) return new Float32Array(0);
  const all = unpackFloats(packed);
  if (all.length !== diverged.at.length)
    throw new BadPayload(
      `"${numbers[index].name}" has ${all.length} values where ${diverged.at.length} diverged steps were announced.`,
    );
  return all;
}

/** The draws that are kept of a number, a chain each; null where there was no room. Throws BadPayload where they do not fit. */
export function drawsOf({ chains, draws, every, numbers }: Chains, index: number): Float32Array[] | null {
  const packed = numbers[index]?.draws;
  if (!packed) return null;
  const kept = Math.ceil(draws / every);
  const all = unpackFloats(packed);
  if (all.length !== chains * kept)
    throw new BadPayload(
      `"${numbers[index].name}" has ${all.length} draws where ${chains} chains of ${kept} were announced.`,
    );
  return Array.from({ length: chains }, (_, chain) => all.subarray(chain * kept, (chain + 1) * kept));
}
