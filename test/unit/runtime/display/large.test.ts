import assert from "node:assert/strict";
import test from "node:test";
import * as v from "valibot";
import {
  blocksShape,
  reduceBlocks,
  Tensor as Payload,
  tensorFault,
  tensorMime,
  unpackNumbers,
  wholeAxis,
  type Cut,
  type MimeBundle,
  type Reduced,
} from "../../../../src/protocol/index.ts";
import { tensor, type Tensor } from "../../../../src/runtime/core/tf.ts";
import { host } from "../../../../src/runtime/core/host.ts";
import { bundleAtOnce } from "../../../../src/runtime/display/tensor/large.ts";
import { inPieces } from "../../../../src/runtime/display/tensor/pieces.ts";
import { memoryReader, tensorReader, type Reader } from "../../../../src/runtime/display/tensor/reader.ts";
import { mostAtFirst } from "../../../../src/runtime/display/tensor/sample.ts";
import { thinned } from "../../../../src/runtime/display/tensor/thinned.ts";
import { inNotebook } from "../fake-host.ts";
import { leaves } from "../no-leak.ts";

const shape = [1100, 1200];
const size = 1100 * 1200;
/** Rises along each row; one value alone is large, which no evenly spread sample of a tenth is bound to meet. */
const values = Float32Array.from({ length: size }, (_, i) => (i % 1200) / 1200);
values[777_777] = 50;

const payloadOf = (bundle: MimeBundle): Payload => {
  const payload = v.parse(Payload, JSON.parse(JSON.stringify(bundle[tensorMime])));
  assert.equal(tensorFault(payload), null);
  return payload;
};

async function showLarge(x: Tensor): Promise<void> {
  const about = { shape: x.shape, dtype: x.dtype, bytes: 4 * x.size, backend: "cpu" };
  host()?.display(await bundleAtOnce(x, about, { name: "big" }));
}

const noise = (i: number): number =>
  Math.sin(i * 12.9898) * 43758.5453 - Math.floor(Math.sin(i * 12.9898) * 43758.5453);

test("a large tensor is shown from a sample that says so, and then from all of its values", async () => {
  const x = tensor(values, shape);
  await inNotebook(async (host) => {
    await showLarge(x);
    const first = payloadOf(host.shown[0]);
    assert.ok(first.sampled?.pending && first.sampled.of >= mostAtFirst && first.sampled.of < size / 2);
    assert.ok(first.preview.sampled);
    assert.match(String(host.shown[0]["text/plain"]), /of 3\d,\d{3} sampled values/);
    assert.ok(Math.abs((first.statistics.moments?.mean ?? 0) - 0.5) < 0.01);
    assert.ok(host.shown[0]["image/png"]);
    assert.equal(host.updates.length, 0);

    await host.follow();
    const last = payloadOf(host.updates.at(-1) ?? {});
    assert.equal(last.sampled, null);
    assert.equal(last.statistics.moments?.max, 50);
    assert.equal(last.statistics.finite, size);
    // The mean of k/1200 for k below 1200 is 1199/2400; one value is 50 instead.
    const mean = 1199 / 2400 + (50 - (777_777 % 1200) / 1200) / size;
    assert.ok(Math.abs(last.statistics.moments.mean - mean) < 1e-7);
    assert.equal(last.stream, first.stream);
    assert.doesNotMatch(String(host.updates.at(-1)?.["text/plain"]), /sampled/);
    // Every block of the preview is that of all its values.
    const wanted = reduceBlocks(values, shape, last.preview.cuts);
    const found = unpackNumbers(last.preview.mean);
    assert.ok(found.every((value, k) => Math.abs(value - wanted.mean[k]) < 2e-3 * 50));
    assert.ok(Math.max(...unpackNumbers(last.preview.max!)) === 50); // ! blocks have extremes
  });
  x.dispose();
});

test("what is wrong with a value is told when it is met, before all are read", async () => {
  const odd = values.slice();
  odd[5] = NaN;
  odd[size - 1] = -Infinity;
  const x = tensor(odd, shape);
  await inNotebook(async (host) => {
    await showLarge(x);
    assert.equal(payloadOf(host.shown[0]).statistics.nan, 0);
    await host.follow();
    const [met, , last] = host.updates;
    assert.deepEqual(payloadOf(met).sampled?.found, { nan: 1, plusInf: 0, minusInf: 0 });
    assert.match(String(met["text/plain"]), /; at least 1 NaN$/);
    assert.equal(payloadOf(last).statistics.minusInf, 1);
    assert.match(String(last["text/plain"]), /; 1 NaN, 1 -Inf$/);
  });
  x.dispose();
});

