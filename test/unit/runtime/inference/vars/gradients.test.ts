import test from "node:test";
import assert from "node:assert/strict";
import { stream } from "../../../../../src/runtime/random/index.ts";
import { vars } from "../../../../../src/runtime/inference/index.ts";

type Var = vars.Var;

/** Holds the gradient of f against differences of f at a few random places. */
function assertGradient(what: string, f: (x: Var) => Var, place: (z: number) => number = (z) => z): void {
  const random = stream(7);
  for (let trial = 0; trial < 3; trial++) {
    const at = random.normal64(6).map(place);
    const { gradient } = vars.gradientOf(f, at);
    at.forEach((x, i) => {
      const step = 1e-6 * Math.max(1, Math.abs(x));
      const moved = (by: number) => {
        const there = at.slice();
        there[i] = x + by;
        return vars.gradientOf(f, there).logDensity;
      };
      const slope = (moved(step) - moved(-step)) / (2 * step);
      assert.ok(
        Math.abs(gradient[i] - slope) < 1e-7 * (1 + Math.abs(slope)),
        `${what}, entry ${i} at ${x}: ${gradient[i]}, not ${slope}`,
      );
    });
  }
}

const positive = (z: number) => Math.exp(z);
const weights = [0.3, -1, 2, 0.7, -0.2, 1.5];

test("Gradients of each function are those of its differences.", () => {
  const each: [string, (x: Var) => Var, ((z: number) => number)?][] = [
    ["neg", (x) => x.neg()],
    ["square", (x) => x.square()],
    ["sqrt", (x) => x.sqrt(), positive],
    ["pow", (x) => x.pow(-1.7), positive],
    ["exp", (x) => x.exp()],
    ["log", (x) => x.log(), positive],
    ["log1p", (x) => x.log1p(), positive],
    ["abs", (x) => x.abs()],
    ["tanh", (x) => x.tanh()],
    ["sin", (x) => x.sin()],
    ["cos", (x) => x.cos()],
    ["sigmoid", (x) => x.sigmoid()],
    ["logSigmoid", (x) => x.logSigmoid()],
    ["softplus", (x) => x.softplus()],
    ["logGamma", (x) => x.logGamma(), positive],
    ["cumsum", (x) => x.cumsum()],
  ];
  for (const [name, f, place] of each) assertGradient(name, (x) => f(x).dot(weights), place);
});

test("Gradients of what joins variables are those of its differences, also where a number meets a vector.", () => {
  const first = (x: Var) => x.slice(0, 3);
  const last = (x: Var) => x.slice(3, 3);
  for (const name of ["add", "sub", "mul", "div"] as const) {
    assertGradient(name, (x) => first(x)[name](last(x)).square().sum(), positive);
    assertGradient(`${name}, number first`, (x) => x.at(2)[name](last(x)).square().sum(), positive);
    assertGradient(`${name}, number last`, (x) => last(x)[name](x.at(0)).square().sum(), positive);
    assertGradient(`${name} of a constant`, (x) => vars.toVar(weights)[name](x).square().sum(), positive);
    assertGradient(`${name} with itself`, (x) => x[name](x).dot(weights), positive);
  }
  assertGradient("mean", (x) => x.mean().square());
  assertGradient("logSumExp", (x) => x.mul(3).logSumExp());
  assertGradient("gather", (x) => x.gather([0, 0, 5, 2]).square().dot([1, 2, 3, 4]));
  assertGradient("concat", (x) =>
    vars
      .concat([last(x), 2, first(x)])
      .square()
      .dot([1, 2, 3, 4, 5, 6, 7]),
  );
  assertGradient("logAddExp", (x) => vars.logAddExp(first(x).mul(4), last(x)).dot([1, 2, 3]));
  assertGradient("matVec", (x) =>
    vars.matVec(Array.from({ length: 12 }, (_, i) => Math.sin(i)), x).square().sum(),
  ); // prettier-ignore
});

test("Sums of exponentials neither overflow nor vanish.", () => {
  assert.ok(Math.abs(vars.toVar([1000, 1000]).logSumExp().value[0] - (1000 + Math.LN2)) < 1e-12);
  assert.equal(vars.toVar([-Infinity, -3]).logSumExp().value[0], -3);
  assert.equal(vars.logAddExp([-800], [-800]).value[0], -800 + Math.LN2);
});

test("Lengths that do not fit, and a gradient of many numbers, are errors that say so.", () => {
  assert.throws(() => vars.toVar([1, 2]).add([1, 2, 3]), /add is of vectors of one length, not of 2 and 3/);
  assert.throws(() => vars.toVar([1, 2]).at(2), /no entry 2 among 2/);
  assert.throws(() => vars.matVec([1, 2, 3], [1, 2]), /no whole rows/);
  assert.throws(() => vars.gradientOf((x) => x, Float64Array.of(1, 2)), /of one number, not of 2: sum them/);
});
