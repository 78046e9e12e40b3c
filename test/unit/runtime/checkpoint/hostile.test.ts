import test from "node:test";
import assert from "node:assert/strict";
import { zipSync } from "fflate";
import { readLegacy } from "../../../../src/runtime/checkpoint/pytorch/legacy.ts";
import { readZipped } from "../../../../src/runtime/checkpoint/pytorch/zipped.ts";
import { bytesSource } from "../../../../src/runtime/checkpoint/weights/source.ts";
import {
  archive,
  call,
  dict,
  global,
  int,
  legacyFile,
  list,
  long,
  none,
  pickle,
  storage,
  tensor,
  text,
  tuple,
} from "./pickles.ts";

const zipped = (bytes: Uint8Array) => readZipped(bytesSource(bytes));
const legacy = (bytes: Uint8Array) => readLegacy(bytesSource(bytes));
const one = storage("0", int(6));
const matrix = tensor(one, int(0), [int(2), int(3)], [int(3), int(1)]);
const numbers = [1, 2, 3, 4, 5, 6];
const named = (value: number[]) => pickle(dict([text("w"), value]));

test("A pickle that is written by hand is read in both formats.", async () => {
  const expected = { shape: [2, 3], dtype: "float32" as const, data: Float32Array.from(numbers) };
  assert.deepEqual((await zipped(archive(named(matrix), { 0: numbers }))).get("w"), expected);
  assert.deepEqual((await legacy(legacyFile(named(matrix), [["0", 6, numbers]]))).get("w"), expected);
  // Windows of a storage, which files of the first versions have; and dicts as Python 2 wrote them.
  const window = storage("0", int(6), "FloatStorage", tuple(text("view"), int(2), int(3)));
  const part = tensor(window, int(1), [int(2)], [int(1)]);
  const pairs = call(global("collections", "OrderedDict"), tuple(list(list(text("w"), part))));
  const read = await legacy(legacyFile(pickle(pairs), [["0", 6, numbers]]));
  assert.deepEqual(read.get("w")?.data, Float32Array.of(4, 5));
});

const refused = (why: RegExp) => (error: Error) => {
  assert.equal(error.name, "RangeError");
  assert.match(error.message, why);
  return true;
};

const pickles: [what: string, bytes: Uint8Array, why: RegExp][] = [
  ["os.system", pickle(call(global("os", "system"), tuple(text("true")))), /names os\.system/],
  ["eval", pickle(call(global("builtins", "eval"), tuple(text("1")))), /names builtins\.eval/],
  ["a name on the stack", pickle(text("os"), text("system"), [0x93]), /names os\.system/],
  ["a neighbour of what is allowed", named(global("torch._utils", "_rebuild_qtensor")), /_rebuild_qtensor/],
  ["a name of every object", named(global("constructor", "prototype")), /names constructor\.prototype/],
  ["INST", pickle([0x28, 0x69, ...new TextEncoder().encode("os\nsystem\n")]), /instruction INST/],
  ["OBJ", pickle([0x28], global("torch", "Size"), [0x6f]), /instruction OBJ/],
  ["NEWOBJ", pickle(global("torch", "Size"), [0x29, 0x81]), /instruction NEWOBJ/],
  ["EXT1", pickle([0x82, 1]), /instruction EXT1/],
  ["an unknown instruction", pickle([0xff]), /has 0xff, .*at byte 2/],
  ["a call of a storage", named(call(global("torch", "FloatStorage"), tuple(int(9)))), /no function here/],
  ["a call of a text", named(call(text("os"), tuple())), /calls the text "os" with a tuple of 0/],
  ["attributes of a tensor", named([...matrix, ...dict(), 0x62]), /gives a tensor attributes/],
  ["nothing", pickle(), /takes a value where none is/],
  ["values left over", pickle(int(1), int(2)), /1 values left over/],
  ["a group that never began", pickle([0x74]), /never begun/],
  ["a value that is not kept", pickle([0x68, 7]), /refers to its value 7/],
  ["a key without a value", pickle([0x7d, 0x28], int(1), [0x75]), /key without a value/],
  ["appending to a text", pickle(text("x"), int(1), [0x61]), /appends to the text "x"/],
  ["protocol 0", Uint8Array.from([0x80, 0, 0x4e, 0x2e]), /protocol 0, not of 2 to 5/],
  ["a text longer than the file", Uint8Array.from([0x80, 2, 0x58, 255, 255, 255, 255]), /within a value/],
  ["a text of 2^63 bytes", Uint8Array.from([0x80, 4, 0x8d, ...Array<number>(8).fill(127)]), /asks for/],
  ["a text that is no UTF-8", pickle([0x55, 1, 0xff]), /not UTF-8/],
  ["another reference", named([...tuple(text("module"), text("x")), 0x51]), /which is no storage/],
  ["a negative offset", named(tensor(one, int(-1), [int(1)], [int(1)])), /-1 for where a tensor begins/],
  ["a negative length", named(tensor(one, int(0), [int(-2)], [int(1)])), /-2 for the shape/],
  ["a negative stride", named(tensor(one, int(5), [int(2)], [int(-1)])), /-1 for the strides/],
  [
    "an offset past the storage",
    named(tensor(one, int(6), [int(1)], [int(1)])),
    /from 6 to 6 .* has 6 numbers/,
  ],
  ["a shape past the storage", named(tensor(one, int(1), [int(6)], [int(1)])), /from 1 to 6/],
  ["more strides than axes", named(tensor(one, int(0), [int(1)], [int(1), int(1)])), /has 2 strides/],
  [
    "lengths whose product is no number",
    named(tensor(one, int(0), [long(1n << 40n), long(1n << 40n)], [int(0), int(0)])),
    /reaches from 0 to 0/,
  ],
  [
    "a tensor that repeats one number for ever",
    named(tensor(one, int(0), [int(2 ** 30), int(2 ** 10)], [int(0), int(0)])),
    /repeat their numbers/,
  ],
  ["a tensor of a text", named(tensor(text("0"), int(0), [], [])), /makes a tensor of the text "0"/],
  ["a storage of another type", named(storage("0", int(6), "UntypedStorage")), /names torch\.UntypedStorage/],
  ["a huge storage", named(tensor(storage("0", long((1n << 53n) - 1n)), int(0), [], [])), /is said to hold/],
  [
    "a storage of two sizes",
    pickle(list(matrix, tensor(storage("0", int(7)), int(0), [], []))),
    /once 6 of float32, and once 7 of float32/,
  ],
  ["a list that holds itself", pickle([0x5d, 0x71, 0, 0x68, 0, 0x61]), /dicts within 32 dicts/],
  ["no tensor", pickle(dict([text("epoch"), int(3)])), /a dict of 1 without a tensor/],
  ["two tensors of one name", pickle(dict([text("a.b"), matrix], [text("a"), dict([text("b"), matrix])])), /two tensors called a\.b/], // prettier-ignore
  ["a name that is none", pickle(dict([none, matrix])), /None for a name/],
];

