import test from "node:test";
import assert from "node:assert/strict";
import {
  cosine,
  edm,
  linear,
  networkTime,
  respace,
  sectionTimesteps,
  timesteps,
} from "../../../../src/runtime/schedules/index.ts";
import { assertNear } from "./near.ts";

test("Timesteps fall, stay in range and are as many as asked, for every number of steps.", () => {
  for (const spacing of ["leading", "trailing", "linspace"] as const) {
    for (let count = 1; count <= 50; count++) {
      const chosen = timesteps(50, count, { spacing });
      assert.equal(chosen.length, count);
      chosen.forEach((t, i) => {
        assert.ok(Number.isInteger(t) && t >= 0 && t < 50, `${spacing} ${count}: ${t}`);
        if (i) assert.ok(t < chosen[i - 1], `${spacing} ${count}: ${chosen.join()}`);
      });
    }
  }
});

test("Timesteps that a schedule does not have are refused.", () => {
  assert.throws(() => timesteps(10, 11), /11 steps on a schedule of 10/);
  assert.throws(() => timesteps(10, 0), /steps must be a whole number/);
  assert.throws(() => timesteps(10, 10, { offset: 1 }), /timestep 10, past the last/);
  assert.throws(() => timesteps(10, 5, { spacing: "trailing", offset: 1 }), /Only leading/);
  assert.throws(() => timesteps(10, 5, { spacing: "karras" as never }), /no spacing "karras"/);
});

test("Sections keep as many steps as asked, from the first of each to its last.", () => {
  for (let count = 1; count <= 100; count++) {
    const kept = sectionTimesteps(100, count);
    assert.equal(new Set(kept).size, count);
    assert.equal(kept[0], 0);
    if (count > 1) assert.equal(kept.at(-1), 99);
  }
  assert.deepEqual(sectionTimesteps(10, [2, 0, 1]), [0, 3, 7]);
  assert.deepEqual(sectionTimesteps(300, "10, 15,20"), sectionTimesteps(300, [10, 15, 20]));
  assert.deepEqual(sectionTimesteps(7, "ddim3"), [0, 3, 6]);
  assert.deepEqual(sectionTimesteps(7, "ddim1"), [0]);
  assert.deepEqual(sectionTimesteps(100, "5"), sectionTimesteps(100, 5));
});

test("Sections that cannot be are refused.", () => {
  assert.throws(
    () => sectionTimesteps(300, [101, 1, 1]),
    /Section 0 has 100 of 300 steps and cannot keep 101/,
  );
  assert.throws(() => sectionTimesteps(1000, "ddim600"), /No whole stride takes 600 of 1000/);
  assert.throws(() => sectionTimesteps(1000, "ddim"), /N of ddimN must be/);
  assert.throws(() => sectionTimesteps(1000, "ten"), /"ten" says no sections/);
  assert.throws(() => sectionTimesteps(1000, [1.5]), /count of section 0/);
  assert.throws(() => sectionTimesteps(1000, []), /no step at all/);
  assert.throws(() => respace(linear(), { timesteps: [1, 1] }), /Timestep 1 .* once/);
  assert.throws(() => respace(linear(), { timesteps: [1000] }), /Timestep 1000/);
  assert.throws(() => respace(linear(), { timesteps: [] }), /empty/);
});

test("A respaced schedule has the levels of the steps it keeps, in whatever order they are named.", () => {
  const all = linear();
  const kept = respace(all, { timesteps: timesteps(1000, 50, { spacing: "trailing" }) });
  assert.equal(kept.steps, 50);
  let product = 1;
  for (let t = 0; t < 50; t++) {
    const from = kept.original?.[t] ?? NaN;
    assert.equal(from, (t + 1) * 20 - 1);
    assert.deepEqual(kept.level(t), all.level(from));
    product *= 1 - kept.betas[t];
    assertNear(kept.alphaBar[t] / product, 1, 1e-10);
  }
});

test("A respaced schedule is at one with its source between steps too, and when respaced again.", () => {
  for (const source of [linear(), cosine(), edm().discretize(1000)]) {
    const once = respace(source, "10,15,20");
    const twice = respace(once, 7);
    for (const schedule of [once, twice]) {
      for (const t of [0, 0.5, 3, 4.75, schedule.steps - 1]) {
        const when = networkTime(schedule, t);
        const at = source.original ? source.timeAt(edm().logSnr(when / 1000)) : when;
        assertNear(schedule.level(t).sigma, source.level(at).sigma, 1e-9, `${schedule.name} at ${t}`);
      }
    }
  }
  assert.equal(networkTime(linear(), 3.5), 3.5);
  assert.equal(networkTime(edm(), 0.25), 250);
});
