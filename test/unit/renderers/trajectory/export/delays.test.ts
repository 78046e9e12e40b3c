import assert from "node:assert/strict";
import test from "node:test";
import { delaysOf, hold } from "../../../../../src/renderers/trajectory/export/delays.ts";

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const steps = (count: number): number[] => Array.from({ length: count + 1 }, (_, step) => step);

test("Frames last as long as the run does when it is played, then the last one is held.", () => {
  for (const count of [7, 30, 64, 150]) {
    const delays = delaysOf(steps(count), 5000);
    assert.equal(delays.length, count + 1);
    assert.equal(delays.at(-1), hold);
    assert.ok(Math.abs(sum(delays) - hold - 5000) <= 5, `${count}: ${sum(delays)}`);
    assert.ok(delays.every((delay) => delay % 10 === 0));
  }
});

test("A frame that stands for more steps stays longer.", () => {
  assert.deepEqual(delaysOf([0, 1, 3, 6], 600), [100, 200, 300, hold]);
});

test("No frame is shorter than players show, however many there are.", () => {
  const delays = delaysOf(steps(1000), 5000);
  assert.ok(Math.min(...delays) >= 20);
  assert.equal(sum(delays), 20_000 + hold);
  assert.deepEqual(delaysOf([4], 5000), [hold]);
});
