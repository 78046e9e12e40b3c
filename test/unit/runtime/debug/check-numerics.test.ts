import assert from "node:assert/strict";
import test from "node:test";
import { engine, grad, scalar, tensor1d, tidy } from "../../../../src/runtime/core/tf.ts";
import { checkNumerics, NotFinite } from "../../../../src/runtime/debug/index.ts";
import { leaves } from "../no-leak.ts";

test("The first operation that makes a NaN is named with its shapes and the entry.", async () => {
  await leaves(0, () => {
    const check = checkNumerics();
    const negative = tensor1d([1, -2]);
    assert.throws(
      () => tidy(() => negative.sqrt().add(1)),
      (error) => {
        assert.ok(error instanceof NotFinite);
        assert.match(error.message, /^Sqrt of \[2\] gave NaN \(entry 1 of \[2\]\), out of finite numbers\.$/);
        assert.match(error.stack ?? "", /check-numerics\.test/);
        return true;
      },
    );
    check.stop();
    negative.dispose();
    return Promise.resolve();
  });
});

test("A NaN that came with the data is told as that, and one of a gradient as the gradient's.", () => {
  const dirty = tensor1d([NaN, 1]);
  {
    using check = checkNumerics();
    assert.ok(check);
    assert.throws(
      () => tidy(() => dirty.mul(2)),
      /Multiply of \[2\] and \[\] gave NaN .*; its input 1 had one already/,
    );
    // d sqrt(x) = dy / (2 sqrt(x)) is infinite at 0, and 0 times that is NaN.
    const slope = grad((x) => x.sqrt().mul(0));
    assert.throws(() => tidy(() => slope(scalar(0))), NotFinite);
  }
  // Switched off with its block.
  tidy(() => dirty.mul(2)).dispose();
  dirty.dispose();
});

test("Infinities count where they are asked for.", () => {
  const zero = scalar(0);
  {
    using check = checkNumerics();
    assert.ok(check);
    zero.log().dispose();
  }
  {
    using check = checkNumerics({ infinity: true });
    assert.ok(check);
    assert.throws(() => tidy(() => zero.log()), /Log of \[\] gave -Infinity/);
  }
  zero.dispose();
  assert.throws(() => checkNumerics({ infinities: true } as object), /no option "infinities"/);
  assert.equal(engine().state.scopeStack.length, 0);
});
