import { crc32 } from "node:zlib";
import type { ByteSource } from "../weights/source.ts";
import type { Entry } from "./directory.ts";

const [signature, headerBytes] = [0x04034b50, 30];

/**
 * Reads parts of an archive by name, each into its own buffer. Throws a RangeError for a part that is not there, lies over
 * one that was read before, or whose checksum is another: parts that lie over each other make a small file fill the memory.
 */
export function readParts(
  source: ByteSource,
  entries: ReadonlyMap<string, Entry>,
): (name: string) => Promise<Uint8Array<ArrayBuffer>> {
  const taken = new Map<number, string>();
  let read = 0;
  return async (name) => {
    const entry = entries.get(name);
    if (!entry) throw new RangeError(`its part ${name} is missing`);
    const at = await contentAt(source, entry);
    // Parts that begin at different bytes and together are longer than the file overlap as well.
    const other = taken.get(at);
    read += entry.size;
    if ((other !== undefined && other !== name && entry.size > 0) || read > source.size) {
      throw new RangeError(`its part ${name} lies over ${other ?? "others"}`);
    }
    taken.set(at, name);
    const bytes = await source.read(at, entry.size);
    if (crc32(bytes) !== entry.crc) {
      throw new RangeError(`its part ${name} is damaged: the checksum of its ${entry.size} bytes is another`);
    }
    return bytes;
  };
}

/** Where a part's bytes begin: behind its own header, whose length it alone knows. */
async function contentAt(source: ByteSource, { name, at }: Entry): Promise<number> {
  const view = new DataView((await source.read(at, headerBytes)).buffer);
  if (view.getUint32(0, true) !== signature)
    throw new RangeError(`its part ${name} is not where it is said to be`);
  return at + headerBytes + view.getUint16(26, true) + view.getUint16(28, true);
}
