import assert from "node:assert/strict";
import test from "node:test";
import { statisticsOf } from "../../../../src/runtime/display/tensor/statistics.ts";

const near = (found: number | null | undefined, wanted: number, tolerance = 1e-12): void => {
  assert.ok(
    found != null && Math.abs(found - wanted) <= tolerance * Math.max(1, Math.abs(wanted)),
    `${found} is not ${wanted}`,
  );
};

test("moments and quantiles are NumPy's and SciPy's", async () => {
  // np.mean, np.std, scipy.stats.skew, scipy.stats.kurtosis(fisher=False), np.quantile of these values.
  const { moments, quantiles, finite, zeros } = await statisticsOf([1, 2, 4, 8, 0, -3, 2.5], [7]);
  assert.equal(finite, 7);
  assert.equal(zeros, 1);
  near(moments?.mean, 2.0714285714285716);
  near(moments?.std, 3.1671141824850517);
  near(moments?.skew, 0.3376097589508657);
  near(moments?.kurtosis, 2.740996223697052);
  assert.deepEqual([moments?.min, moments?.max], [-3, 8]);
  near(quantiles?.p1, -2.82);
  near(quantiles?.median, 2);
  near(quantiles?.p99, 7.76);
});

test("a large offset spoils no moment", async () => {
  const values = Float64Array.from({ length: 1000 }, (_, i) => 1e9 + (i % 2 ? 0.5 : -0.5));
  const { moments } = await statisticsOf(values, [1000]);
  near(moments?.mean, 1e9);
  near(moments?.std, 0.5);
  near(moments?.kurtosis, 1);
});

test("NaN and infinities are counted and left out of everything else", async () => {
  const s = await statisticsOf([NaN, 1, Infinity, 3, -Infinity, -Infinity], [6]);
  assert.deepEqual([s.finite, s.nan, s.plusInf, s.minusInf, s.zeros], [2, 1, 1, 2, 0]);
  assert.deepEqual([s.moments?.min, s.moments?.max, s.moments?.mean, s.moments?.std], [1, 3, 2, 1]);
  assert.equal(
    s.histogram?.counts.reduce((a, b) => a + b, 0),
    2,
  );
});

test("nothing, nothing finite, one value and equal values have no spread", async () => {
  for (const values of [[], [NaN, Infinity]]) {
    const s = await statisticsOf(values, [values.length]);
    assert.deepEqual([s.moments, s.quantiles, s.histogram], [null, null, null]);
  }
  const { moments, histogram } = await statisticsOf([0.3, 0.3, 0.3], [3]);
  assert.deepEqual([moments?.std, moments?.skew, moments?.kurtosis], [0, null, null]);
  assert.deepEqual(histogram, { low: 0.3, high: 0.3, counts: [3] });
});

test("the largest doubles overflow nothing that is shown", async () => {
  const { moments, histogram } = await statisticsOf([-1.7e308, 1.7e308, 1.7e308], [3]);
  assert.ok(moments && Object.values(moments).every((value) => value === null || Number.isFinite(value)));
  assert.equal(
    histogram?.counts.reduce((a, b) => a + b, 0),
    3,
  );
});

test("whole numbers of a small range have a bin each, also of int32 and bool", async () => {
  const { histogram } = await statisticsOf(Int32Array.of(2, 4, 4, 5, 2, 2), [6]);
  assert.deepEqual(histogram, { low: 1.5, high: 5.5, counts: [3, 0, 2, 1] });
  const bools = await statisticsOf(Uint8Array.of(1, 0, 1), [3]);
  assert.deepEqual(bools.histogram?.counts, [1, 2]);
});

test("bins and channels hold every value where it belongs", async () => {
  const values = Float64Array.from({ length: 2 * 5 * 5 * 3 }, (_, i) => Math.sin(i * i) + (i % 3));
  const { histogram, channels } = await statisticsOf(values, [2, 5, 5, 3]);
  assert.ok(histogram);
  const { low, high, counts } = histogram;
  const width = (high - low) / counts.length;
  for (const [k, many] of counts.entries()) {
    const last = k === counts.length - 1;
    const inside = values.filter(
      (x) => x >= low + k * width - 1e-12 && (last || x < low + (k + 1) * width - 1e-12),
    );
    assert.equal(many, inside.length);
    assert.equal(
      many,
      channels.reduce((sum, channel) => sum + channel[k], 0),
    );
  }
  const first = values.filter((_, i) => i % 3 === 0);
  assert.equal(
    channels[0].reduce((a, b) => a + b, 0),
    first.length,
  );
  const top = Math.max(...first);
  const above = Math.floor((top - low) / width) + 1;
  assert.ok(channels[0].slice(above).every((many) => many === 0));
});
