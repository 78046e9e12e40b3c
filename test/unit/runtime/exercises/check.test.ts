import assert from "node:assert/strict";
import test from "node:test";
import { check, solution } from "../../../../src/runtime/exercises/index.ts";
import { aFunction, aNumber } from "../../../../src/runtime/exercises/answers.ts";
import { displaySymbol } from "../../../../src/protocol/host.ts";

test("An exercise without an answer says what is to be done, and no hint; a right answer is told so.", () => {
  const open = check("4.3");
  assert.equal(open.state, "open");
  assert.match(
    String(open[displaySymbol]()["text/plain"]),
    /^○ Exercise 4\.3 is open: put your answer .*\nWrite a function [^\n]*$/,
  );
  const right = check("4.3", (snr: number) => 1 - 1 / (1 + snr));
  assert.deepEqual([right.state, right.fault], ["right", null]);
  assert.equal(right[displaySymbol]()["text/plain"], "✓ Exercise 4.3 is right.");
});

test("A wrong answer is told what it gives, what it should, and where it is a known slip, why.", () => {
  const { state, fault } = check("4.3", (snr: number) => 1 / (1 + snr));
  assert.equal(state, "wrong");
  assert.equal(
    fault,
    "At snr = 0.25 your function returns 0.8, and should return 0.2. That is 1 - alphaBar, the share of the noise.",
  );
  assert.match(check("4.2", 260).fault ?? "", /^260 is not it: papers count steps from 1/);
});

test("What is no answer at all is named for what it is.", () => {
  const root = aFunction(["x"], [[4]], (x: number) => Math.sqrt(x));
  assert.match(root(2) ?? "", /a function of x, and yours is the number 2/);
  assert.match(root(() => Promise.resolve(2)) ?? "", /returns a promise: is an await missing\?/);
  assert.match(
    root(() => {
      throw new Error("mine");
    }) ?? "",
    /At x = 4 your function throws Error: mine/,
  );
  assert.match(root(() => undefined) ?? "", /returns nothing, and should return a number/);
  const twice = aFunction(["xs"], [[[1, 2]]], (xs: number[]) => xs.map((x) => 2 * x));
  assert.match(twice(() => [2]) ?? "", /returns 1 numbers, and should return 2/);
  assert.match(twice(() => [2, 5]) ?? "", /returns 5 at \[1\], and should return 4/);
  assert.equal(
    twice((xs: number[]) => Float64Array.from(xs, (x) => x + x)),
    null,
  );
  assert.match(aNumber(1)("1") ?? "", /a number, and yours is '1'/);
  assert.match(aNumber(1)(NaN) ?? "", /NaN is not it\./);
});

test("A function that changes what it is given changes no later check.", () => {
  const sum = aFunction(["xs"], [[[1, 2]], [[3]]] as [number[]][], (xs) => xs.reduce((a, b) => a + b, 0));
  assert.equal(
    sum((xs: number[]) => {
      let total = 0;
      while (xs.length) total += xs.pop() ?? 0;
      return total;
    }),
    null,
  );
  assert.equal(
    sum((xs: number[]) => xs.reduce((a, b) => a + b, 0)),
    null,
  );
});

test("An exercise that there is not is refused with those that there are.", () => {
  assert.throws(() => check("toString"), /^RangeError: There is no exercise "toString"\. There are: 2\.1, /);
  assert.match(solution("4.1").code, /check\("4\.1", alphaBars\)$/);
});
