import assert from "node:assert/strict";
import test from "node:test";
import { snrAxis, stepAxis, timeAxis } from "../../../../src/renderers/trajectory/axis.ts";

const frames = [
  { step: 0, t: 1000, snr: -Infinity },
  { step: 2, t: 750, snr: -6 },
  { step: 4, t: 300, snr: 0 },
  { step: 6, t: 100, snr: 6 },
  { step: 8, t: 0, snr: Infinity },
];
const run = { frames, steps: 8 };
const places = (axis: { place(frame: (typeof frames)[number]): number }): number[] =>
  frames.map((frame) => axis.place(frame));

test("By step, all steps are as long, also those without a frame.", () => {
  const axis = stepAxis(run);
  assert.deepEqual(places(axis), [0, 0.25, 0.5, 0.75, 1]);
  assert.deepEqual([0, 0.1, 0.2, 0.55, 1].map(axis.stepAt), [0, 0, 2, 4, 8]);
  assert.equal(axis.next(1), 3 / 8);
});

test("By t, a frame stands where its t does between the first and the end.", () => {
  const axis = timeAxis(run, 0);
  assert.deepEqual(places(axis), [0, 0.25, 0.7, 0.9, 1]);
  assert.deepEqual([0.12, 0.13, 0.79, 0.81].map(axis.stepAt), [0, 2, 4, 6]);
  assert.deepEqual([axis.next(1), axis.next(4)], [0.7, 1]);
  // A run that stopped before its end leaves room for the rest.
  assert.deepEqual(
    frames.slice(0, 3).map((frame) => timeAxis({ frames: frames.slice(0, 3), steps: 8 }, 0).place(frame)),
    [0, 0.25, 0.7],
  );
});

test("By log-SNR, finite values are in proportion and infinite ones at the ends.", () => {
  const axis = snrAxis(run, ({ snr }) => snr, false);
  const [noise, a, b, c, data] = places(axis);
  assert.deepEqual([noise, data], [0, 1]);
  assert.ok(noise < a && c < data);
  assert.ok(Math.abs(b - a - (c - b)) < 1e-12);
  assert.ok(Math.abs(b - 0.5) < 1e-12);
});

test("A forward process goes from data to noise, and a live run's places stay while frames come.", () => {
  const forward = { frames: [...frames].reverse(), steps: 8 };
  assert.deepEqual(
    forward.frames.map((frame) => Math.round(100 * snrAxis(forward, ({ snr }) => snr, false).place(frame))),
    places(snrAxis(run, ({ snr }) => snr, false)).map((place) => Math.round(100 * place)),
  );
  const early = snrAxis({ frames: frames.slice(0, 2), steps: 8 }, ({ snr }) => snr, true);
  const later = snrAxis({ frames: frames.slice(0, 4), steps: 8 }, ({ snr }) => snr, true);
  assert.equal(early.place(frames[1]), later.place(frames[1]));
});

test("A course that has no extent goes by step.", () => {
  const still = { frames: frames.map((frame) => ({ ...frame, t: 5, snr: 1 })), steps: 8 };
  assert.deepEqual(places(timeAxis(still, 5)), [0, 0.25, 0.5, 0.75, 1]);
  assert.deepEqual(still.frames.map(snrAxis(still, ({ snr }) => snr, false).place), [0, 0.25, 0.5, 0.75, 1]);
  assert.deepEqual(places(timeAxis(run, null)), [0, 0.25, 0.5, 0.75, 1]);
  assert.equal(stepAxis({ frames: [], steps: 0 }).stepAt(0.5), 0);
});
