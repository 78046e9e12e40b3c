import assert from "node:assert/strict";
import test from "node:test";
import {
  appendFrames,
  packFloats,
  type Trajectory,
  type TrajectoryFrame,
} from "../../../src/protocol/index.ts";

const frame = (step: number): TrajectoryFrame => ({
  step,
  t: 10 - step,
  alpha: 0.5,
  sigma: 0.5,
  kl: null,
  x: packFloats([step]),
  x0: null,
});
const empty: Trajectory = {
  version: 1,
  sampler: "ddim",
  options: [],
  kind: "points",
  sampleShape: [2],
  shown: 1,
  batch: 1,
  steps: 10,
  range: [-1, 1],
  reference: null,
  state: "running",
  framesMade: 0,
  stream: "s",
  frames: [],
};

test("frames are appended once, however often a chunk arrives", () => {
  const first = appendFrames(empty, { frames: [frame(0), frame(1)], state: "running" });
  const again = appendFrames(first, { frames: [frame(0), frame(1), frame(2)], state: "finished" });
  assert.deepEqual(
    again.frames.map(({ step }) => step),
    [0, 1, 2],
  );
  assert.equal(again.framesMade, 3);
  assert.equal(again.state, "finished");
  assert.equal(empty.frames.length, 0);
});
