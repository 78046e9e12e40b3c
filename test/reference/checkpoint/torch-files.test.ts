import test, { after } from "node:test";
import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { readWeights, type Weights } from "../../../src/runtime/checkpoint/index.ts";
import { python, runPython, withoutModules } from "../live-python.ts";
import recorded from "./torch-files.json";

type Table = typeof recorded;
type Expected = Record<string, { dtype: string; shape: number[]; values: number[] }>;

const folder = await mkdtemp(path.join(os.tmpdir(), "noisebook-torch-"));
after(() => rm(folder, { recursive: true }));

async function reading(base64: string): Promise<Weights> {
  const at = path.join(folder, "file.pth");
  await writeFile(at, Buffer.from(base64, "base64"));
  return readWeights(at);
}

function assertEqual(weights: Weights, expected: Expected): void {
  assert.deepEqual([...weights.keys()], Object.keys(expected));
  for (const [name, { dtype, shape, data }] of weights) {
    const values = Array.from(data as ArrayLike<number | bigint>, Number);
    assert.deepEqual({ dtype, shape: [...shape], values }, expected[name], name);
  }
}

async function agrees({ files, tensors, module }: Table): Promise<void> {
  for (const name of ["archive", "archive, protocol 4", "legacy", "legacy, protocol 4"] as const) {
    assertEqual(await reading(files[name]), tensors);
  }
  for (const name of ["module", "module, legacy"] as const) assertEqual(await reading(files[name]), module);
}

test("What torch.save writes in its archive and its old format is read to the last bit.", () =>
  agrees(recorded));

const skip = withoutModules("torch");
test(`So is what the torch of ${python} writes now.`, { skip }, async () => {
  const at = path.join(folder, "now.json");
  runPython(path.join(process.cwd(), "test/reference/checkpoint/torch-files.py"), at);
  await agrees(JSON.parse(await readFile(at, "utf8")) as Table);
});

test("Tensors that share their numbers in the file share them in memory.", async () => {
  const weights = await reading(recorded.files.archive);
  const [whole, row] = [weights.get("layer.weight")!.data, weights.get("row")!.data];
  assert.equal(row.buffer, whole.buffer);
  assert.equal(row.byteOffset, whole.byteOffset + 4 * 12);
});

test("Tensors are found in dicts and lists within a checkpoint; what else it holds is passed over.", async () => {
  assertEqual(await reading(recorded.files.checkpoint), {
    "model.a": { dtype: "float32", shape: [2], values: [1, 1] },
    "model.b.0": { dtype: "float32", shape: [1], values: [0] },
  });
});

test("A file that would run something, or holds no tensors, is refused by name.", async () => {
  const { files } = recorded;
  // Python calls os.system by the module of the system it was written on.
  await assert.rejects(
    reading(files.harmful),
    /file\.pth cannot be read as weights: its pickle names posix\.system/,
  );
  await assert.rejects(reading(files["harmful, legacy"]), /its pickle names posix\.system/);
  await assert.rejects(reading(files["whole model"]), /names torch\.nn\.modules\.linear\.Linear.*state_dict/);
  await assert.rejects(reading(files["no tensor"]), /a dict of 1 without a tensor/);
  await assert.rejects(reading(files.complex), /names torch\.ComplexFloatStorage/);
});
