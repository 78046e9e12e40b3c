import test from "node:test";
import assert from "node:assert/strict";
import { tensor2d, type Tensor2D } from "../../../../../src/runtime/core/tf.ts";
import { evaluate, type Measure } from "../../../../../src/runtime/metrics/index.ts";
import { stream } from "../../../../../src/runtime/random/index.ts";

const normal = (count: number, dim: number, seed: number, shift = 0): Tensor2D =>
  tensor2d(
    stream(seed)
      .normal(count * dim)
      .map((z) => z + shift),
    [count, dim],
  );

const widthOf = ({ interval }: Measure) => interval!.high - interval!.low;

test("Intervals are as wide as values of fresh samples scatter.", async () => {
  // Of two Gaussians that differ, so that nothing is degenerate: 40 fresh pairs of sets, and the interval of one.
  const metrics = ["frechet", "energy", "slicedWasserstein"] as const;
  const pair = (i: number) => [normal(150, 3, 100 + i), normal(150, 3, 900 + i, 0.7)] as const;
  const fresh = [];
  for (let i = 0; i < 40; i++) fresh.push(await evaluate(...pair(i), { metrics, bootstrap: 0 }));
  const report = await evaluate(...pair(0), { metrics, bootstrap: 200 });
  for (const [m, measure] of report.measures.entries()) {
    const values = fresh.map(({ measures }) => measures[m].value);
    const mean = values.reduce((sum, x) => sum + x, 0) / 40;
    const sd = Math.sqrt(values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / 39);
    const ratio = widthOf(measure) / (2 * 1.96 * sd);
    assert.ok(ratio > 0.65 && ratio < 1.5, `${measure.name}: ${ratio}`);
    assert.equal(fresh[0].measures[m].interval, null);
  }
});
