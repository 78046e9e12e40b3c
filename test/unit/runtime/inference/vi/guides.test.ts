import test from "node:test";
import assert from "node:assert/strict";
import { density, fullNormal, lowRankNormal } from "../../../../../src/runtime/inference/index.ts";
import { gradientOf } from "../../../../../src/runtime/inference/vars/index.ts";
import { fullRank, lowerOf } from "../../../../../src/runtime/inference/vi/guides/full-rank.ts";
import { lowRank } from "../../../../../src/runtime/inference/vi/guides/low-rank.ts";
import { meanField } from "../../../../../src/runtime/inference/vi/guides/mean-field.ts";
import { stream } from "../../../../../src/runtime/random/index.ts";
import { checkGuide, drawnAt, someParams } from "./check-guide.ts";

const target = density({ dim: 3, logDensity: () => 0 });
const rows = (flat: Float64Array, columns: number) =>
  Array.from({ length: flat.length / columns }, (_, i) => flat.slice(i * columns, (i + 1) * columns));

for (const guide of [meanField(), fullRank(), lowRank(1), lowRank(2)])
  test(`${guide.name}: draws, densities and scores belong together.`, () => {
    checkGuide(guide.on(target), 3);
  });

test("The full-rank and low-rank densities are those of our normal distributions.", () => {
  const full = fullRank().on(target);
  const params = someParams(full, 5);
  const z = Float64Array.of(0.3, -1, 2);
  const lower = lowerOf(params, 3);
  const reference = fullNormal({ mean: params.slice(0, 3), cholesky: rows(lower, 3) });
  assert.ok(Math.abs(full.logProb(params, z) - reference.logProb(z)) < 1e-12);
  const low = lowRank(2).on(target);
  const own = someParams(low, 6);
  const thin = lowRankNormal({
    mean: own.slice(0, 3),
    diagonal: own.slice(3, 6).map((x) => Math.exp(2 * x)),
    factor: rows(own.slice(6), 2),
  });
  assert.ok(Math.abs(low.logProb(own, z) - thin.logProb(z)) < 1e-12);
});

test("Entropies and traces of normal guides are those of their covariances.", () => {
  const matrix = Float64Array.of(2, 0.3, -0.5, 0.3, 1, 0.2, -0.5, 0.2, 3);
  for (const guide of [meanField(), fullRank(), lowRank(2)]) {
    const family = guide.on(target);
    const params = someParams(family, 8);
    // The covariance is what draws of unit noise, one after the other, tell of it.
    const covariance = new Float64Array(9);
    for (let k = 0; k < family.noise; k++) {
      const eps = new Float64Array(family.noise);
      eps[k] = 1;
      const column = drawnAt(family, params, eps).map((x, i) => x - params[i]);
      for (let i = 0; i < 3; i++) for (let j = 0; j < 3; j++) covariance[i * 3 + j] += column[i] * column[j];
    }
    const reference = fullNormal({ mean: params.slice(0, 3), covariance: rows(covariance, 3) });
    const part = (which: "entropy" | "spread") =>
      gradientOf((theta) => {
        const normal = family.normal?.(theta);
        assert.ok(normal);
        return which === "entropy" ? normal.entropy : normal.spread(matrix);
      }, params);
    const trace = covariance.reduce((sum, c, i) => sum + c * matrix[i], 0);
    assert.ok(Math.abs(part("entropy").logDensity - reference.entropy()) < 1e-12, guide.name);
    assert.ok(Math.abs(part("spread").logDensity - trace) < 1e-12, guide.name);
    for (const which of ["entropy", "spread"] as const) {
      const { gradient } = part(which);
      gradient.forEach((slope, i) => {
        const moved = (by: number) => {
          const at = params.with(i, params[i] + by);
          return gradientOf((theta) => {
            const normal = family.normal?.(theta);
            assert.ok(normal);
            return which === "entropy" ? normal.entropy : normal.spread(matrix);
          }, at).logDensity;
        };
        assert.ok(
          Math.abs(slope - (moved(1e-5) - moved(-1e-5)) / 2e-5) < 1e-8,
          `${guide.name} ${which} ${i}`,
        );
      });
    }
  }
});

test("A guide begins around its centre with the scale it is told.", () => {
  const centre = Float64Array.of(4, -2, 1);
  for (const guide of [meanField(), fullRank(), lowRank(2)]) {
    const family = guide.on(target);
    const params = family.init(centre, 0.2, stream(1));
    const z = drawnAt(family, params, new Float64Array(family.noise));
    z.forEach((x, i) => assert.ok(Math.abs(x - centre[i]) < 1e-12));
    const entropy = gradientOf((theta) => family.normal!(theta).entropy, params).logDensity;
    const expected = fullNormal({
      mean: centre,
      covariance: rows(Float64Array.of(0.04, 0, 0, 0, 0.04, 0, 0, 0, 0.04), 3),
    }).entropy();
    assert.ok(Math.abs(entropy - expected) < 0.05, guide.name);
  }
});
