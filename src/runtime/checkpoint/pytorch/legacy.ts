// What torch.save wrote before 1.6, and the files that people fetch still are: pickles of a magic number, the protocol, the
// machine, the object and the storages' keys, and then of each storage its size and its numbers.
import { CutShort } from "../pickle/cursor.ts";
import { unpickle, type PickleRules } from "../pickle/unpickle.ts";
import { Dict, List, described, type Pickled } from "../pickle/values.ts";
import { dtypes, type Values, type Weights } from "../weights/dtypes.ts";
import type { ByteSource } from "../weights/source.ts";
import { assembled } from "./assemble.ts";
import { torchRules } from "./rules.ts";
import { tensorsOf } from "./state-dict.ts";
import type { Storage } from "./values.ts";

const magic = 0x1950a86a20f9469cfc6cn;
const protocol = 1001;
/** Bytes of a pickle that are tried first, and at last: a state dict has some hundred for each tensor. */
const [window, longest] = [1 << 16, 1 << 28];

/** The tensors of a file in the old format. Throws a RangeError for anything else in it. */
export async function readLegacy(source: ByteSource): Promise<Weights> {
  let at = 0;
  const next = async (rules: PickleRules): Promise<Pickled> => {
    const { value, length } = await pickleAt(source, at, rules);
    at += length;
    return value;
  };
  const rules = torchRules();
  const first = await next(rules);
  if (first !== magic) {
    throw new RangeError(
      `it is a pickle of ${described(first)}, and not one of torch.save: that begins with a number`,
    );
  }
  const version = await next(rules);
  if (version !== protocol) throw new RangeError(`it is of version ${described(version)}, not ${protocol}`);
  expectLittleEndian(await next(rules));
  const tensors = tensorsOf(await next(rules));
  const keys = await next(rules);
  if (!(keys instanceof List)) throw new RangeError(`its storages are listed by ${described(keys)}`);
  const numbers = new Map<string, Values>();
  for (const key of keys.items) {
    const storage = typeof key === "string" && !numbers.has(key) ? rules.storages.get(key) : undefined;
    if (!storage) throw new RangeError(`it lists a storage ${described(key)} twice, or one of no tensor`);
    const { values, length } = await storageAt(source, at, storage);
    numbers.set(storage.key, values);
    at += length;
  }
  return assembled(tensors, numbers);
}

/** Reads ever more of the file until the pickle has ended. */
async function pickleAt(source: ByteSource, at: number, rules: PickleRules) {
  for (let length = window; ; length *= 2) {
    const bytes = await source.read(at, Math.min(length, source.size - at));
    try {
      return unpickle(bytes, rules);
    } catch (cause) {
      if (!(cause instanceof CutShort) || at + length >= source.size || length >= longest) throw cause;
    }
  }
}

function expectLittleEndian(machine: Pickled): void {
  if (machine instanceof Dict && machine.entries.get("little_endian") === true) return;
  throw new RangeError("it was written on a big-endian machine, or does not say on which");
}

const sizeBytes = 8;

async function storageAt(source: ByteSource, at: number, { key, dtype, size }: Storage) {
  const said = new DataView((await source.read(at, sizeBytes)).buffer).getBigInt64(0, true);
  if (said !== BigInt(size)) {
    throw new RangeError(`its storage ${key} has ${said} numbers in one place and ${size} in another`);
  }
  const length = size * dtypes[dtype].bytes;
  const { buffer } = await source.read(at + sizeBytes, length);
  return { values: dtypes[dtype].decode(buffer), length: sizeBytes + length };
}
