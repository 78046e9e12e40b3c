import assert from "node:assert/strict";
import test from "node:test";
import { Comparison, packFloats, type ComparedRun, type Trajectory } from "../../../../src/protocol/index.ts";
import { checkComparison } from "../../../../src/renderers/comparison/check.ts";
import { mergeComparisons, sameRuns } from "../../../../src/renderers/comparison/merge.ts";
import { isLive, noticeOf } from "../../../../src/renderers/comparison/notices.ts";
import { splitOptions } from "../../../../src/renderers/comparison/options.ts";
import { valuesOf } from "../../../../src/renderers/comparison/quantity.ts";
import { beganAlike } from "../../../../src/renderers/comparison/same-noise.ts";
import { ticksOf } from "../../../../src/renderers/comparison/ticks.ts";
import { commonTimeline, framesAt, timeOf } from "../../../../src/renderers/comparison/timeline.ts";
import { BadPayload, readPayload } from "../../../../src/renderers/payload.ts";
import { stream } from "../../../../src/runtime/random/index.ts";

const run = (name: string, ts: readonly number[], parts: Partial<Trajectory> = {}): ComparedRun => ({
  name,
  trajectory: {
    version: 1,
    sampler: "DDIM",
    options: [
      ["steps", String(ts.length - 1)],
      ["seed", "1"],
    ],
    kind: "points",
    sampleShape: [2],
    shown: 2,
    batch: 2,
    steps: ts.length - 1,
    range: [-3, 3],
    reference: null,
    state: "finished",
    framesMade: ts.length,
    stream: null,
    frames: ts.map((t, step) => ({
      step,
      t,
      alpha: Math.sqrt(1 - t / 1000),
      sigma: Math.sqrt(t / 1000),
      kl: null,
      x: packFloats([0.5, -1, 2, 0.25 * step], "float32"),
      x0: t === 0 ? null : packFloats([0.5, -1, 2, 0.25], "float32"),
    })),
    ...parts,
  },
});

const down = (steps: number): number[] =>
  Array.from({ length: steps + 1 }, (_, k) => 1000 - (1000 * k) / steps);
const of = (...runs: ComparedRun[]): Comparison => ({ version: 1, runs, stream: "s" });

test("The slider stops wherever any run has a frame, and every run is where it had come.", () => {
  const runs = [run("a", down(30)), run("b", down(7)), run("c", down(1))];
  const timeline = commonTimeline(runs);
  // By brute force: every t once, from noise to data.
  const ts = [
    ...new Set(runs.flatMap(({ trajectory }) => trajectory.frames.map(({ t }) => Number(t.toFixed(6))))),
  ];
  assert.deepEqual(
    timeline.stops.map((place) => Number(timeOf(timeline, place).toFixed(6))),
    ts.sort((a, b) => b - a),
  );
  for (const place of timeline.stops) {
    const t = timeOf(timeline, place);
    const expected = runs.map(
      ({ trajectory }) => trajectory.frames.filter((each) => each.t >= t - 1e-5).length - 1,
    );
    assert.deepEqual(framesAt(timeline, place), expected);
  }
  assert.deepEqual(
    timeline.levels.frames.map(({ step }) => step),
    timeline.stops,
  );
});

test("Ticks stand at each step, or every three pixels as far as the run has come.", () => {
  assert.deepEqual(ticksOf([0, 500, 1000], 300), [0, 150, 300]);
  const dense = ticksOf(
    Array.from({ length: 501 }, (_, i) => i),
    300,
  );
  assert.deepEqual([dense.length, dense[1], dense.at(-1)], [51, 3, 150]);
  assert.deepEqual([ticksOf([], 300), ticksOf([0], 300)], [[], [0]]);
});

test("What all runs were made with alike is said once.", () => {
  const { shared, own } = splitOptions([run("a", down(3)), run("b", down(5))]);
  assert.deepEqual(shared, [["seed", "1"]]);
  assert.deepEqual(own, [[["steps", "3"]], [["steps", "5"]]]);
});

test("Runs that began with the same noise are told from those that did not, at whatever level they began.", () => {
  const [a, b] = [run("a", down(3)), run("b", down(5))];
  assert.equal(beganAlike([a, b]), true);
  const louder = run("c", [1000, 0]);
  Object.assign(louder.trajectory.frames[0], {
    sigma: 10,
    alpha: 0,
    x: packFloats([5, -10, 20, 0], "float32"),
  });
  assert.equal(beganAlike([a, louder]), true);
  louder.trajectory.frames[0].x = packFloats([5, -10, 19, 0], "float32");
  assert.equal(beganAlike([a, louder]), false);
});

