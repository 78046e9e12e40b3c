import assert from "node:assert/strict";
import test from "node:test";
import * as v from "valibot";
import { Training, TrainingChunk, trainingMime } from "../../../../src/protocol/index.ts";
import { moons } from "../../../../src/runtime/data/index.ts";
import { gaussian } from "../../../../src/runtime/diffusion/index.ts";
import { gan } from "../../../../src/runtime/families/index.ts";
import { mlp } from "../../../../src/runtime/networks/index.ts";
import { ddim } from "../../../../src/runtime/samplers/index.ts";
import { linear } from "../../../../src/runtime/schedules/index.ts";
import { fit, type Loss } from "../../../../src/runtime/training/index.ts";
import { inNotebook } from "../fake-host.ts";
import { leaves } from "../no-leak.ts";

const diffusion = gaussian({ schedule: linear() });
const small = () => mlp({ dim: 2, width: 8, depth: 1 });
const data = moons(64);

test("Stop ends a run after its step: cells go on, with the model as it is and no tensor left behind.", async () => {
  await inNotebook(async (host) => {
    const model = small();
    const before = await model.weights["in.data.weight"].data();
    await leaves(0, async () => {
      const run = await fit(model, diffusion.loss, {
        data,
        batch: 16,
        steps: 1000,
        ema: 0.9,
        onStep: (step) => (step === 5 ? host.streams[0].onRequest?.({ type: "stop" }) : undefined),
      });
      assert.equal(run.stopped, true);
      assert.equal(run.losses.length, 5);
    });
    assert.notDeepEqual(await model.weights["in.data.weight"].data(), before);
    const ended = v.parse(Training, host.updates[0][trainingMime]);
    assert.deepEqual([ended.progress.state, ended.progress.step], ["stopped", 5]);
    assert.deepEqual(host.closed, [host.streams[0].id]);
  });
});

test("A run that is paused can be stopped.", async () => {
  await inNotebook(async (host) => {
    const loss: Loss = (...[model, x, random]) => {
      host.streams[0].onRequest?.({ type: "pause" });
      return diffusion.loss(model, x, random);
    };
    const run = fit(small(), loss, { data, batch: 16, steps: 6 });
    const paused = () =>
      host.chunks.some((chunk) => v.parse(TrainingChunk, chunk).progress.state === "paused");
    while (!paused()) await new Promise((resolve) => setImmediate(resolve));
    host.streams[0].onRequest?.({ type: "stop" });
    const { stopped, losses } = await run;
    assert.deepEqual([stopped, losses.length], [true, 1]);
  });
});

test("A run that draws samples stops between two of the sampler's steps, without samples.", async () => {
  await inNotebook(async (host) => {
    const model = small();
    let frames = 0;
    const sample = async function* () {
      for await (const frame of ddim(diffusion.denoiser(model), { steps: 50, shape: [4, 2] })) {
        if (++frames === 3) host.streams[0].onRequest?.({ type: "stop" });
        yield frame;
      }
    };
    const { stopped, losses } = await fit(model, diffusion.loss, {
      data,
      batch: 16,
      steps: 10,
      sample,
      sampleEvery: 4,
    });
    assert.deepEqual([stopped, losses.length, frames], [true, 4, 3]);
    assert.deepEqual(v.parse(Training, host.updates[0][trainingMime]).samples, []);
  });
});

test("A run that nobody stops says so.", async () => {
  assert.equal((await fit(small(), diffusion.loss, { data, batch: 16, steps: 2 })).stopped, false);
});

test("A GAN's training is stopped in the same way.", async () => {
  await inNotebook(async (host) => {
    const players = gan({ shape: [2], latent: 2 });
    const { generatorLosses } = await players.train({
      data,
      batch: 8,
      steps: 100,
      onStep: (step) => (step === 2 ? host.streams[0].onRequest?.({ type: "stop" }) : undefined),
    });
    assert.equal(generatorLosses.length, 2);
    assert.equal(v.parse(Training, host.updates.at(-1)![trainingMime]).progress.state, "stopped");
  });
});
