import test from "node:test";
import assert from "node:assert/strict";
import { frechetDistance, frechetError, statistics } from "../../../../../src/runtime/metrics/index.ts";
import { near, normal } from "../grid.ts";

const moved = (rows: Float64Array[]) => rows.map((row) => row.map((x, j) => (j === 0 ? 1.5 * x + 1 : x)));

test("With a sample a group, in one dimension, it is the textbook's jackknife.", async () => {
  const [x, y] = [normal(8, 1, 1), moved(normal(8, 1, 2))];
  const variance = async (a: Float64Array[], b: Float64Array[]) => {
    const without: number[] = [];
    for (let k = 0; k < 4; k++) {
      const rest = a.filter((_, i) => i % 4 !== k);
      without.push((await frechetDistance(rest, b)).distance);
    }
    const mean = without.reduce((sum, d) => sum + d, 0) / 4;
    return 0.75 * without.reduce((sum, d) => sum + (d - mean) ** 2, 0);
  };
  const expected = Math.sqrt((await variance(x, y)) + (await variance(y, x)));
  near(await frechetError(x, y, { groups: 4 }), expected, 1e-10);
  const known = await frechetError(x, await statistics(y), { groups: 4 });
  near(known, Math.sqrt(await variance(x, y)), 1e-10);
});

test("It is how far distances of new draws lie apart.", async () => {
  const times = 60;
  const distances: number[] = [];
  let squares = 0;
  for (let i = 0; i < times; i++) {
    const [x, y] = [normal(200, 3, 2 * i), moved(normal(300, 3, 2 * i + 1))];
    distances.push((await frechetDistance(x, y)).distance);
    squares += (await frechetError(x, y)) ** 2 / times;
  }
  const mean = distances.reduce((sum, d) => sum + d, 0) / times;
  const variance = distances.reduce((sum, d) => sum + (d - mean) ** 2, 0) / (times - 1);
  // The standard error of a variance of 60 is sqrt(2 / 59) of it; the jackknife's mean adds less.
  assert.ok(Math.abs(squares / variance - 1) < 4.5 * Math.sqrt(2 / 59), `${squares} and ${variance}`);
});

test("Groups of fewer than 2 samples are refused.", async () => {
  await assert.rejects(frechetError(normal(19, 2, 1), normal(30, 2, 2)), /at least 20 samples, not 19/);
  await assert.rejects(
    frechetError(normal(19, 2, 1), normal(30, 2, 2), { groups: 1 }),
    /groups of frechetError/,
  );
});
