import test from "node:test";
import assert from "node:assert/strict";
import * as v from "valibot";
import { displaySymbol } from "../../../../../src/protocol/host.ts";
import { Table, tableMime } from "../../../../../src/protocol/table.ts";
import {
  frechetDistance,
  statistics,
  type FrechetDistance,
  type Statistics,
} from "../../../../../src/runtime/metrics/index.ts";
import { warningsOf } from "../../../../../src/runtime/metrics/frechet/warnings.ts";
import { savedStatistics } from "../../../../../src/runtime/metrics/statistics/saved.ts";
import { grid, near, normal } from "../grid.ts";

/** Statistics that are given, as a file gives them. */
const given = (mean: number[], covariance: number[], count: number | null = null): Statistics =>
  savedStatistics({
    mean: { shape: [mean.length], values: Float64Array.from(mean) },
    covariance: { shape: [mean.length, mean.length], values: Float64Array.from(covariance) },
    count,
    extractor: null,
  });

const diagonal = (...values: number[]) =>
  values.flatMap((value, i) => values.map((_, j) => (i === j ? value : 0)));

/** The same set by its covariance alone. */
const withoutSamples = (of: Statistics): Statistics => ({
  extractor: of.extractor,
  dim: of.dim,
  count: of.count,
  samples: null,
  mean: () => of.mean(),
  covariance: () => of.covariance(),
});

test("Known Gaussians have their known distances.", async () => {
  const univariate = await frechetDistance(given([0], [1]), given([2], [4]));
  near(univariate.distance, 5, 1e-15);
  const three = await frechetDistance(
    given([0, 0, 0], diagonal(1, 4, 9)),
    given([1, 1, 1], diagonal(4, 1, 0)),
  );
  near(three.distance, 14, 1e-15);
  assert.equal(three.meanPart, 3);
  assert.deepEqual(three.ranks, [3, 2]);
  // Rotated by a and b, two ellipses diag(p, q) have tr (C1^(1/2) C2 C1^(1/2))^(1/2) = sqrt(tr C1 C2 + 2 sqrt(det C1 C2)).
  const ellipse = (p: number, q: number, angle: number) => {
    const [c, s] = [Math.cos(angle), Math.sin(angle)];
    return [p * c * c + q * s * s, (p - q) * c * s, (p - q) * c * s, p * s * s + q * c * c];
  };
  const [x, y] = [ellipse(3, 0.2, 0.4), ellipse(1, 2, 1.3)];
  const product = x[0] * y[0] + 2 * x[1] * y[1] + x[3] * y[3];
  const { distance } = await frechetDistance(given([0, 0], x), given([0, 0], y));
  near(distance, 3.2 + 3 - 2 * Math.sqrt(product + 2 * Math.sqrt(0.6 * 2)), 1e-14);
});

test("Features have the distance that SciPy computes by pytorch-fid's formula.", async () => {
  // Of x = np.sin(1.3*np.arange(24)).reshape(8,3), y = np.cos(.9*np.arange(30)).reshape(10,3).
  const { distance, counts, ranks } = await frechetDistance(
    grid(8, 3, (k) => Math.sin(1.3 * k)),
    grid(10, 3, (k) => Math.cos(0.9 * k)),
  );
  near(distance, 0.25107013815047763, 1e-12);
  assert.deepEqual(counts, [8, 10]);
  // Each column of such waves is a sum of the two before it.
  assert.deepEqual(ranks, [2, 2]);
});

test("Standard deviations from 1 to 1e-6 keep the digits that SciPy's root of a product loses.", async () => {
  // With mpmath at 60 digits: x = np.sin(1.3*i)*s, y = np.cos(.7*i*i%11)*s*1.5+.1, i = np.arange(280).reshape(40,7),
  // s = 10.0**-np.arange(7). SciPy's sqrtm gives 0.24521934160442750.
  const { distance } = await frechetDistance(
    grid(40, 7, (k, j) => Math.sin(1.3 * k) * 10 ** -j),
    grid(40, 7, (k, j) => Math.cos((0.7 * k * k) % 11) * 10 ** -j * 1.5 + 0.1),
  );
  near(distance, 0.2452193418227264, 1e-12);
});

