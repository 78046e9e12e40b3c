// What torch.save writes since 1.6: a zip archive, not compressed, with a pickle and one part for each storage.
import { unpickle } from "../pickle/unpickle.ts";
import { dtypes, type Values, type Weights } from "../weights/dtypes.ts";
import type { ByteSource } from "../weights/source.ts";
import { readDirectory } from "../zip/directory.ts";
import { readParts } from "../zip/parts.ts";
import { assembled } from "./assemble.ts";
import { torchRules } from "./rules.ts";
import { tensorsOf } from "./state-dict.ts";

const pickleName = /^(.*\/)?data\.pkl$/;

/** The tensors of an archive. Throws a RangeError for anything else in it. */
export async function readZipped(source: ByteSource): Promise<Weights> {
  const entries = await readDirectory(source);
  const pickles = [...entries.keys()].filter((name) => pickleName.test(name));
  if (pickles.length !== 1) {
    throw new RangeError(
      `it is an archive with ${pickles.length} pickles called data.pkl, and torch.save writes one`,
    );
  }
  const folder = pickles[0].slice(0, -"data.pkl".length);
  const parts = readParts(source, entries);
  await expectLittleEndian(`${folder}byteorder`);
  const rules = torchRules();
  const tensors = tensorsOf(unpickle(await parts(pickles[0]), rules).value);
  const numbers = new Map<string, Values>();
  // Only what a tensor needs is read.
  for (const { storage } of tensors.values()) {
    const { key, dtype, size } = storage;
    if (numbers.has(key)) continue;
    const { buffer, length } = await parts(`${folder}data/${key}`);
    if (length !== size * dtypes[dtype].bytes) {
      throw new RangeError(`its storage ${key} has ${length} bytes for ${size} numbers of ${dtype}`);
    }
    numbers.set(key, dtypes[dtype].decode(buffer));
  }
  return assembled(tensors, numbers);

  async function expectLittleEndian(name: string): Promise<void> {
    if (!entries.has(name)) return;
    const order = Buffer.from(await parts(name)).toString("latin1");
    if (order !== "little") throw new RangeError(`its numbers are of byte order ${order}, not little`);
  }
}
