import test from "node:test";
import assert from "node:assert/strict";
import { gather } from "../../../../src/runtime/backend/wasm/gather.ts";
import { OwnKernels, type Heap } from "../../../../src/runtime/backend/wasm/own-kernels.ts";
import { scatter } from "../../../../src/runtime/backend/wasm/scatter.ts";
import { winograd, winogradScatter } from "../../../../src/runtime/backend/wasm/winograd.ts";
import { stream } from "../../../../src/runtime/random/index.ts";

/** What the memory holds where nothing has been written. */
const untouched = 0x5a5a5a5a;

/** A heap of 32 megabytes that hands out one block after the other, with a gap behind each. */
function testHeap(): Heap & { words: Int32Array; floats: Float32Array; taken: [number, number][] } {
  const memory = new WebAssembly.Memory({ initial: 512, maximum: 512, shared: true });
  const words = new Int32Array(memory.buffer).fill(untouched);
  const taken: [number, number][] = [];
  let next = 65_536;
  return {
    memory,
    words,
    floats: new Float32Array(memory.buffer),
    taken,
    malloc(bytes) {
      // As malloc does: rounded to 8 bytes alone, and not to a vector.
      const address = next + 8;
      next = address + 8 * Math.ceil(bytes / 8);
      taken.push([address, bytes]);
      return address;
    },
    free: () => undefined,
  };
}

type Heaped = ReturnType<typeof testHeap>;

function put(heap: Heaped, values: Float32Array): number {
  const address = heap.malloc(4 * values.length);
  heap.floats.set(values, address / 4);
  return address;
}

const got = (heap: Heaped, address: number, size: number) =>
  heap.floats.slice(address / 4, address / 4 + size);

/** Fails where a word outside of every block has changed: static data, a stack, a store too wide. */
function assertNothingElseWritten(heap: Heaped): void {
  const inside = new Uint8Array(heap.words.length);
  for (const [address, bytes] of heap.taken) inside.fill(1, address / 4, Math.ceil((address + bytes) / 4));
  const written = heap.words.findIndex((word, i) => !inside[i] && word !== untouched);
  assert.equal(written, -1, `the word ${written} lies outside of every block`);
}

interface Conv {
  images: number;
  height: number;
  width: number;
  K: number;
  N: number;
  filter: [number, number];
  stride: [number, number];
  /** Zeros before the first line and point, and how many outputs there are. */
  before: [number, number];
  outputs: [number, number];
}

const tapsOf = ({ filter, before }: Conv) =>
  Array.from({ length: filter[0] * filter[1] }, (_, tap) => ({
    line: Math.floor(tap / filter[1]) - before[0],
    point: (tap % filter[1]) - before[1],
  }));

/** Calls with the index of each product that a convolution is made of: into the source, the filter and the output. */
function eachProduct(c: Conv, use: (source: number, filter: number, output: number) => void): void {
  const taps = tapsOf(c);
  const [lines, points] = c.outputs;
  for (let image = 0; image < c.images; image++)
    for (let y = 0; y < lines; y++)
      for (let x = 0; x < points; x++)
        taps.forEach(({ line, point }, tap) => {
          const [row, column] = [y * c.stride[0] + line, x * c.stride[1] + point];
          if (row < 0 || column < 0 || row >= c.height || column >= c.width) return;
          const source = ((image * c.height + row) * c.width + column) * c.K;
          const output = ((image * lines + y) * points + x) * c.N;
          for (let k = 0; k < c.K; k++)
            for (let n = 0; n < c.N; n++) use(source + k, (tap * c.K + k) * c.N + n, output + n);
        });
}

const random = stream(7);
const floats = (size: number) => random.normal(size);
const below = (most: number) => Math.floor(random.uniform(1)[0] * most);

function randomConv(): Conv {
  const filter: [number, number] = [1 + below(3), 1 + below(4)];
  const stride: [number, number] = [1 + below(2), 1 + below(3)];
  return {
    images: 1 + below(4),
    height: filter[0] + below(14),
    width: filter[1] + below(150),
    K: 1 + below(13),
    N: 1 + below(21),
    filter,
    stride,
    before: [below(filter[0]), below(filter[1])],
    outputs: [1 + below(9), 1 + below(60)],
  };
}

function assertNear(actual: Float32Array, expected: Float64Array, scale: number, what: string): void {
  const worst = actual.reduce((most, value, i) => Math.max(most, Math.abs(value - expected[i])), 0);
  assert.ok(worst < 1e-6 * scale, `${what}: ${worst} off`);
}

