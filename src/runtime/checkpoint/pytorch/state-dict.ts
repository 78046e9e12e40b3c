import { Dict, List, Tuple, described, type Pickled } from "../pickle/values.ts";
import { StoredTensor } from "./values.ts";

/** Values, dicts within dicts and letters of a name: far more than any checkpoint has, and few enough to refuse soon. */
const [mostValues, deepest, longestName] = [1_000_000, 32, 1_000];

/**
 * The tensors of a checkpoint by their names: keys of dicts within dicts are joined by dots. Numbers and texts beside them
 * are passed over. Throws a RangeError where there is no tensor, for two of one name, and for a pickle that holds itself,
 * or so much of the same again that it cannot be gone through.
 */
export function tensorsOf(root: Pickled): Map<string, StoredTensor> {
  const found = new Map<string, StoredTensor>();
  let seen = 0;
  const visit = (value: Pickled, names: readonly string[]): void => {
    if (++seen > mostValues) throw new RangeError(`its pickle holds more than ${mostValues} values`);
    if (names.length > deepest) throw new RangeError(`its pickle holds dicts within ${deepest} dicts`);
    if (value instanceof StoredTensor) {
      const name = names.join(".");
      if (found.has(name)) throw new RangeError(`it has two tensors called ${name}`);
      found.set(name, value);
    } else if (value instanceof Dict) {
      for (const [key, item] of value.entries) visit(item, [...names, keyText(key)]);
    } else if (value instanceof List || value instanceof Tuple) {
      value.items.forEach((item, i) => visit(item, [...names, String(i)]));
    }
  };
  visit(root, []);
  if (found.size === 0) throw new RangeError(`it holds ${described(root)} without a tensor`);
  return found;
}

function keyText(key: Pickled): string {
  if (typeof key === "number" || (typeof key === "string" && key.length <= longestName)) return String(key);
  throw new RangeError(`its pickle has ${described(key)} for a name`);
}
