import assert from "node:assert/strict";
import test from "node:test";
import * as v from "valibot";
import { Training, trainingMime } from "../../../../src/protocol/index.ts";
import { moons } from "../../../../src/runtime/data/index.ts";
import { gaussian } from "../../../../src/runtime/diffusion/index.ts";
import { mlp } from "../../../../src/runtime/networks/index.ts";
import { cosine, linear } from "../../../../src/runtime/schedules/index.ts";
import { byTime } from "../../../../src/runtime/training/by-time.ts";
import { fit } from "../../../../src/runtime/training/index.ts";
import { inNotebook } from "../fake-host.ts";

test("The parts of a schedule follow each other without a gap, from t = 2 to T as papers count, and take what is theirs.", () => {
  for (const steps of [2, 3, 10, 25, 26, 50, 1000]) {
    const terms = byTime(steps);
    for (let t = 0; t < steps; t++) terms.add(t, t);
    const { parts } = terms.now();
    assert.equal(parts[0].from, 2);
    assert.equal(parts.at(-1)!.to, steps);
    for (const [k, { from, to, count, nats }] of parts.entries()) {
      if (k > 0) assert.equal(from, parts[k - 1].to + 1);
      assert.equal(count, to - from + 1, `${steps} steps, part ${k}`);
      assert.ok(
        Math.abs(nats! - ((from + to) / 2 - 1)) < 1e-9,
        "the mean of its own t, which count from 0 here",
      );
    }
  }
});

test("In continuous time parts are of equal length, what is not finite is left out, and the newest count.", () => {
  const terms = byTime(null);
  terms.add(0.5, NaN);
  terms.add(1, 7);
  for (let i = 0; i < 20_000; i++) terms.add(0, i < 10_000 ? 5 : 2);
  const { parts } = terms.now();
  assert.deepEqual([parts[0].from, parts.at(-1)!.to, parts.at(-1)!.nats], [0, 1, 7]);
  assert.equal(parts.filter(({ count }) => count > 0).length, 2);
  assert.ok(Math.abs(parts[0].nats! - 2) < 1e-3, `${parts[0].nats}`);
});

test("The terms' factors telescope: over all t they come to half of what the SNR falls by.", () => {
  for (const schedule of [linear({ steps: 100 }), cosine({ steps: 40 })]) {
    const { termAt, steps } = gaussian({ schedule }).loss.nature;
    let sum = 0;
    for (let t = 1; t < steps!; t++) sum += termAt(t)!;
    const fall = (schedule.snr[0] - schedule.snr.at(-1)!) / 2;
    assert.ok(Math.abs(sum - fall) < 1e-9 * fall, `${sum} for ${fall}`);
    assert.equal(termAt(0), null);
  }
});

test("A diffusion's run shows its terms by t, and a loss that says nothing of t shows none.", async () => {
  await inNotebook(async (host) => {
    const diffusion = gaussian({ schedule: linear({ steps: 25 }) });
    const options = { data: moons(64), batch: 32, steps: 20 };
    await fit(mlp({ dim: 2, width: 8, depth: 1 }), diffusion.loss, options);
    const { terms } = v.parse(Training, host.updates[0][trainingMime]);
    assert.ok(terms);
    assert.equal(terms.steps, 25);
    assert.equal(terms.parts.length, 24);
    const seen = terms.parts.reduce((sum, { count }) => sum + count, 0);
    assert.ok(seen > 550 && seen < 640, `${seen} of 640 examples, less those at t = 0`);
    await fit(mlp({ dim: 2, width: 8, depth: 1 }), (m, x, random) => diffusion.loss(m, x, random), options);
    assert.equal(v.parse(Training, host.updates[1][trainingMime]).terms, undefined);
  });
});