for (const threads of [1, 3]) {
  test(`Gathered and scattered sums are those of the definition, with ${threads} thread${threads > 1 ? "s" : ""}.`, () => {
    const heap = testHeap();
    const own = new OwnKernels(heap, threads, 0);
    for (let round = 0; round < 60; round++) {
      const c = randomConv();
      const what = JSON.stringify(c);
      const taps = tapsOf(c);
      const sizes = {
        source: c.images * c.height * c.width * c.K,
        filter: taps.length * c.K * c.N,
        out: c.images * c.outputs[0] * c.outputs[1] * c.N,
      };
      const [source, filter, slope, bias] = [sizes.source, sizes.filter, sizes.out, c.N].map(floats);
      const at = [source, filter, slope, bias].map((values) => put(heap, values));
      const out = put(heap, new Float32Array(sizes.out).fill(NaN));
      const byFilter = put(heap, new Float32Array(sizes.filter).fill(NaN));
      const [lines, points] = c.outputs;
      const shared = { images: c.images, height: c.height, width: c.width, lines, points, K: c.K, N: c.N };
      const strides = { strideLine: c.stride[0], stridePoint: c.stride[1] };
      gather(own, {
        ...shared,
        ...strides,
        source: at[0],
        out,
        bias: at[3],
        taps: taps.map((tap, i) => ({ ...tap, matrix: at[1] + 4 * i * c.K * c.N })),
        down: c.N,
        across: 1,
        sourceImage: c.height * c.width * c.K,
        outImage: lines * points * c.N,
        outLine: points * c.N,
        outPoint: c.N,
      });
      scatter(own, { ...shared, ...strides, source: at[0], slope: at[2], out: byFilter, taps });

      const expected = Float64Array.from({ length: sizes.out }, (_, i) => bias[i % c.N]);
      const slopes = new Float64Array(sizes.filter);
      eachProduct(c, (s, f, o) => {
        expected[o] += source[s] * filter[f];
        slopes[f] += source[s] * slope[o];
      });
      assertNear(got(heap, out, sizes.out), expected, 30, what);
      assertNear(got(heap, byFilter, sizes.filter), slopes, 300, what);
    }
    assertNothingElseWritten(heap);
  });
}

for (const threads of [1, 3])
  test(`Winograd's convolutions and both of their gradients are those of the definition, with ${threads} thread${threads > 1 ? "s" : ""}.`, () => {
    const heap = testHeap();
    const own = new OwnKernels(heap, threads, 0);
    for (let round = 0; round < 24; round++) {
      const before: [number, number] = [below(3), below(3)];
      const [height, width] = [3 + below(9), 3 + below(12)];
      // Of every remainder by 4 and by 8; whole ones take another way.
      const [K, N] = [1 + below(13), 1 + below(21)].map((size) => (round % 2 ? size : 4 * (1 + (size % 5))));
      const outputs: [number, number] = [height - 2 + 2 * before[0], width - 2 + 2 * before[1]];
      const images = 1 + below(4);
      const c: Conv = { images, height, width, K, N, filter: [3, 3], stride: [1, 1], before, outputs };
      const what = JSON.stringify(c);
      const sizes = { source: images * height * width * K, filter: 9 * K * N, out: images * outputs[0] * outputs[1] * N }; // prettier-ignore
      const [source, filter, slope, bias] = [sizes.source, sizes.filter, sizes.out, N].map(floats);
      const at = [source, filter, slope, bias].map((values) => put(heap, values));
      const [out, bySource, byFilter] = [sizes.out, sizes.source, sizes.filter].map((size) =>
        put(heap, new Float32Array(size).fill(NaN)),
      );
      const [top, left] = before;
      const [lines, points] = outputs;
      const shape = { images, height, width, K, N, top, left, lines, points };
      winograd(own, { ...shape, source: at[0], filter: at[1], bias: at[3], out, turned: false });
      winogradScatter(own, { ...shape, source: at[0], slope: at[2], out: byFilter });
      const back = { images, height: lines, width: points, K: N, N: K, top: 2 - top, left: 2 - left, lines: height, points: width }; // prettier-ignore
      winograd(own, { ...back, source: at[2], filter: at[1], out: bySource, turned: true });

      const expected = Float64Array.from({ length: sizes.out }, (_, i) => bias[i % N]);
      const slopes = { source: new Float64Array(sizes.source), filter: new Float64Array(sizes.filter) };
      eachProduct(c, (s, f, o) => {
        expected[o] += source[s] * filter[f];
        slopes.filter[f] += source[s] * slope[o];
        slopes.source[s] += filter[f] * slope[o];
      });
      assertNear(got(heap, out, sizes.out), expected, 60, what);
      assertNear(got(heap, bySource, sizes.source), slopes.source, 60, what);
      assertNear(got(heap, byFilter, sizes.filter), slopes.filter, 300, what);
    }
    assertNothingElseWritten(heap);
  });

test("The number of threads changes no bit of a result.", () => {
  const results = [1, 2, 4].map((threads) => {
    const heap = testHeap();
    const own = new OwnKernels(heap, threads, 0);
    const again = stream(3);
    const [images, height, width, K, N] = [5, 9, 11, 12, 16];
    const places = images * height * width;
    const [source, slope] = [K, N].map((size) => put(heap, again.normal(places * size)));
    const out = put(heap, new Float32Array(9 * K * N));
    const taps = Array.from({ length: 9 }, (_, i) => ({ line: Math.floor(i / 3) - 1, point: (i % 3) - 1 }));
    const shape = {
      images,
      height,
      width,
      lines: height,
      points: width,
      K,
      N,
      strideLine: 1,
      stridePoint: 1,
    };
    for (let i = 0; i < 50; i++) scatter(own, { ...shape, source, slope, out, taps });
    return got(heap, out, 9 * K * N);
  });
  assert.deepEqual(results[1], results[0]);
  assert.deepEqual(results[2], results[0]);
});
