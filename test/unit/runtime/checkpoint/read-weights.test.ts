import test, { after } from "node:test";
import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { encodeSafetensors, readWeights } from "../../../../src/runtime/checkpoint/index.ts";

const folder = await mkdtemp(path.join(os.tmpdir(), "noisebook-weights-"));
after(() => rm(folder, { recursive: true }));

async function file(contents: Uint8Array | string): Promise<string> {
  const at = path.join(folder, "weights.bin");
  await writeFile(at, contents);
  return at;
}

function safetensors(header: Record<string, unknown>, bytes: number[]): Uint8Array {
  const json = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(json.length));
  return Buffer.concat([length, json, Uint8Array.from(bytes)]);
}

test("safetensors are read by what a file holds, whatever it is called, with whole numbers in their own type.", async () => {
  const at = await file(
    safetensors(
      {
        half: { dtype: "F16", shape: [1, 1], data_offsets: [0, 2] },
        count: { dtype: "I64", shape: [], data_offsets: [2, 10] },
        flags: { dtype: "BOOL", shape: [2], data_offsets: [10, 12] },
        double: { dtype: "F64", shape: [1], data_offsets: [12, 20] },
      },
      [0x00, 0x3e, 255, 255, 255, 255, 255, 255, 255, 255, 1, 0, 0, 0, 0, 0, 0, 0, 0xf8, 0x3f],
    ),
  );
  for (const from of [at, pathToFileURL(at), pathToFileURL(at).href]) {
    const weights = await readWeights(from);
    assert.deepEqual(weights.get("half"), { dtype: "float16", shape: [1, 1], data: Float32Array.of(1.5) });
    assert.deepEqual(weights.get("count"), { dtype: "int64", shape: [], data: BigInt64Array.of(-1n) });
    assert.deepEqual(weights.get("flags"), { dtype: "bool", shape: [2], data: Uint8Array.of(1, 0) });
    assert.deepEqual(weights.get("double"), { dtype: "float64", shape: [1], data: Float64Array.of(1.5) });
  }
  const tensors = new Map([["w", { shape: [2], values: Float32Array.of(1, -2) }]]);
  const written = await readWeights(await file(encodeSafetensors({ tensors, metadata: { a: "b" } })));
  assert.deepEqual([...written.get("w")!.data], [1, -2]);
});

test("What is no file of weights says what it is.", async () => {
  const refused = (contents: Uint8Array | string, why: RegExp) =>
    file(contents).then((at) =>
      assert.rejects(readWeights(at), (error: Error) => {
        assert.equal(error.name, "RangeError");
        assert.match(error.message, why);
        assert.match(error.message, /weights\.bin cannot be read as weights/);
        return true;
      }),
    );
  await refused("version https://git-lfs.github.com/spec/v1\noid sha256:1\n", /a pointer of Git LFS/);
  await refused("\n<!DOCTYPE html><html></html>", /a web page, as a failed download leaves it/);
  await refused(Uint8Array.of(0x1f, 0x8b, 8, 0), /compressed with gzip/);
  await refused("", /neither safetensors nor what torch.save writes/);
  await refused("some text that is longer than a header", /neither safetensors/);
  await refused(Uint8Array.of(0x80, 2, 0x4b, 1, 0x2e), /a pickle of 1, and not one of torch.save/);
  await refused(
    safetensors({ w: { dtype: "F32", shape: [2], data_offsets: [0, 4] } }, [0, 0, 0, 0]),
    /has 4 bytes/,
  );
  await refused(safetensors({ w: { dtype: "C64", shape: [1], data_offsets: [0, 8] } }, Array<number>(8).fill(0)), /type C64/); // prettier-ignore
  await assert.rejects(readWeights(path.join(folder, "none.pth")), /could not be read: ENOENT.*none\.pth/);
  await assert.rejects(readWeights(folder), /could not be read: EISDIR/);
});