test("A thinned output keeps what had arrived; other runs take its place.", () => {
  const live = of(run("a", down(10)), run("b", down(4)));
  const thinned = of(run("a", [1000, 0], { steps: 10, framesMade: 11 }), run("b", down(4)));
  thinned.runs[0].trajectory.frames[1].step = 10;
  assert.equal(sameRuns(live, thinned), false); // its options say other steps
  thinned.runs[0].trajectory.options[0][1] = "10";
  assert.equal(sameRuns(live, thinned), true);
  assert.equal(mergeComparisons(live, thinned).runs[0].trajectory.frames.length, 11);
});

test("Each state is said once, with the run it is of.", () => {
  const [a, b] = [run("a", down(10)), run("b", down(4))];
  const as = (state: Trajectory["state"], each: ComparedRun): ComparedRun => ({
    ...each,
    trajectory: { ...each.trajectory, state },
  });
  assert.equal(noticeOf([a, b], "none"), null);
  assert.match(noticeOf([as("stopped", a), as("failed", b)], "heard")?.finding ?? "", /^b failed at step 4/);
  assert.match(noticeOf([as("stopped", a), b], "heard")?.detail ?? "", /a at step 10, b at step 4/);
  assert.match(noticeOf([as("running", a), b], "broken")?.finding ?? "", /restarted/);
  assert.match(noticeOf([as("running", a), b], "none")?.finding ?? "", /Saved preview/);
  assert.equal(noticeOf([as("running", a), b], "heard"), null);
  assert.deepEqual([isLive([as("running", a), b], "heard"), isLive([a, b], "heard")], [true, false]);
  const thinned = { ...a, trajectory: { ...a.trajectory, framesMade: 1001 } };
  assert.match(noticeOf([thinned, b], "unknown")?.detail ?? "", /16 of 1,006 frames/);
});

test("Runs of different samples are refused, and data that ends early.", () => {
  const refused = (payload: Comparison, words: RegExp): void =>
    assert.throws(
      () => checkComparison(payload),
      (error) => error instanceof BadPayload && words.test(error.message),
    );
  refused(of(run("a", down(2)), run("b", down(2), { shown: 3 })), /"a" and "b" are of different samples/);
  refused(of(run("a", down(2)), run("b", down(2), { kind: "images" })), /different samples/);
  const cut = run("b", down(2));
  cut.trajectory.frames[1].x.data = "AAAA";
  refused(of(run("a", down(2)), cut), /the x of step 1 ends early/);
});

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

function placesIn(value: Json, path: (string | number)[] = []): (string | number)[][] {
  if (typeof value !== "object" || value === null) return [path];
  const inner = Object.entries(value).flatMap(([key, item]) => placesIn(item, [...path, key]));
  return path.length ? [path, ...inner] : inner;
}

function replaced(value: Json, path: (string | number)[], by: Json): Json {
  if (path.length === 0) return by;
  const [key, ...rest] = path;
  if (typeof value !== "object" || value === null) return value;
  const copy = structuredClone(value) as Record<string, Json>; // an array's keys are its indexes
  copy[key] = replaced(copy[key], rest, by);
  return copy;
}

const bad: Json[] = [
  null,
  -1,
  0,
  1.5,
  1e9,
  2 ** 53,
  1e308,
  "",
  "<script>alert(1)</script>",
  "!!!",
  [],
  [[]],
  {},
  true,
];

test("A thousand damaged payloads are refused in words, or hold together.", () => {
  const random = stream(3);
  const whole = JSON.parse(JSON.stringify(of(run("a", down(3)), run("b", down(2))))) as Json; // what JSON.parse gives
  const places = placesIn(whole);
  const picks = random.uniform64(2000);
  let refusals = 0;
  for (let i = 0; i < 1000; i++) {
    const place = places[Math.floor(picks[2 * i] * places.length)];
    const json = replaced(whole, place, bad[Math.floor(picks[2 * i + 1] * bad.length)]);
    try {
      const payload = readPayload(Comparison, json);
      checkComparison(payload);
      const timeline = commonTimeline(payload.runs);
      for (const stop of [...timeline.stops, 0, 1000]) {
        framesAt(timeline, stop).forEach((index, at) => {
          for (const quantity of ["x", "x0", "eps"] as const)
            valuesOf(payload.runs[at].trajectory.frames[index], quantity);
        });
      }
      beganAlike(payload.runs);
      splitOptions(payload.runs);
      noticeOf(payload.runs, "none");
    } catch (error) {
      assert.ok(error instanceof BadPayload, `${place.join(".")}: ${String(error)}`);
      refusals++;
    }
  }
  assert.ok(refusals > 500, `only ${refusals} were refused`);
});
