import test from "node:test";
import assert from "node:assert/strict";
import { displaySymbol } from "../../../../../src/protocol/host.ts";
import { frechetDistance, frechetInfinity, statistics } from "../../../../../src/runtime/metrics/index.ts";
import { lineThrough } from "../../../../../src/runtime/metrics/frechet/line.ts";
import { near, normal } from "../grid.ts";

test("A line goes through its points, with the intercept's standard error.", () => {
  const exact = lineThrough([1, 2, 4], [5, 7, 11]);
  near(exact.slope, 2, 1e-15);
  near(exact.intercept, 3, 1e-15);
  assert.ok(exact.error < 1e-14);
  // scipy.stats.linregress([0, 1, 2, 3], [1, 3, 2, 5]).intercept_stderr
  const { intercept, slope, error } = lineThrough([0, 1, 2, 3], [1, 3, 2, 5]);
  near(intercept, 1.1, 1e-14);
  near(slope, 1.1, 1e-14);
  near(error, 0.9721111047611791, 1e-12);
});

test("What the number of samples adds is taken away: sets of one distribution are at no distance.", async () => {
  const dim = 8;
  const reference = await statistics(normal(20_000, dim, 1));
  // To first order N samples of N(0, I) add D / N and D (D + 1) / (4 (N - 1)): the reference's share stays.
  const stays = dim / 20_000 + (dim * (dim + 1)) / 4 / 19_999;
  const times = 12;
  const found: { infinity: number; plain: number }[] = [];
  for (let i = 0; i < times; i++) {
    const samples = normal(600, dim, 10 + i);
    found.push({
      infinity: (await frechetInfinity(samples, reference, { points: 8, least: 100, seed: i })).distance,
      plain: (await frechetDistance(samples, reference)).distance,
    });
  }
  const mean = (of: (one: (typeof found)[0]) => number) =>
    found.reduce((sum, one) => sum + of(one), 0) / times;
  const left = mean(({ infinity }) => infinity) - stays;
  const error = Math.sqrt(mean(({ infinity }) => (infinity - stays - left) ** 2) / (times - 1));
  assert.ok(Math.abs(left) < 4.5 * error, `${left} ± ${error}`);
  // The check can tell: what was taken away is many times as much.
  assert.ok(mean(({ plain }) => plain) - stays > 6 * error, `${error}`);
});

test("The last point is the distance of all samples, and too few are warned of.", async () => {
  const [x, y] = [normal(40, 30, 1), normal(200, 30, 2)];
  const found = await frechetInfinity(x, y, { points: 4 });
  assert.deepEqual([found.sizes[0], found.sizes[3]], [4, 40]);
  const line = lineThrough(
    found.sizes.map((size) => 1 / size),
    found.distances,
  );
  assert.deepEqual([found.distance, found.slope, found.error], [line.intercept, line.slope, line.error]);
  near(found.distances[3], (await frechetDistance(x, y)).distance, 1e-12);
  assert.match(found.warnings[0], /4 samples of 30 features/);
  assert.match(String(found[displaySymbol]()["text/plain"]), /of infinitely many samples/);
});

test("Points that cannot be told apart, and features of another extractor, are refused.", async () => {
  await assert.rejects(frechetInfinity(normal(10, 2, 1), normal(10, 2, 2)), /no 15 different numbers/);
  await assert.rejects(
    frechetInfinity(normal(10, 2, 1), normal(10, 2, 2), { points: 2 }),
    /points of frechet/,
  );
  const reference = await statistics(normal(10, 2, 1), { extractor: "a" });
  await assert.rejects(
    frechetInfinity(normal(50, 2, 1), reference, { points: 3, extractor: "b" }),
    /"b", the other of "a"/,
  );
});
