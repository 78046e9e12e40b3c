import { deserialize, serialize } from "node:v8";

/**
 * Messages on a local socket between a kernel process and its front: the length in 4 bytes, big-endian, then the
 * message as a structured clone, so that bytes stay bytes.
 */
export function encodeFrame(message: unknown): Buffer {
  const body = serialize(message);
  const frame = Buffer.allocUnsafe(4 + body.length);
  frame.writeUInt32BE(body.length, 0);
  frame.set(body, 4);
  return frame;
}

/** A longer frame is no message of ours. */
const maxLength = 1 << 30;

/** The other side does not speak our language; nothing after it can be read. */
export class FrameError extends Error {
  override name = "FrameError";
}

/** Cuts a stream of bytes into messages. */
export class FrameReader {
  #chunks: Buffer[] = [];
  #length = 0;

  /** The messages that are complete with this chunk. Throws FrameError. */
  push(chunk: Buffer): unknown[] {
    this.#chunks.push(chunk);
    this.#length += chunk.length;
    const messages: unknown[] = [];
    while (this.#length >= 4) {
      const length = this.#peekLength();
      if (length > maxLength) throw new FrameError(`a frame of ${length} bytes`);
      if (this.#length < 4 + length) break;
      messages.push(decode(this.#take(4 + length).subarray(4)));
    }
    return messages;
  }

  #peekLength(): number {
    if (this.#chunks[0].length < 4) this.#join();
    return this.#chunks[0].readUInt32BE(0);
  }

  #take(length: number): Buffer {
    // Only here are chunks joined: a large message that comes in thousands of them is copied once.
    if (this.#chunks[0].length < length) this.#join();
    const [first] = this.#chunks;
    if (first.length > length) this.#chunks[0] = first.subarray(length);
    else this.#chunks.shift();
    this.#length -= length;
    return first.subarray(0, length);
  }

  #join(): void {
    this.#chunks = [Buffer.concat(this.#chunks)];
  }
}

/** Undefined for a body that is no clone: it is as long as it says, so what follows it can still be read. */
function decode(body: Buffer): unknown {
  try {
    return deserialize(body);
  } catch {
    return undefined;
  }
}