test("Fewer samples than dimensions are taken by their samples, and by their covariance with the same result.", async () => {
  // With mpmath at 60 digits, of np.sin(1.3*np.arange(45)).reshape(5,9), np.cos(.9*np.arange(54)).reshape(6,9), and
  // k = np.arange(360).reshape(40,9): np.cos(.9*k)*np.linspace(.5,2,9)+.3*np.sin(k**2%17). SciPy: 5.92298241, 7.26798298.
  const few = await statistics(grid(5, 9, (k) => Math.sin(1.3 * k)));
  const others = await statistics(grid(6, 9, (k) => Math.cos(0.9 * k)));
  const many = await statistics(
    grid(40, 9, (k, j) => Math.cos(0.9 * k) * (0.5 + (1.5 * j) / 8) + 0.3 * Math.sin(k ** 2 % 17)),
  );
  for (const [a, b, expected] of [
    [few, others, 5.922982522684812],
    [few, many, 7.267983091101416],
  ] as const) {
    for (const x of [a, withoutSamples(a)]) {
      for (const y of [b, withoutSamples(b)]) {
        // A covariance that was rounded knows of its rank to sqrt(2^-52) alone.
        const tolerance = x.samples && (y.samples ?? b === many) ? 1e-13 : 1e-7;
        near((await frechetDistance(x, y)).distance, expected, tolerance);
        near((await frechetDistance(y, x)).distance, expected, tolerance);
      }
    }
  }
  const { warnings, ranks } = await frechetDistance(few, many);
  assert.deepEqual(ranks, [4, 9]);
  assert.match(warnings[0], /first set has rank 4 in 9 dimensions, from 5 samples/);
});

test("A set is at no distance from itself, by every route.", async () => {
  for (const [count, dim] of [
    [7, 30],
    [30, 30],
    [31, 30],
    [200, 30],
    [2, 1],
    [3, 1],
  ]) {
    const of = await statistics(normal(count, dim, 3));
    for (const [x, y] of [
      [of, of],
      [of, withoutSamples(of)],
      [withoutSamples(of), of],
    ]) {
      const { distance } = await frechetDistance(x, y);
      const { samples } = x;
      assert.ok(
        distance >= 0 && distance < (samples && x === y ? 1e-12 : 1e-6) * dim,
        `${count} ${dim} ${distance}`,
      );
    }
  }
});

test("Turning both sets changes nothing, and scaling both scales it by the square.", async () => {
  const [a, b] = [normal(60, 5, 1), normal(80, 5, 2).map((row) => row.map((x, j) => x * (1 + j) + j))];
  const { distance } = await frechetDistance(a, b);
  const u = Float64Array.of(0.3, -0.5, 1, 0.2, 0.7);
  const squares = u.reduce((sum, x) => sum + x * x, 0);
  const turned = (row: Float64Array) => {
    const along = row.reduce((sum, x, j) => sum + x * u[j], 0);
    return row.map((x, j) => 1e3 * (x - (2 * along * u[j]) / squares));
  };
  near((await frechetDistance(a.map(turned), b.map(turned))).distance, 1e6 * distance, 1e-12);
});

test("The bias is what repeated draws have too much.", async () => {
  // Known truth: N(0, I) and N(0, S) in 6 dimensions.
  const scales = [1, 1.5, 0.5, 2, 1, 0.7];
  const truth = scales.reduce((sum, s) => sum + (s - 1) ** 2, 0);
  const [draws, n, m] = [150, 60, 90];
  const found: FrechetDistance[] = [];
  for (let i = 0; i < draws; i++) {
    const b = normal(m, 6, 1000 + i).map((row) => row.map((x, j) => x * scales[j]));
    found.push(await frechetDistance(normal(n, 6, i), b));
  }
  const mean = (of: (d: FrechetDistance) => number) => found.reduce((sum, d) => sum + of(d), 0) / draws;
  const excess = mean(({ distance }) => distance) - truth;
  const bias = mean((d) => d.bias ?? NaN);
  const sd = Math.sqrt(mean(({ distance }) => (distance - truth - excess) ** 2) / draws);
  // Second order terms are a tenth of it at most with 60 samples of 6 dimensions.
  assert.ok(Math.abs(excess - bias) < 4.5 * sd + 0.1 * bias, `${excess} ${bias} ${sd}`);
  assert.ok(bias > 10 * sd, "the check can tell them apart");
});