for (const [what, bytes, why] of pickles) {
  test(`A file with ${what} is refused and says so, in both formats.`, async () => {
    await assert.rejects(zipped(archive(bytes, { 0: numbers })), refused(why));
    await assert.rejects(legacy(legacyFile(bytes, [["0", 6, numbers]])), refused(why));
  });
}

test("A billion of the same laughs is refused soon, and takes no room.", async () => {
  // Each list holds the one before ten times over: 10^12 values, of 12 lists.
  const laughs = [0x5d, 0x71, 0];
  for (let i = 1; i <= 12; i++) {
    laughs.push(0x5d, 0x71, i, 0x28, ...Array.from({ length: 10 }, () => [0x68, i - 1]).flat(), 0x65);
  }
  await assert.rejects(zipped(archive(pickle(laughs))), refused(/values left over/));
  const last = [...laughs, 0x85]; // one tuple around the last list, the others under it
  await assert.rejects(zipped(archive(pickle([0x28, ...last, 0x74]))), refused(/more than 1000000 values/));
});

test("Storages that lie are refused.", async () => {
  const file = (storages: [string, number, number[]][]) => legacy(legacyFile(named(matrix), storages));
  await assert.rejects(file([["0", 5, numbers]]), refused(/has 5 numbers in one place and 6 in another/));
  await assert.rejects(file([["0", -6, numbers]]), refused(/has -6 numbers/));
  await assert.rejects(
    file([["1", 6, numbers]]),
    refused(/lists a storage the text "1" twice, or one of no/),
  );
  await assert.rejects(file([]), refused(/the numbers of its tensor w are not there/));
  await assert.rejects(file([["0", 6, numbers], ["0", 6, numbers]]), refused(/"0" twice/)); // prettier-ignore
  await assert.rejects(file([["0", 6, [1, 2]]]), refused(/has \d+ bytes, and 24 are wanted/));
  await assert.rejects(zipped(archive(named(matrix), { 0: [1, 2] })), refused(/has 8 bytes for 6 numbers/));
  await assert.rejects(zipped(archive(named(matrix))), refused(/part m\/data\/0 is missing/));
});

test("Archives that lie are refused.", async () => {
  const two = pickle(list(matrix, tensor(storage("1", int(6)), int(0), [int(6)], [int(1)])));
  const good = archive(two, { 0: numbers, 1: numbers });
  assert.equal((await zipped(good)).size, 2);
  const view = new DataView(good.buffer, good.byteOffset);
  const entries = [...good.keys()].filter(
    (at) => at + 4 <= good.length && view.getUint32(at, true) === 0x02014b50,
  );
  const changed = (change: (view: DataView, bytes: Uint8Array) => void) => {
    const copy = good.slice();
    change(new DataView(copy.buffer), copy);
    return zipped(copy);
  };
  // Both storages at the place of the first: a few bytes could stand for any number of storages.
  const overlap = changed((v) => v.setUint32(entries[2] + 42, v.getUint32(entries[1] + 42, true), true));
  await assert.rejects(overlap, refused(/part m\/data\/1 lies over m\/data\/0/));
  await assert.rejects(
    changed((v) => v.setUint32(entries[1] + 42, good.length, true)),
    refused(/are wanted from/),
  );
  await assert.rejects(
    changed((v) => v.setUint32(entries[1] + 42, 1, true)),
    refused(/not where it is said/),
  );
  await assert.rejects(
    changed((v) => v.setUint16(entries[1] + 10, 8, true)),
    refused(/is compressed/),
  );
  await assert.rejects(
    changed((v) => v.setUint32(entries[1] + 24, 25, true)),
    refused(/is compressed/),
  );
  await assert.rejects(
    changed((_, bytes) => (bytes[entries[0] - 5] ^= 1)),
    refused(/data\/1 is damaged/),
  );
  await assert.rejects(zipped(good.subarray(0, -1)), refused(/no whole zip archive/));
  await assert.rejects(
    zipped(zipSync({ "x.txt": Uint8Array.of(1) }, { level: 0 })),
    refused(/0 pickles called data\.pkl/),
  );
  const big = zipSync({ "m/data.pkl": named(matrix), "m/byteorder": Buffer.from("big") }, { level: 0 });
  await assert.rejects(zipped(big), refused(/byte order big/));
});
