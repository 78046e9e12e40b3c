import { open, rm, type FileHandle } from "node:fs/promises";
import { decodeRecord, encodeRecord, headSize, readHead, type KeptRows } from "./kept-record.ts";

/** Rows that extractors have made of examples, in a file from which an interrupted report goes on. */
export interface Kept {
  /** What was made of the batch with this key; null where nothing was, or where it is not whole. */
  readonly find: (key: Buffer) => Promise<KeptRows | null>;
  readonly add: (key: Buffer, rows: KeptRows) => Promise<void>;
  /** Forgets all. */
  readonly clear: () => Promise<void>;
  /** Extractors whose rows here have been seen to be what they make now. */
  readonly trusted: Set<string>;
}

const mark = Buffer.from("noisebook features 1\n");

/**
 * Does work that keeps what it makes in a file: the file stays where the work fails or is interrupted, and goes away with its
 * end. Without a path nothing is kept. Throws a RangeError for a file that is something else, which stays as it is.
 */
export async function keeping<T>(
  resume: string | URL | undefined,
  work: (kept: Kept | null) => Promise<T>,
): Promise<T> {
  if (resume === undefined) return work(null);
  const file = await open(resume, "a+");
  let result: T;
  try {
    result = await work(await keptIn(file, String(resume)));
  } finally {
    await file.close();
  }
  await rm(resume, { force: true });
  return result;
}

async function keptIn(file: FileHandle, path: string): Promise<Kept> {
  const places = new Map<string, { at: number; size: number }>();
  let end = await indexed(file, path, places);
  await file.truncate(end); // what was cut off while it was written
  return {
    trusted: new Set(),
    async find(key) {
      const place = places.get(key.toString("hex"));
      return place ? decodeRecord(await bytesAt(file, place.at, place.size)) : null;
    },
    async add(key, rows) {
      const record = encodeRecord(key, rows);
      await file.appendFile(record);
      places.set(key.toString("hex"), { at: end, size: record.length });
      end += record.length;
    },
    async clear() {
      places.clear();
      end = mark.length;
      await file.truncate(end);
    },
  };
}

/** Where each whole record is; resolves with where the last one ends. */
async function indexed(
  file: FileHandle,
  path: string,
  places: Map<string, { at: number; size: number }>,
): Promise<number> {
  const { size: length } = await file.stat();
  if (length === 0) await file.appendFile(mark);
  else if (!(await bytesAt(file, 0, mark.length)).equals(mark)) {
    throw new RangeError(`${path} cannot be gone on from: it is no file of an unfinished report`);
  }
  let at = mark.length;
  while (at + headSize <= length) {
    const { key, size } = readHead(await bytesAt(file, at, headSize));
    if (at + size > length) break;
    places.set(key, { at, size });
    at += size;
  }
  return at;
}

async function bytesAt(file: FileHandle, at: number, size: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(size), 0, size, at);
  return buffer.subarray(0, bytesRead);
}
