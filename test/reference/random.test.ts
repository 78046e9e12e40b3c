import test from "node:test";
import assert from "node:assert/strict";
import { stream, torchNoise, torchStream } from "../../src/runtime/random/index.ts";
import { mersenneTwister } from "../../src/runtime/random/torch/mersenne-twister.ts";
import { assertClose } from "./close.ts";

// Made with PyTorch 2.13 (CPU, AVX-512). Its own paths for other processors differ from these in the last bits.
const bits = 3e-7;

function assertAll(actual: ArrayLike<number>, expected: number[], tolerance: number): void {
  assert.equal(actual.length, expected.length);
  expected.forEach((value, i) => assertClose(actual[i], value, tolerance, `number ${i}`));
}

test("Mersenne Twister's words are those of init_genrand(0).", () => {
  const words = mersenneTwister(0);
  assert.deepEqual([words(), words(), words()], [2357136044, 2546248239, 3071714933]);
});

test("torchStream draws torch's uniform numbers to the bit, of either precision and of any seed.", () => {
  const [a, b, c] = torchStream(0).rand(3);
  assertAll([a, b, c], [0.49625659, 0.7682218, 0.08847743], 1e-7);
  const doubles = [0.03410819565052048, 0.28674022672130695, 0.7729149443285843];
  assert.deepEqual([...torchStream(3).rand64(3)], doubles);
  assert.deepEqual([...torchStream(123456789012).rand(2)], [0.19758015871047974, 0.0434032678604126]);
});

test("torchStream draws torch's normal numbers: in blocks from 16 on, the last block drawn again.", () => {
  const [a, b, c] = torchStream(0).randn(16);
  assertAll([a, b, c], [-1.1258398, -1.1523602, -0.25057858], bits);
  const expected = [
    -0.07664429396390915, 0.35988152027130127, -0.7820168137550354, 0.07152773439884186, 1.0460227727890015,
    0.5221869945526123, -0.16680915653705597, 0.05303340032696724, 0.4046071469783783, 0.6112996339797974,
    0.7603904008865356, -0.03364326059818268, 0.997922420501709, 0.45918044447898865, 2.436397075653076,
    -0.1468081772327423, 0.4851140081882477, 0.2052343785762787, 0.33842819929122925, 1.35275399684906,
  ];
  assertAll(torchStream(3).randn(20), expected, bits);
  const doubles = [
    -0.21774879177876416, 0.1466771298110492, 0.6690811213485476, -0.5141241139283437, -1.3464356890265727,
    -0.2841692588173489, 0.16794475101412973, 0.7580573286215819, 1.0784352439814244, 0.34363379791442283,
    0.7198251676658504, 0.8306180904619974, -0.5840098795893389, -1.224985367308154, -0.269718737037564,
    0.20366863384122577, 0.028752867895017985, 0.24243710319485537, 0.7841722963522199, -0.9984183369540185,
  ];
  assertAll(torchStream(3).randn64(20), doubles, 1e-14);
  const many = torchStream(7).randn(10_000);
  assertClose(
    many.reduce((sum, x) => sum + Math.abs(x), 0),
    7951.698333461114,
    1e-8,
  );
  assertClose(
    many.reduce((sum, x, i) => sum + x * (i + 1), 0),
    1062528.668025635,
    1e-7,
  );
});

test("torchStream draws fewer than 16 normal numbers in pairs, and keeps the odd one for the next call.", () => {
  const five = torchStream(3);
  const first = [
    0.8032760620117188, 0.17483338713645935, 0.08897809684276581, -0.6137180328369141, 0.04618244990706444,
  ];
  assertAll(five.randn(5), first, 6e-8);
  assertAll(five.randn(3), [-1.3682591915130615, 0.3374950885772705, 1.0111159086227417], 6e-8);
  const mixed = torchStream(3);
  assertAll(mixed.randn(3), first.slice(0, 3), 6e-8);
  assertAll(mixed.randn(17).slice(-2), [-0.10924351960420609, -0.2712145745754242], bits);
  assertAll(mixed.randn(2), [-0.6137180328369141, -0.9016764163970947], 6e-8);
  assertAll(mixed.randn64(3), [0.4483174084398517, 0.26635820628535356, 0.061968459906477785], 1e-14);
});

test("torchStream draws torch's whole numbers and permutations, from one word or two.", () => {
  const integers = torchStream(3);
  assert.deepEqual([...integers.randint(-5, 5, 8)], [1, 3, 2, 2, -5, -5, -5, 0]);
  assert.deepEqual([...integers.randint(0, 2 ** 28 - 1, 3)], [77081611, 266554009, 91453144]);
  assert.deepEqual([...integers.randint(0, 2 ** 28, 3)], [2513913, 84795018, 221049975]);
  assert.deepEqual([...integers.randint(-7, 2 ** 40, 3)], [714846848238, 635701876715, 401376969930]);
  assert.deepEqual([...integers.randint(0, 2 ** 53 - 1, 2)], [872525394235800, 4519105655403274]);
  assert.deepEqual([...integers.rand(1)], [0.5996986627578735]);
  const order = torchStream(3);
  assert.deepEqual([...order.randperm(10)], [6, 0, 3, 7, 8, 5, 1, 9, 2, 4]);
  assert.deepEqual([...order.randperm(1)], [0]);
  assert.deepEqual([...order.randperm(7)], [0, 5, 3, 4, 6, 1, 2]);
  assert.deepEqual([...order.rand(1)], [0.45940524339675903]);
  const many = torchStream(3);
  const big = many.randperm(40_000);
  assert.deepEqual([...big.slice(0, 4), ...big.slice(-2)], [18986, 8643, 23819, 24255, 22103, 2345]);
  assert.deepEqual([...many.rand(1)], [0.4814949631690979]);
});

test("torchNoise is torch.randn of the shape, images in PyTorch's order where asked for.", async () => {
  const plain = await torchNoise(7)([2, 12]).data();
  const images = torchNoise(7, { channelsFirst: true })([2, 2, 2, 3]);
  assert.deepEqual(images.shape, [2, 2, 2, 3]);
  const permuted = [
    -0.8201345205307007, -0.16699601709842682, -0.8489086031913757, 0.39563116431236267, 0.2851499617099762,
    -1.2169294357299805,
  ];
  assertAll((await images.data()).slice(0, 6), permuted, bits);
  assert.deepEqual([...plain], [...torchStream(7).randn(24)]);
});

test("A stream's numbers are those of Philox4x32-10 and Box and Muller worked out in Python.", () => {
  const seed = 5 + 9 * 2 ** 32;
  const normal = [
    0.23649811744689941, -0.029844054952263832, 1.0817105770111084, 0.3061475157737732, 0.34909605979919434,
  ];
  assertAll(stream(seed).normal(5), normal, 1e-7);
  assert.deepEqual(
    [...stream(seed).uniform64(3)],
    [0.9719887895883739, 0.5315744358591458, 0.914000929117947],
  );
  assert.deepEqual([...stream(seed).uniform(3)], [0.9719887375831604, 0.980021595954895, 0.5315744280815125]);
  const sixth = [0.6083046197891235, -1.2059898376464844, -1.4402110576629639];
  assertAll(stream(seed).split(6).normal(3), sixth, 1e-7);
});