test("Few samples are warned of, with the bias; many are not; a file that does not say is.", async () => {
  const far = (rows: Float64Array[]) => rows.map((row) => row.map((x) => x + 3));
  const few = await frechetDistance(normal(10, 20, 1), normal(10, 20, 2));
  assert.ok(few.bias !== null && few.bias > 1);
  assert.ok(few.warnings.some((text) => /come.? of the samples being few/.test(text)));
  assert.deepEqual((await frechetDistance(normal(300, 3, 1), far(normal(300, 3, 2)))).warnings, []);
  const unknown = await frechetDistance(given([0], [1]), given([2], [4], 100));
  assert.equal(unknown.bias, null);
  assert.match(unknown.warnings[0], /How many samples/);
  // Of so few it is what halves of either set are further away.
  const [x, y] = [normal(10, 20, 1), normal(10, 20, 2)];
  const halves = async (rows: Float64Array[], other: Float64Array[]) => {
    let sum = 0;
    for (const remainder of [0, 1]) {
      const half = rows.filter((_, i) => i % 2 === remainder);
      sum += (await frechetDistance(half, other)).distance / 2;
    }
    return sum - few.distance;
  };
  near(few.bias, (await halves(x, y)) + (await halves(y, x)), 1e-12);
  const bundle = few[displaySymbol]();
  assert.match(String(bundle["text/plain"]), /^Fréchet distance\nWarning: .*\ndistance +\d.*\nof the means/s);
  assert.match(String(bundle["text/markdown"]), /\n\n⚠ .*\| rank \| 9 and 9 of 20 \|$/s);
  const payload = v.parse(Table, bundle[tableMime]);
  assert.deepEqual([payload.title, payload.warnings], ["Fréchet distance", few.warnings]);
  assert.deepEqual(payload.rows[0].cells[1].value, Number(few.distance.toPrecision(4)));
});

test("A bias is part of the distance in words where it is less, and may be all of it where it is more.", () => {
  const of = (distance: number, bias: number, count = 10_000) =>
    warningsOf({ distance, dim: 4, counts: [count, count], ranks: [4, 4], bias }).join();
  assert.match(of(1.815, 0.4), /^About 0\.4 of 1\.815 comes of the samples being few: take more/);
  assert.match(of(1.815, 0.4, 10), /^At least about 0\.4 of 1\.815 comes of/);
  assert.match(
    of(1.815, 3.123),
    /^All of 1\.815 may come of .* being few, which alone makes it about 3\.123: /,
  );
  assert.match(of(1.815, 1.815, 10), /^All of 1\.815 may come of .* alone makes it at least about 1\.815: /);
  assert.equal(of(1.815, 0.05), "");
});

test("What cannot be compared is refused.", async () => {
  const one = await statistics([[1, 2]]);
  await assert.rejects(frechetDistance(one, one), /at least 2 samples of each set, not 1/);
  await assert.rejects(frechetDistance(normal(3, 2, 1), normal(3, 4, 1)), /one length, not of 2 and 4/);
  const [a, b] = await Promise.all(["a", "b"].map((extractor) => statistics(normal(3, 2, 1), { extractor })));
  await assert.rejects(frechetDistance(a, b), TypeError);
  await assert.rejects(
    frechetDistance(given([0, 0], [1, 2, 2, 1]), given([0, 0], diagonal(1, 1))),
    /no covariance/,
  );
});

test("Large ones are computed on a thread of their own, to the same number, and end when told to.", async () => {
  const dim = 480;
  const [a, b] = [normal(dim, dim, 1), normal(dim, dim, 2)].map((rows) =>
    rows.map((row) => row.map((x, j) => x * (j % 7))),
  );
  let threads = 0;
  const count = () => threads++;
  process.on("worker", count);
  const turned = { turns: 0 };
  const timer = setInterval(() => turned.turns++, 1);
  const { distance } = await frechetDistance(a, b);
  clearInterval(timer);
  process.off("worker", count);
  assert.ok(threads >= 1); // tensors' own threads may start meanwhile
  assert.ok(turned.turns >= 5, `this thread turned ${turned.turns} times`);
  const dense = await frechetDistance(
    withoutSamples(await statistics(a)),
    withoutSamples(await statistics(b)),
  );
  near(dense.distance, distance, 1e-6);
  const controller = new AbortController();
  const stopped = frechetDistance(a, b, { signal: controller.signal });
  setTimeout(() => controller.abort(new Error("enough")), 60);
  await assert.rejects(stopped, /enough/);
});
