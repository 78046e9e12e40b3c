// The directory at the end of a zip archive, by which its parts are read one by one from where they lie: fflate, which
// reads our small archives, wants the whole of them in memory.
import type { ByteSource } from "../weights/source.ts";

/** Where a part of an archive is said to lie. */
export interface Entry {
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  readonly crc: number;
  /** Where its own header begins. */
  readonly at: number;
}

const signatures = { end: 0x06054b50, end64: 0x06064b50, locator64: 0x07064b50, entry: 0x02014b50 };
const bytes = { end: 22, end64: 56, locator64: 20, entry: 46 };
/** A comment may follow the end, of at most so many bytes. */
const longestComment = 0xffff;
/** Stands where a number is too large for 32 bits: the extra field has it. */
const elsewhere = 0xffffffff;
const longestDirectory = 1 << 28;

/** All parts by their names. Throws a RangeError for a damaged archive, two parts of one name, and compressed parts. */
export async function readDirectory(source: ByteSource): Promise<Map<string, Entry>> {
  const { from, length } = await directoryPlace(source);
  if (length > longestDirectory || from + length > source.size) throw damaged("its directory lies outside");
  const view = viewOf(await source.read(from, length));
  const entries = new Map<string, Entry>();
  for (let at = 0; at < length;) {
    if (at + bytes.entry > length || view.getUint32(at, true) !== signatures.entry) {
      throw damaged("its directory breaks off");
    }
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((field) =>
      view.getUint16(at + field, true),
    );
    const next = at + bytes.entry + nameLength + extraLength + commentLength;
    if (next > length) throw damaged("its directory breaks off");
    const entry = entryAt(view, at, nameLength, extraLength);
    if (entries.has(entry.name)) throw damaged(`it has two parts called ${entry.name}`);
    entries.set(entry.name, entry);
    at = next;
  }
  return entries;
}

function entryAt(view: DataView, at: number, nameLength: number, extraLength: number): Entry {
  const nameAt = at + bytes.entry;
  const name = Buffer.from(view.buffer, view.byteOffset + nameAt, nameLength).toString("utf8");
  const wide = wideNumbers(view, nameAt + nameLength, extraLength);
  // In this order the extra field has those that are elsewhere.
  const [size, packed, header] = [24, 20, 42].map((field) => {
    const number = view.getUint32(at + field, true);
    return number === elsewhere ? wide() : number;
  });
  if (view.getUint16(at + 10, true) !== 0 || size !== packed) {
    throw new RangeError(
      `its part ${name} is compressed, which torch.save does not do: unpack it and save it again`,
    );
  }
  return { name, size, crc: view.getUint32(at + 16, true), at: header };
}

/** The numbers of 64 bits in the extra field of an entry, one after the other. */
function wideNumbers(view: DataView, from: number, length: number): () => number {
  const [id, head] = [1, 4];
  for (let at = from; at + head <= from + length;) {
    const [kind, size] = [view.getUint16(at, true), view.getUint16(at + 2, true)];
    const end = Math.min(at + head + size, from + length);
    at += head;
    if (kind === id) {
      return () => {
        if (at + 8 > end) throw damaged("a size is missing");
        at += 8;
        return safe(view.getBigUint64(at - 8, true));
      };
    }
    at = end;
  }
  return () => {
    throw damaged("a size is missing");
  };
}

async function directoryPlace(source: ByteSource): Promise<{ from: number; length: number }> {
  const tailLength = Math.min(source.size, bytes.end + longestComment);
  const tailAt = source.size - tailLength;
  const tail = viewOf(await source.read(tailAt, tailLength));
  const end = lastOf(tail, signatures.end, tailLength - bytes.end);
  if (end < 0) throw damaged("it has no end");
  const [length, from] = [tail.getUint32(end + 12, true), tail.getUint32(end + 16, true)];
  if (length !== elsewhere && from !== elsewhere) return { from, length };
  const locator = end - bytes.locator64;
  if (locator < 0 || tail.getUint32(locator, true) !== signatures.locator64) throw damaged("it has no end");
  const wide = viewOf(await source.read(safe(tail.getBigUint64(locator + 8, true)), bytes.end64));
  if (wide.getUint32(0, true) !== signatures.end64) throw damaged("it has no end");
  return { length: safe(wide.getBigUint64(40, true)), from: safe(wide.getBigUint64(48, true)) };
}

function lastOf(view: DataView, signature: number, from: number): number {
  let at = from;
  while (at >= 0 && view.getUint32(at, true) !== signature) at--;
  return at;
}

const viewOf = (of: Uint8Array): DataView => new DataView(of.buffer, of.byteOffset, of.byteLength);

function safe(number: bigint): number {
  if (number > BigInt(Number.MAX_SAFE_INTEGER)) throw damaged(`it names byte ${number}`);
  return Number(number);
}

const damaged = (why: string): RangeError => new RangeError(`it is no whole zip archive: ${why}`);
