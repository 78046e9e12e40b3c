import type { Pace } from "../../../protocol/host.ts";
import type { Reader } from "./reader.ts";
import { isTyped } from "./typed.ts";

/** Elements between two turns of the event loop: a hundredth of a second at most. */
const stretch = 1 << 20;
/** Elements that are handled at a time: as many as stay in a processor's own memory. */
const many = 1 << 14;

/**
 * Calls `use` with all values in their order, block by block, as doubles: one kind of array alone keeps the loops over
 * it quick. A block is only good until the next. `pace` is awaited between stretches, not before the first.
 */
export async function eachBlock(
  reader: Reader,
  pace: Pace,
  use: (block: Float64Array, from: number) => void,
  afterStretch: () => void = () => undefined,
): Promise<void> {
  const scratch = new Float64Array(Math.min(many, reader.size));
  for (let begin = 0; begin < reader.size; begin += stretch) {
    if (begin > 0) await pace();
    const values = await reader.stretch(begin, Math.min(begin + stretch, reader.size));
    for (let from = 0; from < values.length; from += many) {
      const length = Math.min(many, values.length - from);
      if (isTyped(values)) scratch.set(values.subarray(from, from + length));
      else for (let i = 0; i < length; i++) scratch[i] = values[from + i];
      use(length < scratch.length ? scratch.subarray(0, length) : scratch, begin + from);
    }
    afterStretch();
  }
}
