import test from "node:test";
import assert from "node:assert/strict";
import { unzipSync, zipSync } from "fflate";
import type { Weights } from "../../../../src/runtime/checkpoint/index.ts";
import { readLegacy } from "../../../../src/runtime/checkpoint/pytorch/legacy.ts";
import { readZipped } from "../../../../src/runtime/checkpoint/pytorch/zipped.ts";
import { bytesSource, type ByteSource } from "../../../../src/runtime/checkpoint/weights/source.ts";
import { stream } from "../../../../src/runtime/random/index.ts";
import torch from "../../../reference/checkpoint/torch-files.json";

type Read = (source: ByteSource) => Promise<Weights>;

const bytesOf = (base64: string) => new Uint8Array(Buffer.from(base64, "base64"));

/** Reads it, or sees it refused; any other error fails the test, as do more numbers than a file of that size may make. */
async function settle(read: Read, bytes: Uint8Array): Promise<boolean> {
  let weights: Weights;
  try {
    weights = await read(bytesSource(bytes));
  } catch (error) {
    assert.ok(error instanceof RangeError, String((error as Error).stack));
    return false;
  }
  const size = [...weights.values()].reduce((sum, { data }) => sum + data.byteLength, 0);
  assert.ok(size < (1 << 23) + 32 * bytes.length, `${size} bytes of ${bytes.length}`);
  return true;
}

/** One to four bytes of it are others. */
function flipped(bytes: Uint8Array, random: ReturnType<typeof stream>): Uint8Array {
  const copy = bytes.slice();
  const draws = random.uniform(9);
  for (let i = 0; i <= Math.floor(4 * draws[8]); i++) {
    copy[Math.floor(draws[2 * i] * copy.length)] = Math.floor(256 * draws[2 * i + 1]);
  }
  return copy;
}

const rezipped = (file: Uint8Array, change: (pickle: Uint8Array) => Uint8Array) => {
  const parts = unzipSync(file);
  const name = Object.keys(parts).find((part) => part.endsWith("/data.pkl"))!;
  return zipSync({ ...parts, [name]: change(parts[name]) }, { level: 0 });
};

const archive = bytesOf(torch.files.archive);
const legacy = bytesOf(torch.files.legacy);

test("Files with other bytes here and there are read or refused, and nothing else.", async () => {
  const root = stream(1);
  const counts = { read: 0, refused: 0 };
  for (let i = 0; i < 400; i++) {
    const random = root.split(i);
    for (const [read, bytes] of [
      [readLegacy, flipped(legacy, random)],
      [readZipped, flipped(archive, random)],
      // Its checksum would give it away: with a new one the pickle itself is read.
      [readZipped, rezipped(archive, (pickle) => flipped(pickle, random))],
    ] as [Read, Uint8Array][]) {
      counts[(await settle(read, bytes)) ? "read" : "refused"]++;
    }
  }
  // Both happen: a reader that refuses all, or that looks at nothing, would pass otherwise.
  assert.ok(counts.read > 100 && counts.refused > 300, JSON.stringify(counts));
});

test("Files that are cut short are refused, wherever they are cut.", async () => {
  for (let length = 0; length < legacy.length; length += 7) {
    assert.equal(
      await settle(readLegacy, legacy.subarray(0, length)),
      false,
      `${length} of ${legacy.length}`,
    );
  }
  for (let length = 0; length < archive.length; length += 31) {
    assert.equal(
      await settle(readZipped, archive.subarray(0, length)),
      false,
      `${length} of ${archive.length}`,
    );
  }
  const pickle = Object.entries(unzipSync(archive)).find(([name]) => name.endsWith("data.pkl"))![1];
  for (let length = 0; length < pickle.length; length += 5) {
    const cut = rezipped(archive, (whole) => whole.subarray(0, length));
    assert.equal(await settle(readZipped, cut), false, `${length} of ${pickle.length}`);
  }
});

test("Bytes at random are refused.", async () => {
  for (let i = 0; i < 200; i++) {
    const draws = stream(2).split(i).uniform(200);
    const bytes = Uint8Array.from(draws, (x) => Math.floor(256 * x));
    const head = Uint8Array.from([0x80, 2]);
    assert.equal(await settle(readLegacy, Buffer.concat([head, bytes])), false);
    assert.equal(
      await settle(
        readZipped,
        rezipped(archive, () => Buffer.concat([head, bytes])),
      ),
      false,
    );
  }
});
