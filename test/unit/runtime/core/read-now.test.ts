import assert from "node:assert/strict";
import test from "node:test";
import { inspect } from "node:util";
import { reads } from "../../../conformance/reads.ts";
import { pendingReads, whenRead } from "../../../../src/runtime/core/pending-reads.ts";
import { readably } from "../../../../src/runtime/core/readably.ts";
import { readNow } from "../../../../src/runtime/core/read-now.ts";
import { getBackend, ones, setBackend, tensor1d, tidy } from "../../../../src/runtime/core/tf.ts";
import { checkNumerics } from "../../../../src/runtime/debug/index.ts";
import { tensors } from "../../../../src/runtime/inference/index.ts";
import { stream } from "../../../../src/runtime/random/index.ts";
import { learned } from "../../../../src/runtime/schedules/index.ts";
import { leaves } from "../no-leak.ts";
import { onWaitingBackend } from "./waiting-backend.ts";

for (const [name, read] of Object.entries(reads)) {
  test(`${name}: the same numbers where reads can only be waited for`, async () => {
    const ours = await onWaitingBackend(read);
    await setBackend("cpu");
    const meant = await read().finally(() => setBackend("wasm"));
    assert.deepEqual(ours, meant);
  });
}

test("What cannot wait is refused on webgpu, in words that say what to do.", async () => {
  const concentration = tensor1d([1, 2]);
  await onWaitingBackend(() => {
    const refused = (name: string) =>
      new RegExp(`^Error: Drawing from ${name} .* webgpu .* parameters as numbers`);
    assert.throws(() => tensors.gamma({ concentration }).sample(stream(1)), refused("gamma"));
    assert.throws(() => tensors.dirichlet({ concentration }).sample(stream(1)), refused("dirichlet"));
    assert.throws(() => tensors.poisson({ rate: concentration }).sample(stream(1)), refused("poisson"));
    assert.throws(() => checkNumerics(), /^Error: checkNumerics .* webgpu .* choose the backend "wasm"/);
    const schedule = learned({ width: 4 });
    assert.throws(() => schedule.logSnr(0.5), /^Error: A learned schedule .* `await schedule\.frozen\(\)`/);
    schedule.dispose();
    // Also of numbers that are at hand: what works must not depend on what ran before.
    assert.throws(() => readNow(concentration, "This", "wait"), /^Error: This reads .*: wait$/);
    assert.match(inspect(ones([2])), /^Tensor \[2\] float32, on the graphics card: log `await x\.data\(\)`/);
  });
  concentration.dispose();
  assert.deepEqual([...readNow(tensor1d([1, 2]), "This", "wait")], [1, 2]);
});

test("A check on the cpu leaves the backend as it was, also when it fails, and no tensor.", async () => {
  await leaves(0, async () => {
    await onWaitingBackend(() => {
      const sum = () => readNow(ones([3]).exp().sum(), "This", "wait")[0];
      assert.ok(Math.abs(readably(sum) - 3 * Math.E) < 1e-5);
      assert.equal(getBackend(), "webgpu");
      assert.throws(
        () =>
          readably(() => {
            ones([3]);
            throw new Error("mine");
          }),
        /mine/,
      );
      assert.equal(getBackend(), "webgpu");
    });
    assert.equal(
      readably(() => getBackend() === "wasm"),
      true,
    );
  });
});

test("What is handed on comes in its order, once, and outlives its tensor; a failed read is told.", async () => {
  await leaves(0, () =>
    onWaitingBackend(async () => {
      const run = {};
      const seen: number[][] = [];
      tidy(() => {
        whenRead(tensor1d([1, 2]), run, (values) => seen.push(Array.from(values)));
        whenRead(tensor1d([3]).square(), run, (values) => seen.push(Array.from(values)));
      });
      assert.deepEqual(seen, []);
      await pendingReads(run);
      assert.deepEqual(seen, [[1, 2], [9]]);
      await pendingReads(run);
      const x = tensor1d([1]);
      whenRead(x, run, () => {
        throw new Error("refused");
      });
      await assert.rejects(pendingReads(run), /refused/);
      await pendingReads(run);
      x.dispose();
    }),
  );
  const at: number[] = [];
  tidy(() => whenRead(ones([2]), at, (values) => at.push(...Array.from(values))));
  assert.deepEqual(at, [1, 1], "at once where that can be");
});
