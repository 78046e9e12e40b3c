import assert from "node:assert/strict";
import test from "node:test";
import * as v from "valibot";
import {
  tensorMime,
  TensorAnswer,
  unpackNumbers,
  type Cut,
  type Tensor,
} from "../../../../src/protocol/index.ts";
import { tensor } from "../../../../src/runtime/core/tf.ts";
import { show } from "../../../../src/runtime/display/index.ts";
import { partOf } from "../../../../src/runtime/display/tensor/live.ts";
import { tensorReader } from "../../../../src/runtime/display/tensor/reader.ts";
import { until } from "../../../vscode/seen/until.ts";
import { inNotebook } from "../fake-host.ts";
import { leaves } from "../no-leak.ts";

const shape = [6, 100, 120];
const values = Float32Array.from({ length: 72_000 }, (_, i) => i + 0.25);

test("the kernel answers with the very values of a slice, and with the means of blocks", async () => {
  const x = tensor(values, shape);
  const at = (i: number, j: number, k: number): number => values[(i * 100 + j) * 120 + k];
  await leaves(0, async () => {
    const slice = await partOf(tensorReader(x), [
      { start: 4, step: 1, count: 1, block: 1 },
      { start: 99, step: -7, count: 3, block: 1 },
      { start: 5, step: 3, count: 4, block: 1 },
    ]);
    const wanted = [99, 92, 85].flatMap((j) => [5, 8, 11, 14].map((k) => at(4, j, k)));
    assert.deepEqual([...unpackNumbers(slice.mean)], wanted);
    assert.equal(slice.min, null);
    const coarse = await partOf(tensorReader(x), [
      { start: 2, step: 1, count: 1, block: 1 },
      { start: 10, step: 1, count: 20, block: 10 },
      { start: 0, step: 1, count: 120, block: 60 },
    ]);
    const mean = unpackNumbers(coarse.mean);
    // Values rise by 1 along a row and by 120 from row to row.
    assert.ok(Math.abs(mean[0] - (at(2, 10, 0) + at(2, 19, 59)) / 2) <= 2 ** -11 * mean[0]);
    assert.equal(mean.length, 4);
  });
  x.dispose();
});

test("questions are answered while the tensor lives, those that cannot be are not, and then it is gone", async () => {
  const x = tensor(
    Float32Array.from({ length: 80_000 }, (_, i) => Math.sin(i)),
    [200, 400],
  );
  await inNotebook(async (host) => {
    await show(x);
    // The payload is what the bundle holds under its mime type.
    const payload = host.shown[0][tensorMime] as Tensor;
    assert.equal(payload.stream, host.streams[0].id);
    const ask = (id: string, cuts: Cut[]): void => host.streams[0].onRequest?.({ id, cuts });
    const one = (start: number): Cut => ({ start, step: 1, count: 1, block: 1 });
    for (const wrong of [[], [one(200), one(0)], [one(0)], [{ ...one(0), count: 0 }, one(0)]])
      ask("wrong", wrong);
    host.streams[0].onRequest?.("nonsense");
    ask("right", [one(3), one(4)]);
    await until(() => host.chunks.length > 0, "no answer came");
    const answer = v.parse(TensorAnswer, host.chunks[0]);
    assert.equal(answer.id, "right");
    assert.deepEqual([...unpackNumbers(answer.blocks!.mean)], [Math.fround(Math.sin(1204))]); // ! the id says which
    x.dispose();
    ask("late", [one(0), one(0)]);
    await until(() => host.chunks.length > 1, "no second answer came");
    assert.deepEqual(host.chunks[1], { id: "late", blocks: null });
  });
});

test("a tensor that is saved to the last digit has nothing to ask, and only so many are answered for", async () => {
  const small = tensor([1, 2, 3]);
  const large = tensor(Float32Array.from({ length: 80_000 }, (_, i) => Math.sin(i)));
  await inNotebook(async (host) => {
    await show(small);
    assert.equal(host.streams.length, 0);
    for (let i = 0; i < 40; i++) await show(large);
    assert.equal(host.streams.length, 40);
    assert.ok(host.closed.length >= 8 && host.closed.length <= 9, `${host.closed.length} were closed`);
  });
  small.dispose();
  large.dispose();
});
