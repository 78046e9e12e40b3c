import test from "node:test";
import assert from "node:assert/strict";
import { constraint } from "../../../../../src/runtime/inference/index.ts";
import { constrain } from "../../../../../src/runtime/inference/vars/constrain.ts";
import { toVar } from "../../../../../src/runtime/inference/vars/index.ts";
import type { Support } from "../../../../../src/runtime/inference/index.ts";
import { stream } from "../../../../../src/runtime/random/index.ts";

const near = (a: number, b: number, what: string) =>
  assert.ok(Math.abs(a - b) < 1e-12 * (1 + Math.abs(b)), `${what}: ${a}, not ${b}`);

test("Constraints of variables are the bijectors, with their log-determinants, and are undone.", () => {
  const numbers: Support[] = [{ kind: "real" }, { kind: "positive" }, { kind: "interval", low: -2, high: 5 }];
  for (const support of numbers) {
    const x = stream(2).normal64(4);
    const { forward, inverse, unconstrained } = constrain(support, 4);
    assert.equal(unconstrained, 4);
    const { value, logDet } = forward(toVar(x));
    const same = constraint(support as { kind: "real" });
    x.forEach((xi, i) => near(value.value[i], same.forward(xi), support.kind));
    near(logDet.value[0], x.reduce((sum, xi) => sum + same.logDet(xi), 0), support.kind); // prettier-ignore
    inverse(value.value).forEach((back, i) => near(back, x[i], support.kind));
  }
  const vectors: (Support & { kind: "simplex" | "ordered" })[] = [
    { kind: "simplex", size: 5 },
    { kind: "simplex", size: 2 },
    { kind: "ordered", size: 4 },
    { kind: "ordered", size: 1 },
  ];
  for (const support of vectors) {
    const { forward, inverse, unconstrained } = constrain(support, support.size);
    const x = stream(4).normal64(unconstrained);
    const { value, logDet } = forward(toVar(x));
    const same = constraint(support);
    same.forward(x).forEach((y, i) => near(value.value[i], y, support.kind));
    near(logDet.value[0], same.logDet(x), support.kind);
    inverse(value.value).forEach((back, i) => near(back, x[i], support.kind));
  }
  assert.throws(() => constrain({ kind: "whole", low: 0, high: 1 }, 1), /Whole numbers cannot be sampled/);
});
