// What the pickle of a state dict may name and call: everything else is refused by its name.
import { Dict, List, Named, Tuple, described, type Pickled } from "../pickle/values.ts";
import type { PickleRules } from "../pickle/unpickle.ts";
import { dtypes, type DtypeName } from "../weights/dtypes.ts";
import { rebuiltTensor } from "./tensor.ts";
import { Part, Storage, StoredTensor } from "./values.ts";
import { expectIndex } from "./index-number.ts";

const storageTypes: Readonly<Record<string, DtypeName>> = {
  "torch.DoubleStorage": "float64",
  "torch.FloatStorage": "float32",
  "torch.HalfStorage": "float16",
  "torch.BFloat16Storage": "bfloat16",
  "torch.LongStorage": "int64",
  "torch.IntStorage": "int32",
  "torch.ShortStorage": "int16",
  "torch.CharStorage": "int8",
  "torch.ByteStorage": "uint8",
  "torch.BoolStorage": "bool",
};

const calls: Readonly<Record<string, (args: readonly Pickled[]) => Pickled>> = {
  "collections.OrderedDict": orderedDict,
  "torch.Size": ([sizes = new Tuple([])]) => sizes,
  "torch._utils._rebuild_tensor": rebuiltTensor,
  "torch._utils._rebuild_tensor_v2": rebuiltTensor,
  "torch._utils._rebuild_parameter": ([data]) => {
    if (data instanceof StoredTensor) return data;
    throw new RangeError(`its pickle makes a parameter of ${described(data)}`);
  },
};

/** Rules for one file; storages that are named twice must be the same twice. */
export function torchRules(): PickleRules & { readonly storages: ReadonlyMap<string, Storage> } {
  const storages = new Map<string, Storage>();
  return {
    storages,
    named(name) {
      if (Object.hasOwn(calls, name) || Object.hasOwn(storageTypes, name)) return new Named(name);
      throw new RangeError(
        `its pickle names ${name}, which weights do not need, and nothing of a file is executed: save the state dict alone, by torch.save(model.state_dict(), path)`,
      );
    },
    called(callee, { items }) {
      if (Object.hasOwn(calls, callee.name)) return calls[callee.name](items);
      throw new RangeError(`its pickle calls ${callee.name}, which is no function here`);
    },
    persistent: (id) => persistent(id, storages),
    attributes(object, state) {
      // The versions of modules, which a state dict carries and no weight depends on.
      if (object instanceof Dict && (state instanceof Dict || state === null)) return;
      throw new RangeError(`its pickle gives ${described(object)} attributes by ${described(state)}`);
    },
  };
}

function orderedDict(args: readonly Pickled[]): Dict {
  const dict = new Dict();
  const [pairs] = args;
  if (args.length === 0) return dict;
  // Python 2 gives the pairs at once.
  if (args.length > 1 || !(pairs instanceof List)) {
    throw new RangeError(`its pickle makes a dict of ${args.map(described).join(" and ")}`);
  }
  for (const pair of pairs.items) {
    if (!((pair instanceof List || pair instanceof Tuple) && pair.items.length === 2)) {
      throw new RangeError(`its pickle makes an entry of a dict of ${described(pair)}`);
    }
    dict.entries.set(pair.items[0], pair.items[1]);
  }
  return dict;
}

/** ("storage", type, key, where it was computed, how many numbers), and in the old format a window of it or None. */
function persistent(id: Pickled, storages: Map<string, Storage>): Storage | Part {
  const [word, type, key, , count, window = null] = id instanceof Tuple ? id.items : [];
  if (word !== "storage" || !(type instanceof Named) || !Object.hasOwn(storageTypes, type.name)) {
    throw new RangeError(`its pickle refers to ${described(type ?? id)} outside, which is no storage`);
  }
  if (typeof key !== "string") throw new RangeError(`its pickle has a storage called ${described(key)}`);
  const dtype = storageTypes[type.name];
  const size = expectIndex(count, `the size of storage ${key}`);
  if (!Number.isSafeInteger(size * dtypes[dtype].bytes)) {
    throw new RangeError(`its storage ${key} is said to hold ${size} numbers`);
  }
  const known = storages.get(key);
  if (known && (known.dtype !== dtype || known.size !== size)) {
    throw new RangeError(
      `its storage ${key} is once ${known.size} of ${known.dtype}, and once ${size} of ${dtype}`,
    );
  }
  const storage = known ?? new Storage(key, dtype, size);
  storages.set(key, storage);
  return window === null ? storage : partOf(storage, window);
}

function partOf(storage: Storage, window: Pickled): Part {
  const [, offset, size] = window instanceof Tuple ? window.items : [];
  const from = expectIndex(offset, `a part of storage ${storage.key}`);
  const count = expectIndex(size, `a part of storage ${storage.key}`);
  if (from + count > storage.size) {
    throw new RangeError(
      `a part of its storage ${storage.key} goes from ${from} to ${from + count}, past its ${storage.size} numbers`,
    );
  }
  return new Part(storage, from, count);
}
