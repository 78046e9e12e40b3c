import { createHmac, timingSafeEqual } from "node:crypto";
import * as v from "valibot";
import type { Header } from "../protocol/index.ts";
import { Replays } from "./replays.ts";
import { toJson } from "./to-json.ts";

/** A message between the identities that ZeroMQ has put before it and its signature: one frame for each part. */
export interface Parts {
  header: Header;
  parent_header: Header | null;
  metadata: Record<string, unknown>;
  content: unknown;
  buffers?: Uint8Array[];
}

export interface Received {
  /** Where a reply goes. */
  identities: Buffer[];
  header: Header;
  metadata: Record<string, unknown>;
  content: Record<string, unknown>;
  buffers: Buffer[];
}

const delimiter = Buffer.from("<IDS|MSG>");

// v.record alone takes a list as well.
const Dictionary = v.pipe(
  v.unknown(),
  v.check((value) => !Array.isArray(value)),
  v.record(v.string(), v.unknown()),
);
const ReceivedHeader = v.object({
  msg_id: v.pipe(v.string(), v.nonEmpty()),
  msg_type: v.string(),
  session: v.string(),
  username: v.optional(v.string(), ""),
  date: v.optional(v.string(), ""),
  version: v.optional(v.string(), ""),
});

/** Jupyter's wire format, signed with the connection's key; with an empty key, unsigned. */
export class Wire {
  readonly #key: string;
  readonly #replays = new Replays();

  constructor(key: string) {
    this.#key = key;
  }

  encode(
    identities: Uint8Array[],
    { header, parent_header, metadata, content, buffers }: Parts,
  ): Uint8Array[] {
    const parts = [header, parent_header ?? {}, metadata, content].map((part) => Buffer.from(toJson(part)));
    return [...identities, delimiter, Buffer.from(this.#sign(parts)), ...parts, ...(buffers ?? [])];
  }

  /** The message, or null for what nobody with the key has sent, has been sent before, or is no message. */
  decode(frames: Buffer[]): Received | null {
    const at = frames.findIndex((frame) => frame.equals(delimiter));
    if (at < 0 || frames.length < at + 6) return null;
    const signature = frames[at + 1];
    const parts = frames.slice(at + 2, at + 6);
    if (!this.#isSigned(parts, signature)) return null;
    const [header, parent, metadata, content] = parts.map(parse);
    const parsedHeader = v.safeParse(ReceivedHeader, header);
    const dictionaries = v.safeParse(v.tuple([Dictionary, Dictionary, Dictionary]), [
      parent,
      metadata,
      content,
    ]);
    if (!parsedHeader.success || !dictionaries.success) return null;
    return {
      identities: frames.slice(0, at),
      header: parsedHeader.output,
      metadata: dictionaries.output[1],
      content: dictionaries.output[2],
      buffers: frames.slice(at + 6),
    };
  }

  #sign(parts: Uint8Array[]): string {
    if (!this.#key) return "";
    const hmac = createHmac("sha256", this.#key);
    for (const part of parts) hmac.update(part);
    return hmac.digest("hex");
  }

  #isSigned(parts: Buffer[], signature: Buffer): boolean {
    if (!this.#key) return true;
    const expected = Buffer.from(this.#sign(parts));
    if (expected.length !== signature.length || !timingSafeEqual(expected, signature)) return false;
    return this.#replays.isNew(signature.toString());
  }
}

function parse(frame: Buffer): unknown {
  try {
    return JSON.parse(frame.toString("utf8"));
  } catch {
    return undefined;
  }
}
