import assert from "node:assert/strict";
import test from "node:test";
import { webpWriter } from "../../../../../src/renderers/trajectory/export/webp.ts";

// One pixel, lossless: RIFF, size, WEBP, VP8L, size, its bits.
const still = Buffer.from("UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==", "base64");

/** Names, places and sizes of the chunks, as the container's specification reads them. */
function chunksOf(bytes: Buffer, from: number, to: number): [name: string, at: number, size: number][] {
  const found: [string, number, number][] = [];
  for (let at = from; at < to;) {
    const size = bytes.readUInt32LE(at + 4);
    found.push([bytes.toString("latin1", at, at + 4), at + 8, size]);
    at += 8 + size + (size % 2);
  }
  return found;
}

test("An animated WebP is the container that its specification describes.", () => {
  const writer = webpWriter();
  for (const delay of [40, 1000]) writer.add({ file: still, width: 300, height: 2 }, delay);
  const file = Buffer.from(writer.end());
  assert.equal(file.readUInt32LE(4), file.length - 8);
  const chunks = chunksOf(file, 12, file.length);
  assert.deepEqual(
    chunks.map(([name]) => name),
    ["VP8X", "ANIM", "ANMF", "ANMF"],
  );
  const [[, extended], , ...frames] = chunks;
  assert.equal(file[extended] & 0b10, 0b10);
  assert.deepEqual([file.readUIntLE(extended + 4, 3), file.readUIntLE(extended + 7, 3)], [299, 1]);
  assert.deepEqual(
    frames.map(([, at]) => file.readUIntLE(at + 12, 3)),
    [40, 1000],
  );
  for (const [, at, size] of frames) {
    assert.deepEqual([file.readUIntLE(at + 6, 3), file.readUIntLE(at + 9, 3)], [299, 1]);
    assert.deepEqual(
      chunksOf(file, at + 16, at + size).map(([name, , inner]) => [name, inner]),
      [["VP8L", 13]],
    );
    assert.deepEqual(file.subarray(at + 16, at + size), still.subarray(12));
  }
});

test("What is no WebP is refused.", () => {
  assert.throws(() => webpWriter().add({ file: Buffer.alloc(40), width: 1, height: 1 }, 20), /not a WebP/);
});
