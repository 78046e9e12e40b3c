import assert from "node:assert/strict";
import test from "node:test";
import { actionOf } from "../../../src/renderers/trajectory/keys.ts";
import {
  indexOf,
  opened,
  reduce,
  runMilliseconds,
  type Action,
  type Playback,
  type Timeline,
} from "../../../src/renderers/trajectory/playback.ts";

const all = (planned: number, made = planned, live = false): Timeline => ({
  steps: Array.from({ length: made + 1 }, (_, step) => step),
  planned,
  live,
});

const play = (state: Playback, timeline: Timeline, ...actions: Action[]): Playback =>
  actions.reduce((before, action) => reduce(before, action, timeline), state);

const tick = (elapsed: number, calm = false): Action => ({ type: "tick", elapsed, calm });

test("A finished trajectory opens at its result and plays from the start.", () => {
  const state = opened(all(50));
  assert.equal(state.step, 50);
  assert.equal(state.playing, false);
  const playing = play(state, all(50), { type: "toggle" });
  assert.deepEqual([playing.step, playing.playing], [0, true]);
});

test("At speed 1 a run takes the same time whatever its steps.", () => {
  for (const planned of [20, 1000]) {
    const start = play(opened(all(planned)), all(planned), { type: "toggle" });
    const half = play(start, all(planned), ...Array.from({ length: 100 }, () => tick(runMilliseconds / 200)));
    assert.ok(Math.abs(half.step - planned / 2) <= 1, `${half.step} of ${planned}`);
  }
});

test("A looping trajectory holds its result before it begins again; without the loop it stops there.", () => {
  const near = play(opened(all(50)), all(50), { type: "seek", step: 49 }, { type: "toggle" });
  const held = play(near, all(50), tick(200));
  assert.deepEqual([held.step, held.playing], [50, true]);
  assert.equal(play(held, all(50), tick(2000)).step, 0);
  const once = play(near, all(50), { type: "loop" }, tick(400));
  assert.deepEqual([once.step, once.playing], [50, false]);
});

test("A running trajectory follows its newest frame until it is scrubbed, and again when played to its end.", () => {
  let state = opened(all(100, 0, true));
  state = reduce(state, { type: "arrived" }, all(100, 30, true));
  assert.deepEqual([state.step, state.following], [30, true]);
  state = reduce(state, { type: "seek", step: 12 }, all(100, 30, true));
  state = reduce(state, { type: "arrived" }, all(100, 60, true));
  assert.deepEqual([state.step, state.following], [12, false]);
  state = play(state, all(100, 60, true), { type: "toggle" }, tick(runMilliseconds));
  assert.deepEqual([state.step, state.following], [60, true]);
  state = reduce(state, { type: "arrived" }, all(100, 100));
  assert.deepEqual([state.step, state.following, state.playing], [100, false, false]);
});

test("Steps go from frame to frame, also where frames are thinned, and stop at the ends.", () => {
  const thinned: Timeline = { steps: [0, 25, 50, 75, 100], planned: 100, live: false };
  const middle = play(opened(thinned), thinned, { type: "seek", step: 40 });
  assert.equal(middle.step, 50);
  assert.equal(play(middle, thinned, { type: "move", frames: -1 }).step, 25);
  assert.equal(play(middle, thinned, { type: "move", frames: 10 }).step, 100);
  assert.equal(play(middle, thinned, { type: "seek", step: Infinity }).step, 100);
});

test("With less motion each tick is one frame, whatever its length.", () => {
  const start = play(opened(all(50)), all(50), { type: "toggle" });
  assert.equal(play(start, all(50), tick(1000, true), tick(1000, true)).step, 2);
});

test("Nothing breaks without frames.", () => {
  const none: Timeline = { steps: [], planned: 0, live: false };
  const state = play(opened(none), none, { type: "toggle" }, { type: "move", frames: 1 }, tick(100), {
    type: "seek",
    step: 3,
  });
  assert.equal(state.step, 0);
});

test("The frame at a step is the last that is not beyond it.", () => {
  assert.deepEqual(
    [0, 9, 10, 11, 99].map((step) => indexOf([0, 10, 20], step)),
    [0, 0, 1, 1, 2],
  );
});

test("Keys move as promised and leave other combinations to the notebook.", () => {
  const press = (key: string, shiftKey = false, ctrlKey = false): Action | null =>
    actionOf({ key, shiftKey, ctrlKey, altKey: false, metaKey: false });
  assert.deepEqual(press(" "), { type: "toggle" });
  assert.deepEqual(press("ArrowLeft", true), { type: "move", frames: -10 });
  assert.deepEqual(press("Home"), { type: "seek", step: 0 });
  assert.deepEqual(press("L", true), { type: "loop" });
  assert.equal(press("ArrowLeft", false, true), null);
  assert.equal(press("Enter"), null);
});
