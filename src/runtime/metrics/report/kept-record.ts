import { createHash } from "node:crypto";
import type { Points } from "../features.ts";

/** What an extractor has made of a batch of examples. */
export interface KeptRows {
  readonly features: Points;
  readonly probabilities: Points | null;
}

// A record: the key, three numbers of 32 bits (examples, features of each, probabilities of each), the rows as float64, and a
// checksum of all that.
const keySize = 32;
const sumSize = 32;

/** Bytes before the rows. */
export const headSize = keySize + 3 * 4;

export function encodeRecord(key: Buffer, { features, probabilities }: KeptRows): Buffer {
  const numbers = Buffer.alloc(3 * 4);
  [features.count, features.dim, probabilities?.dim ?? 0].forEach((n, i) => numbers.writeUInt32LE(n, 4 * i));
  const body = Buffer.concat([key, numbers, bytesOf(features), bytesOf(probabilities)]);
  return Buffer.concat([body, checksum(body)]);
}

/** The key in hexadecimal digits, and the bytes of the whole record. */
export function readHead(head: Buffer): { key: string; size: number } {
  const [count, dim, classes] = numbersOf(head);
  return {
    key: head.toString("hex", 0, keySize),
    size: headSize + 8 * count * (dim + classes) + sumSize,
  };
}

/** What was encoded; null where a byte of it has changed. */
export function decodeRecord(record: Buffer): KeptRows | null {
  const body = record.subarray(0, Math.max(0, record.length - sumSize));
  if (body.length < headSize || !checksum(body).equals(record.subarray(body.length))) return null;
  const [count, dim, classes] = numbersOf(body);
  const rows = (at: number, width: number): Points => {
    const bytes = Uint8Array.from(body.subarray(at, at + 8 * count * width)); // float64 begin at a multiple of 8
    return { values: new Float64Array(bytes.buffer), count, dim: width };
  };
  return {
    features: rows(headSize, dim),
    probabilities: classes ? rows(headSize + 8 * count * dim, classes) : null,
  };
}

const numbersOf = (head: Buffer): number[] => [0, 1, 2].map((i) => head.readUInt32LE(keySize + 4 * i));

const bytesOf = (points: Points | null): Uint8Array =>
  points
    ? new Uint8Array(points.values.buffer, points.values.byteOffset, points.values.byteLength)
    : new Uint8Array();

const checksum = (body: Buffer): Buffer => createHash("sha256").update(body).digest();
