import { open, type FileHandle } from "node:fs/promises";

/** Bytes that are read by ranges, so that a large file is never in memory as a whole. */
export interface ByteSource {
  readonly size: number;
  /** Bytes in a buffer of their own, which begins with them. Throws a RangeError for a range that is not all there. */
  readonly read: (from: number, length: number) => Promise<Uint8Array<ArrayBuffer>>;
}

/** Bytes that are in memory. */
export const bytesSource = (bytes: Uint8Array): ByteSource => ({
  size: bytes.length,
  read: async (from, length) => {
    expectRange(from, length, bytes.length);
    return Promise.resolve(new Uint8Array(bytes.subarray(from, from + length)));
  },
});

/** Opens what a path, a file: or an https: URL names while `use` reads of it. */
export async function withSource<T>(from: string | URL, use: (source: ByteSource) => Promise<T>): Promise<T> {
  const text = String(from);
  if (/^https?:/.test(text)) return use(bytesSource(await fetched(text)));
  const handle = await opened(text.startsWith("file:") ? new URL(text) : from);
  try {
    return await use(fileSource(handle, (await handle.stat()).size));
  } finally {
    await handle.close();
  }
}

async function fetched(url: string): Promise<Uint8Array> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} answered ${response.status} ${response.statusText}`);
  return new Uint8Array(await response.arrayBuffer());
}

/** An error that says what the system said of a file that could not be read, and from where its path was meant. */
function unreadable(cause: unknown): Error {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new Error(`The checkpoint could not be read: ${reason} (from the folder ${process.cwd()})`, {
    cause,
  });
}

async function opened(path: string | URL): Promise<FileHandle> {
  try {
    return await open(path);
  } catch (cause) {
    throw unreadable(cause);
  }
}

/** What the system is asked for at once: it takes no more than 2 GB. */
const mostAtOnce = 1 << 30;

const fileSource = (handle: FileHandle, size: number): ByteSource => ({
  size,
  read: async (from, length) => {
    expectRange(from, length, size);
    const bytes = new Uint8Array(length);
    for (let done = 0; done < length;) {
      const part = Math.min(mostAtOnce, length - done);
      const { bytesRead } = await handle.read(bytes, done, part, from + done).catch((cause: unknown) => {
        throw unreadable(cause); // such as a folder, which is opened like a file
      });
      if (bytesRead === 0) throw new RangeError(`it ended at ${from + done} while it was being read`);
      done += bytesRead;
    }
    return bytes;
  },
});

function expectRange(from: number, length: number, size: number): void {
  // Written so that NaN does not pass.
  if (!(from >= 0 && length >= 0 && from + length <= size)) {
    throw new RangeError(`it has ${size} bytes, and ${length} are wanted from ${from} on`);
  }
}
