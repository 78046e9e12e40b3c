import assert from "node:assert/strict";
import test from "node:test";
import { blocksFault, blocksShape, packBlocks, reduceBlocks, type Cut } from "../../../src/protocol/index.ts";
import { stream } from "../../../src/runtime/random/index.ts";

const strides = (shape: readonly number[]): number[] =>
  shape.map((_, axis) => shape.slice(axis + 1).reduce((a, b) => a * b, 1));

/** All places of a shape, row-major. */
const places = (shape: readonly number[]): number[][] =>
  shape.reduce<number[][]>(
    (all, length) => all.flatMap((at) => Array.from({ length }, (_, k) => [...at, k])),
    [[]],
  );

/** Every value of a block, collected one by one. */
function valuesOf(
  values: readonly number[],
  shape: readonly number[],
  cuts: readonly Cut[],
  cell: number[],
): number[] {
  const within = cuts.map(({ start, step, count, block }, axis) => {
    const from = cell[axis] * block;
    return Array.from({ length: Math.min(block, count - from) }, (_, k) => start + (from + k) * step);
  });
  return places(within.map(({ length }) => length))
    .map((at) => at.reduce((sum, k, axis) => sum + within[axis][k] * strides(shape)[axis], 0))
    .map((at) => values[at]);
}

test("block means, extremes and what is not finite are those of a search through all values", () => {
  const random = stream(5);
  const uniform = (): number => random.uniform64(1)[0];
  const whole = (below: number): number => Math.floor(uniform() * below);
  for (let trial = 0; trial < 60; trial++) {
    const shape = Array.from({ length: 1 + whole(4) }, () => 1 + whole(6));
    const size = shape.reduce((a, b) => a * b, 1);
    const values = Array.from(
      { length: size },
      () => [NaN, Infinity, -Infinity][whole(12)] ?? uniform() - 0.5,
    );
    const cuts = shape.map((length): Cut => {
      const start = whole(length);
      const step = whole(2) ? 1 : whole(2) ? -1 : 2;
      const most = step > 0 ? Math.ceil((length - start) / step) : start + 1;
      return { start, step, count: 1 + whole(most), block: 1 + whole(3) };
    });
    const { mean, min, max, bad } = reduceBlocks(values, shape, cuts);
    const coarse = cuts.some(({ block }) => block > 1);
    assert.equal(min !== null, coarse);
    places(blocksShape(cuts)).forEach((cell, k) => {
      const all = valuesOf(values, shape, cuts, cell);
      const finite = all.filter(Number.isFinite);
      if (!coarse) assert.ok(Object.is(mean[k], all[0]));
      else if (finite.length) {
        assert.ok(Math.abs(mean[k] - finite.reduce((a, b) => a + b, 0) / finite.length) < 1e-14);
        assert.deepEqual([min?.[k], max?.[k]], [Math.min(...finite), Math.max(...finite)]);
      } else assert.ok(Object.is(mean[k], new Set(all).size === 1 ? all[0] : NaN));
      if (coarse) assert.equal(bad?.[k] ?? 0, all.length - finite.length);
    });
  }
});

test("blocks that do not fit their tensor are refused in words", () => {
  const cuts: Cut[] = [{ start: 0, step: 1, count: 4, block: 2 }];
  const good = packBlocks(cuts, reduceBlocks([1, 2, 3, 4], [4], cuts), false);
  assert.equal(blocksFault(good, [4]), null);
  assert.match(blocksFault(good, [4, 1]) ?? "", /1 axes of a tensor of 2/);
  assert.match(blocksFault(good, [3]) ?? "", /reaches from 0 to 3/);
  assert.match(
    blocksFault({ ...good, cuts: [{ ...cuts[0], block: 1 }] }, [4]) ?? "",
    /2 numbers where its shape needs 4/,
  );
  assert.match(blocksFault({ ...good, min: null }, [4]) ?? "", /one of the extremes/);
  assert.match(blocksFault({ ...good, mean: { ...good.mean, data: "" } }, [4]) ?? "", /ends early/);
});
