import { lengthFault, unpackNumbers, type PackedNumbers } from "../../protocol/index.ts";
import { BadPayload } from "../payload.ts";

/**
 * The numbers, once it is known that they are as many as they must be: nothing larger is ever unpacked. Throws BadPayload,
 * which calls them by their name.
 */
export function checkedNumbers(packed: PackedNumbers, size: number, name: string): Float64Array {
  if (packed.length !== size)
    throw new BadPayload(`${name} are ${packed.length} numbers where ${size} are announced.`);
  const fault = lengthFault(packed);
  if (fault) throw new BadPayload(`of ${name} ${fault}.`);
  try {
    return unpackNumbers(packed);
  } catch (error) {
    throw new BadPayload(`of ${name} ${error instanceof Error ? error.message : String(error)}.`);
  }
}