test("a tensor that is freed before all is read keeps its sample, and says that no more comes", async () => {
  const x = tensor(values, shape);
  await inNotebook(async (host) => {
    await showLarge(x);
    x.dispose();
    await host.follow();
    const last = payloadOf(host.updates.at(-1) ?? {});
    assert.equal(last.sampled?.pending, false);
    assert.equal(host.updates.length, 1);
  });
});

test("so does one whose cell was interrupted, and the interrupt goes on", async () => {
  const x = tensor(values, shape);
  await inNotebook(async (host) => {
    await showLarge(x);
    const stop = new Error("not wanted");
    await assert.rejects(
      host.follow(() => Promise.reject(stop)),
      stop,
    );
    assert.equal(payloadOf(host.updates.at(-1) ?? {}).sampled?.pending, false);
  });
  x.dispose();
});

const close = (a: Float64Array | null, b: Float64Array | null): void => {
  assert.equal(a === null, b === null);
  a?.forEach((value, k) => assert.ok(Object.is(value, b?.[k]) || Math.abs(value - b![k]) < 1e-9)); // ! as long
};
const same = (a: Reduced, b: Reduced): void => {
  for (const name of ["mean", "min", "max", "bad"] as const) close(a[name], b[name]);
};

/** A reader that writes down the most elements that it was asked for at once. */
function watched(reader: Reader): Reader & { most: number } {
  const seen = {
    ...reader,
    most: 0,
    reduce(cuts: readonly Cut[]) {
      seen.most = Math.max(
        seen.most,
        cuts.reduce((product, { count }) => product * count, 1),
      );
      return reader.reduce(cuts);
    },
  };
  return seen;
}

test("pieces give what all at once gives, and none is large", async () => {
  const many = Float64Array.from({ length: 40 * 300 * 200 }, (_, i) => (i % 1009 === 0 ? NaN : noise(i)));
  const of = [40, 300, 200];
  const reader = watched(memoryReader(many, of));
  const cases: Cut[][] = [
    [wholeAxis(40), { ...wholeAxis(300), block: 7 }, { ...wholeAxis(200), block: 9 }],
    [
      { start: 39, step: -3, count: 13, block: 2 },
      { start: 1, step: 1, count: 299, block: 10 },
      { start: 0, step: 2, count: 100, block: 100 },
    ],
    [{ ...wholeAxis(40), block: 40 }, { ...wholeAxis(300), block: 300 }, wholeAxis(200)],
  ];
  for (const cuts of cases)
    same(await inPieces(reader, () => Promise.resolve())(cuts), reduceBlocks(many, of, cuts));
  assert.ok(reader.most <= 1 << 20, `${reader.most} elements at once`);
});

test("a tensor's parts, stretches and single values are read on its backend as they are in memory", async () => {
  const of = [7, 30, 11];
  const some = Float32Array.from({ length: 7 * 30 * 11 }, (_, i) => noise(i));
  const x = tensor(some, of);
  const memory = memoryReader(some, of);
  await leaves(0, async () => {
    const reader = tensorReader(x);
    assert.deepEqual(Array.from(await reader.stretch(100, 105)), [...some.subarray(100, 105)]);
    assert.deepEqual(Array.from(await reader.at(Int32Array.of(3, 2000, 0))), [some[3], some[2000], some[0]]);
    for (const cuts of [
      [wholeAxis(7), { start: 28, step: -3, count: 9, block: 2 }, { start: 1, step: 2, count: 5, block: 1 }],
      [
        { ...wholeAxis(7), block: 3 },
        { start: 2, step: 1, count: 28, block: 5 },
        { start: 4, step: 1, count: 1, block: 1 },
      ],
    ])
      same(await reader.reduce(cuts), await memory.reduce(cuts));
  });
  x.dispose();
});

test("a thinned part takes something of each block, the last one too, and no more than it may", () => {
  for (const [length, block, most] of [
    [100, 7, 40],
    [101, 25, 30],
    [1000, 97, 50],
    [12, 1, 100],
    [999, 64, 500],
  ]) {
    const cuts = [{ ...wholeAxis(length), block }];
    const [{ start, step, count, block: of }] = thinned(cuts, most);
    assert.ok(count <= most, `${count} of ${length}`);
    assert.deepEqual(blocksShape([{ start, step, count, block: of }]), blocksShape(cuts));
    // Element k of what is taken stands for the block that it lies in.
    for (let k = 0; k < count; k++) assert.equal(Math.floor(k / of), Math.floor((start + k * step) / block));
  }
});
