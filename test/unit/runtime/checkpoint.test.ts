import test from "node:test";
import assert from "node:assert/strict";
import { mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import {
  decodeSafetensors,
  encodeSafetensors,
  load,
  readCheckpoint,
  save,
} from "../../../src/runtime/checkpoint/index.ts";
import { mlp } from "../../../src/runtime/networks/index.ts";
import { leaves } from "./no-leak.ts";

async function inFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), "noisebook-"));
  try {
    await work(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** A file with this header and so many bytes of numbers. */
function file(header: unknown, bytes = 0): Uint8Array {
  const json = new TextEncoder().encode(typeof header === "string" ? header : JSON.stringify(header));
  const whole = new Uint8Array(8 + json.length + bytes);
  new DataView(whole.buffer).setBigUint64(0, BigInt(json.length), true);
  whole.set(json, 8);
  return whole;
}

test("A saved model loads into another one and leaves only its file behind.", async () => {
  await inFolder(async (folder) => {
    const [a, b] = [mlp({ dim: 2, width: 8, seed: 1 }), mlp({ dim: 2, width: 8, seed: 2 })];
    await leaves(0, async () => {
      await save(a, path.join(folder, "a.safetensors"), { steps: "10" });
      await load(b, pathToFileURL(path.join(folder, "a.safetensors")));
    });
    for (const [name, weight] of Object.entries(a.weights)) {
      assert.deepEqual(await weight.data(), await b.weights[name].data(), name);
    }
    assert.deepEqual(await readdir(folder), ["a.safetensors"]);
    assert.deepEqual((await readCheckpoint(path.join(folder, "a.safetensors"))).metadata, { steps: "10" });
  });
});

test("The bytes of a file are those that the format prescribes.", () => {
  const tensors = new Map([["w", { shape: [2], values: Float32Array.of(1, -2) }]]);
  const encoded = encodeSafetensors({ tensors, metadata: {} });
  const length = Number(new DataView(encoded.buffer).getBigUint64(0, true));
  assert.equal((8 + length) % 8, 0);
  const header: unknown = JSON.parse(new TextDecoder().decode(encoded.subarray(8, 8 + length)));
  assert.deepEqual(header, { w: { dtype: "F32", shape: [2], data_offsets: [0, 8] } });
  assert.deepEqual([...encoded.subarray(8 + length)], [0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0]);
});

test("Half, brain and double precision are read as single precision.", () => {
  const header = {
    half: { dtype: "F16", shape: [1], data_offsets: [0, 2] },
    brain: { dtype: "BF16", shape: [1], data_offsets: [2, 4] },
    double: { dtype: "F64", shape: [], data_offsets: [4, 12] },
  };
  const whole = file(header, 12);
  whole.set([0x00, 0x3e, 0xc0, 0x3f, 0, 0, 0, 0, 0, 0, 0xf8, 0x3f], whole.length - 12);
  const { tensors } = decodeSafetensors(whole);
  for (const name of ["half", "brain", "double"])
    assert.deepEqual([...(tensors.get(name)?.values ?? [])], [1.5]);
});

test("A checkpoint of another model is refused with every difference, and the model stays as it was.", async () => {
  await inFolder(async (folder) => {
    const at = path.join(folder, "a.safetensors");
    await save(mlp({ dim: 2, width: 8, depth: 2 }), at);
    const wider = mlp({ dim: 2, width: 9, depth: 1 });
    const before = await wider.weights["in.data.weight"].data();
    await assert.rejects(
      load(wider, at),
      /does not fit[^]*other shape: in\.data\.weight is \[2, 8\] in the file, \[2, 9\][^]*not in the model: hidden\.0\.weight/,
    );
    await assert.rejects(
      load(mlp({ dim: 2, width: 8, depth: 3 }), at),
      /missing: hidden\.1\.weight \[8, 8\]/,
    );
    assert.deepEqual(await wider.weights["in.data.weight"].data(), before);
  });
});

test("A file cut short is refused, wherever it was cut.", async () => {
  await inFolder(async (folder) => {
    const at = path.join(folder, "a.safetensors");
    await save(mlp({ dim: 2, width: 8, depth: 1 }), at);
    const whole = await readFile(at);
    for (const length of [0, 5, 8, 60, whole.length - 1]) {
      await writeFile(at, whole.subarray(0, length));
      await assert.rejects(readCheckpoint(at), /is not a whole safetensors file/, `cut to ${length} bytes`);
    }
  });
});

test("Headers that lie are refused and say where.", () => {
  const entry = (more: object) => ({ w: { dtype: "F32", shape: [2], data_offsets: [0, 8], ...more } });
  const huge = file(entry({}), 8);
  new DataView(huge.buffer).setBigUint64(0, 2n ** 62n, true);
  assert.throws(() => decodeSafetensors(huge), /header is said to take 4611686018427387904 bytes/);
  assert.throws(() => decodeSafetensors(file("{]")), /not JSON/);
  assert.throws(() => decodeSafetensors(file("[]")), /not a JSON object/);
  assert.throws(
    () => decodeSafetensors(file(entry({ data_offsets: [0, 16] }), 8)),
    /"w" lies at 0 to 16 of 8 bytes/,
  );
  assert.throws(
    () => decodeSafetensors(file(entry({ data_offsets: [-8, 0] }), 8)),
    /describes the tensor "w" wrongly/,
  );
  assert.throws(() => decodeSafetensors(file(entry({ shape: [3] }), 8)), /8 bytes for F32 of shape \[3\]/);
  assert.throws(
    () => decodeSafetensors(file(entry({ shape: [1.5] }), 8)),
    /describes the tensor "w" wrongly/,
  );
  assert.throws(() => decodeSafetensors(file(entry({ dtype: "I4" }), 8)), /of type I4/);
  assert.throws(() => decodeSafetensors(file(entry({}), 12)), /take 8 of 12 bytes/);
  const overlapping = { ...entry({}), v: { dtype: "F32", shape: [1], data_offsets: [4, 8] } };
  assert.throws(() => decodeSafetensors(file(overlapping, 8)), /"v" begins at 4 where 8 was expected/);
});

test("A checkpoint that is not there says which path was tried and from where.", async () => {
  await assert.rejects(
    load(mlp({ dim: 2 }), "no/such.safetensors"),
    /no\/such\.safetensors.*from the folder/,
  );
});
