import assert from "node:assert/strict";
import test from "node:test";
import { firstTurn, turned } from "../../../src/protocol/index.ts";
import { dragged, keyed, turnText } from "../../../src/renderers/trajectory/space/turning.ts";

const near = (actual: ArrayLike<number>, expected: readonly number[]): void => {
  assert.equal(actual.length, expected.length);
  expected.forEach((value, i) =>
    assert.ok(Math.abs(actual[i] - value) < 1e-6, `[${i}] ${actual[i]}, not ${value}`),
  );
};

test("Unturned, x lies to the right, z upwards and y away from the viewer.", () => {
  const { pairs, near: depth } = turned([1, 0, 0, 0, 1, 0, 0, 0, 1], { yaw: 0, pitch: 0 });
  near(pairs, [1, 0, 0, 0, 0, 1]);
  near(depth, [0, -1, 0]);
});

test("From straight above, z points at the viewer and y upwards.", () => {
  const { pairs, near: depth } = turned([0, 1, 0, 0, 0, 1], { yaw: 0, pitch: Math.PI / 2 });
  near(pairs, [0, 1, 0, 0]);
  near(depth, [0, 1]);
});

test("A turn keeps lengths, whichever it is: two coordinates are seen, and the third is the nearness.", () => {
  for (const turn of [firstTurn, { yaw: 2, pitch: -1 }, { yaw: -0.3, pitch: 0.9 }]) {
    const point = [0.3, -1.2, 2.5];
    const { pairs, near: depth } = turned(point, turn);
    near([Math.hypot(pairs[0], pairs[1], depth[0])], [Math.hypot(...point)]);
  }
});

test("A drag to the right turns the near side to the right, and nothing is turned upside down.", () => {
  const [towards] = [turned([0, -1, 0], { yaw: 0, pitch: 0 })];
  assert.ok(towards.near[0] > 0);
  const { pairs } = turned([0, -1, 0], dragged({ yaw: 0, pitch: 0 }, 30, 0));
  assert.ok(pairs[0] > 0, String(pairs[0]));
  assert.equal(dragged({ yaw: 0, pitch: 0 }, 0, 1e6).pitch, Math.PI / 2);
});

test("Arrow keys turn as a drag does, other keys do not.", () => {
  const from = { yaw: 0, pitch: 0 };
  assert.ok((keyed(from, "ArrowRight")?.yaw ?? 0) > 0 && (keyed(from, "ArrowUp")?.pitch ?? 0) < 0);
  assert.equal(keyed(from, "a"), null);
  assert.equal(turnText({ yaw: -Math.PI / 2, pitch: Math.PI / 4 }), "turned by 270°, from 45° above");
});
