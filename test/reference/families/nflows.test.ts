import assert from "node:assert/strict";
import test from "node:test";
import { dispose, tensor, tensor2d, tidy } from "../../../src/runtime/core/tf.ts";
import { made } from "../../../src/runtime/families/flows/autoregressive/made.ts";
import { rationalQuadratic } from "../../../src/runtime/families/index.ts";
import { weightMaker } from "../../../src/runtime/networks/weights.ts";
import table from "./nflows-values.json";

/** Ours is float32: so much of the largest of the numbers may be lost. */
function assertNear(
  actual: ArrayLike<number>,
  expected: readonly number[],
  part: number,
  what: string,
): void {
  const size = expected.reduce((largest, value) => Math.max(largest, Math.abs(value)), 1);
  assert.equal(actual.length, expected.length);
  expected.forEach((value, i) => {
    assert.ok(Math.abs(actual[i] - value) < part * size, `${what} ${i}: ${actual[i]}, not ${value}`);
  });
}

for (const { bins, bound, x, raw, ...ways } of table.splines) {
  test(`Splines of ${bins} bins within ${bound} are those of nflows, both ways.`, async () => {
    const map = rationalQuadratic({ bins, bound });
    const [points, parameters] = [tensor(x), tensor(raw)];
    for (const way of ["forward", "inverse"] as const) {
      const { y, logSlope } = tidy(() => ({ ...map[way](points, parameters) }));
      assertNear(await y.data(), ways[way].y, 2e-5, `${way} y`);
      assertNear(await logSlope.data(), ways[way].logSlope, 1e-4, `${way} logSlope`);
      dispose([y, logSlope]);
    }
    dispose([points, parameters]);
  });
}

interface Network {
  dim: number;
  width: number;
  depth: number;
  parameters: number;
  weights: Record<string, { shape: number[]; values: number[] }>;
  x: number[];
  output: number[];
}
const networks = table.networks as unknown as Network[]; // one has a layer more than the other

for (const { weights, x, output, ...sizes } of networks) {
  test(`A masked network of ${sizes.dim} numbers says what nflows' says with the same weights.`, async () => {
    const make = weightMaker(0);
    const network = made(make, { ...sizes, context: 0 });
    assert.deepEqual(Object.keys(make.all).sort(), Object.keys(weights).sort());
    for (const [name, { shape, values }] of Object.entries(weights)) {
      tidy(() => make.all[name].assign(tensor(values, shape)));
    }
    const points = tensor2d(x, [x.length / sizes.dim, sizes.dim]);
    const said = tidy(() => network(points));
    assertNear(await said.data(), output, 1e-5, "output");
    dispose([points, said, ...Object.values(make.all), ...network.masks]);
  });
}
