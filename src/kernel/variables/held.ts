import type { Held, ValueDescriber } from "../../protocol/index.ts";
import { partsOf } from "./parts.ts";

/** Objects that are looked into, how deep, and parts of each: an answer that is late is worth less than a lower bound. */
const [mostVisits, mostDepth, mostParts] = [4000, 4, 500];

/** The tensors that names reach through lists, objects and models; what functions close over nobody can see. */
export function heldBy(values: ReadonlyMap<string, unknown>, describer: ValueDescriber): Held {
  const seen = new Set<unknown>();
  const held: Held = { tensors: 0, bytes: 0, largest: null };
  let queue = [...values].map(([name, value]) => ({ path: [name], value }));
  for (let depth = 0; depth < mostDepth && queue.length > 0; depth++) {
    const next: typeof queue = [];
    for (const { path, value } of queue) {
      if ((typeof value !== "object" && typeof value !== "function") || value === null) continue;
      if (seen.has(value) || seen.size > mostVisits) continue;
      seen.add(value);
      const tensor = describer.tensor(value);
      if (tensor) {
        held.tensors++;
        held.bytes += tensor.bytes;
        if (tensor.bytes > (held.largest?.bytes ?? -1)) held.largest = { path, ...tensor };
      } else {
        for (const [name, part] of describer.parts(value) ?? plainParts(value))
          next.push({ path: [...path, name], value: part });
      }
    }
    queue = next;
  }
  return held;
}

const plainParts = (value: unknown): [string, unknown][] =>
  partsOf(value, 0, mostParts).flatMap((part) => ("value" in part ? [[part.name, part.value]] : []));
