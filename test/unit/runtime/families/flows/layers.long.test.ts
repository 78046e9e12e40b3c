import test from "node:test";
import assert from "node:assert/strict";
import { dispose, tensor, tidy, type Tensor, type Tensor2D } from "../../../../../src/runtime/core/tf.ts";
import { sizeOf } from "../../../../../src/runtime/core/shape.ts";
import { stream } from "../../../../../src/runtime/random/index.ts";
import { leaves } from "../../no-leak.ts";
import { everyLayer, type LayerCase } from "./every-layer.ts";
import { jacobians, logAbsDet } from "./jacobian.ts";
import { randomized } from "./randomized.ts";

const normal = (shape: readonly number[], seed: number, scale = 1): Tensor =>
  tensor(
    stream(seed)
      .normal(sizeOf(shape))
      .map((z) => z * scale),
    [...shape],
  );

const contextFor = ({ context }: LayerCase, batch: number): Tensor2D | undefined =>
  context ? (normal([batch, context], 9) as Tensor2D) : undefined;

const largest = (values: ArrayLike<number>): number =>
  Array.from(values).reduce((a, b) => Math.max(a, Math.abs(b)), 0);

for (const one of everyLayer) {
  test(`${one.what}: the way back undoes the way there, near and far, for one example and for many.`, async () => {
    const layer = randomized(one.make());
    for (const [batch, scale] of [
      [1, 1],
      [64, 1],
      [64, one.far ?? 6],
    ]) {
      const x = normal([batch, ...one.shape], 2, scale);
      const context = contextFor(one, batch);
      const there = layer.forward(x, context);
      const back = layer.inverse(there.y, context);
      const z = normal([batch, ...layer.shape(one.shape)], 6, scale);
      const made = layer.inverse(z, context);
      const round = layer.forward(made.y, context);
      const off = tidy(() => back.y.sub(x));
      const offToo = tidy(() => round.y.sub(z));
      const both = tidy(() => there.logDet.add(back.logDet));
      const size = largest(await there.y.data()) + largest(await made.y.data());
      assert.deepEqual(there.logDet.shape, [batch]);
      assert.deepEqual(layer.shape(one.shape), there.y.shape.slice(1));
      assert.ok(largest(await off.data()) < 1e-4 * size, `off by ${largest(await off.data())} of ${size}`);
      assert.ok(
        largest(await offToo.data()) < 2e-3 * size,
        `off by ${largest(await offToo.data())} the other way`,
      );
      assert.ok(largest(await both.data()) < 2e-3, `ln det off by ${largest(await both.data())}`);
      dispose([
        x,
        z,
        ...(context ? [context] : []),
        ...[there, back, made, round].flatMap(({ y, logDet }) => [y, logDet]),
        off,
        offToo,
        both,
      ]);
    }
    layer.dispose();
  });

  test(`${one.what}: ln |det| is that of the Jacobian, in both directions.`, async () => {
    const layer = randomized(one.make(), 3);
    const batch = 4;
    const context = contextFor(one, batch);
    for (const [move, shape] of [
      [layer.forward, one.shape],
      [layer.inverse, layer.shape(one.shape)],
    ] as const) {
      const x = normal([batch, ...shape], 4, 1.5);
      const { y, logDet } = move(x, context);
      const found = await logDet.data();
      const matrices = await jacobians((at) => move(at, context).y, x);
      matrices.forEach((matrix, i) => {
        const exact = logAbsDet(matrix);
        assert.ok(Math.abs(found[i] - exact) < 1e-3 * (1 + Math.abs(exact)), `${found[i]}, not ${exact}`);
      });
      dispose([x, y, logDet]);
    }
    context?.dispose();
    layer.dispose();
  });

  test(`${one.what}: nothing is left behind.`, async () => {
    await leaves(0, () => {
      const layer = one.make();
      const x = normal([2, ...one.shape], 5);
      const context = contextFor(one, 2);
      const { y, logDet } = layer.forward(x, context);
      const back = layer.inverse(y, context);
      dispose([y, logDet, back.y, back.logDet]);
      layer.dispose();
      dispose(context ? [x, context] : [x]);
    });
  });
}
