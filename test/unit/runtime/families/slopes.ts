import assert from "node:assert/strict";
import {
  tensor,
  variableGrads,
  dispose,
  tidy,
  type Scalar,
  type Variable,
} from "../../../../src/runtime/core/tf.ts";

/**
 * Compares the gradient of a scalar by each weight with central differences at some of its entries. `step` is large enough
 * for float32; `within` is relative to the largest slope of all.
 */
export function checkSlopes(
  loss: () => Scalar,
  weights: readonly Variable[],
  { step = 1e-2, within = 2e-3, entries = 3 } = {},
): void {
  const { value, grads } = tidy(() => variableGrads(loss, [...weights]));
  value.dispose();
  const at = (): number => tidy(() => loss().dataSync()[0]);
  const found = weights.flatMap((weight) => {
    const values = Float32Array.from(weight.dataSync());
    const slopes = weight.name in grads ? grads[weight.name].dataSync() : new Float32Array(values.length);
    const assign = (next: Float32Array): void => tidy(() => weight.assign(tensor(next, weight.shape)));
    return Array.from({ length: Math.min(entries, values.length) }, (_, k) => {
      const i = Math.floor(((k + 0.5) * values.length) / Math.min(entries, values.length));
      // Two central differences of different steps cancel the error of the third derivative.
      const central = (h: number): number => {
        const moved = (by: number): number => {
          assign(values.map((value, j) => (j === i ? value + by : value)));
          return at();
        };
        return (moved(h) - moved(-h)) / (2 * h);
      };
      const expected = (4 * central(step) - central(2 * step)) / 3;
      assign(values);
      return { i, slope: slopes[i], expected };
    });
  });
  dispose(grads);
  const most = Math.max(...found.map(({ expected }) => Math.abs(expected)));
  assert.ok(most > 0, "no slope at all");
  for (const { i, slope, expected } of found)
    assert.ok(
      Math.abs(slope - expected) < within * most,
      `entry ${i}: ${slope}, not ${expected} (of ${most})`,
    );
}
