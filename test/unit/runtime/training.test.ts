import test from "node:test";
import assert from "node:assert/strict";
import * as v from "valibot";
import { Training, TrainingChunk, trainingMime, unpackFloats } from "../../../src/protocol/index.ts";
import { scalar, type Scalar, type Tensor } from "../../../src/runtime/core/tf.ts";
import { moons } from "../../../src/runtime/data/index.ts";
import { gaussian } from "../../../src/runtime/diffusion/index.ts";
import { mlp } from "../../../src/runtime/networks/index.ts";
import { stream } from "../../../src/runtime/random/index.ts";
import { ddim } from "../../../src/runtime/samplers/index.ts";
import { linear } from "../../../src/runtime/schedules/index.ts";
import { batches } from "../../../src/runtime/training/batches.ts";
import { fit } from "../../../src/runtime/training/index.ts";
import { learningRateAt } from "../../../src/runtime/training/learning-rate.ts";
import { foreseen } from "../../../src/runtime/training/monitor.ts";
import { inNotebook } from "./fake-host.ts";
import { leaves } from "./no-leak.ts";

const diffusion = gaussian({ schedule: linear() });
const small = () => mlp({ dim: 2, width: 32, depth: 2 });
const data = moons(512);
const mean = (values: Float32Array) => values.reduce((a, b) => a + b, 0) / values.length;

test("Training reduces the loss and leaves no tensor behind.", async () => {
  const model = small();
  await leaves(0, async () => {
    const { losses } = await fit(model, diffusion.loss, {
      data,
      batch: 64,
      steps: 200,
      learningRate: 5e-3,
      ema: 0.99,
    });
    assert.equal(losses.length, 200);
    const [first, last] = [mean(losses.subarray(0, 20)), mean(losses.subarray(-50))];
    assert.ok(last < 0.7 * first, `from ${first} to ${last}`);
  });
});

test("A run ends after the seconds it was given, whatever steps are left.", async () => {
  const model = small();
  const { losses, seconds } = await fit(model, diffusion.loss, {
    data,
    batch: 16,
    steps: 100_000,
    seconds: 0.2,
  });
  assert.ok(seconds >= 0.2 && seconds < 5, `${seconds}`);
  assert.ok(losses.length >= 1 && losses.length < 100_000);
  await assert.rejects(
    fit(model, diffusion.loss, { data, seconds: 0 }),
    /seconds must be more than 0, not 0/,
  );
  model.dispose();
});

test("The same seed trains the same weights.", async () => {
  const train = async (seed: number) =>
    (await fit(small(), diffusion.loss, { data, batch: 16, steps: 5, seed })).losses;
  assert.deepEqual(await train(1), await train(1));
  assert.notDeepEqual(await train(1), await train(2));
});

test("What a notebook sees of a run is valid, live and at the end.", async () => {
  await inNotebook(async (host) => {
    const model = small();
    const sample = () => ddim(diffusion.denoiser(model), { steps: 3, shape: [16, 2] });
    await fit(model, diffusion.loss, { data, batch: 16, steps: 20, sample, sampleEvery: 10 });
    const begun = v.parse(Training, host.shown[0][trainingMime]);
    assert.equal(begun.progress.state, "running");
    assert.equal(begun.stream, host.streams[0].id);
    assert.equal(begun.examples, "points");
    for (const chunk of host.chunks) v.parse(TrainingChunk, chunk);
    const ended = v.parse(Training, host.updates[0][trainingMime]);
    assert.equal(ended.progress.state, "finished");
    assert.equal(ended.stream, host.streams[0].id);
    assert.deepEqual(
      [...unpackFloats(ended.loss.steps)],
      [...Array(20).keys()].map((i) => i + 1),
    );
    assert.deepEqual(
      ended.samples.map(({ step, shown }) => [step, shown]),
      [
        [10, 16],
        [20, 16],
      ],
    );
    const sent = host.chunks.flatMap((chunk) => [...unpackFloats(v.parse(TrainingChunk, chunk).loss.values)]);
    assert.deepEqual(sent, [...unpackFloats(ended.loss.values)], "the chunks together are the whole run");
    assert.equal(typeof host.updates[0]["image/png"], "string");
    assert.match(String(host.updates[0]["text/plain"]), /finished at step 20 of 20/);
    assert.deepEqual(host.closed, [host.streams[0].id]);
  });
});

test("An interrupt ends the run, keeps what was learned and leaves no tensor behind.", async () => {
  await inNotebook(async (host) => {
    const model = small();
    const before = await model.weights["in.data.weight"].data();
    let steps = 0;
    const loss = (...[m, x, random]: Parameters<typeof diffusion.loss>): Scalar => {
      if (++steps === 5) host.interrupt();
      return diffusion.loss(m, x, random);
    };
    await leaves(0, async () => {
      await assert.rejects(fit(model, loss, { data, batch: 16, steps: 1000 }), { name: "AbortError" });
    });
    assert.equal(steps, 5);
    assert.notDeepEqual(await model.weights["in.data.weight"].data(), before);
    const ended = v.parse(Training, host.updates[0][trainingMime]);
    assert.equal(ended.progress.state, "stopped");
    assert.equal(ended.progress.step, 5);
  });
});

test("A viewer can pause a run and let it go on.", async () => {
  await inNotebook(async (host) => {
    let steps = 0;
    const loss = (...[m, x, random]: Parameters<typeof diffusion.loss>): Scalar => {
      if (++steps === 3) host.streams[0].onRequest?.({ type: "pause" });
      return diffusion.loss(m, x, random);
    };
    const run = fit(small(), loss, { data, batch: 16, steps: 6 });
    const paused = () =>
      host.chunks.some((chunk) => v.parse(TrainingChunk, chunk).progress.state === "paused");
    while (!paused()) await new Promise((resolve) => setImmediate(resolve));
    assert.equal(steps, 3);
    host.streams[0].onRequest?.({ type: "nonsense" });
    host.streams[0].onRequest?.({ type: "resume" });
    await run;
    assert.equal(steps, 6);
  });
});

test("A loss that is not finite ends the run, names the step, and spares the weights.", async () => {
  await inNotebook(async (host) => {
    const model = small();
    let weights: Float32Array | undefined;
    let steps = 0;
    const loss = (m: typeof model, x: Tensor): Scalar => {
      const value = m(x, x.slice([0, 0], [-1, 1]).reshape([-1]))
        .sub(x)
        .square()
        .mean<Scalar>();
      if (++steps < 4) return value;
      weights = m.weights["out.weight"].dataSync<"float32">();
      return value.mul(scalar(NaN));
    };
    await leaves(0, async () => {
      await assert.rejects(fit(model, loss, { data, batch: 16, steps: 10 }), /The loss is NaN at step 4/);
    });
    assert.deepEqual(await model.weights["out.weight"].data(), weights);
    const ended = v.parse(Training, host.updates[0][trainingMime]);
    assert.equal(ended.progress.state, "failed");
    assert.match(ended.progress.reason ?? "", /step 4/);
  });
});

test("Batches meet every example once before any a second time.", () => {
  const order = batches(10, 4, stream(1));
  const seen = Array.from({ length: 5 }, () => [...order.next().value]).flat();
  assert.equal(new Set(seen.slice(0, 10)).size, 10);
  assert.equal(new Set(seen.slice(10)).size, 10);
});

test("The learning rate rises, then falls along half a cosine.", () => {
  const rate = { peak: 2, warmup: 10, decay: "cosine" } as const;
  assert.equal(learningRateAt(5, 110, rate), 1);
  assert.equal(learningRateAt(10, 110, rate), 2);
  assert.ok(Math.abs(learningRateAt(60, 110, rate) - 1) < 1e-12);
  assert.ok(learningRateAt(110, 110, rate) < 1e-12);
  assert.equal(learningRateAt(999, 1000, { peak: 3, warmup: 0, decay: "constant" }), 3);
});

test("Options that cannot be are refused.", async () => {
  const model = small();
  await assert.rejects(fit(model, diffusion.loss, { data, batch: 0 }), /batch must be a whole number/);
  await assert.rejects(fit(model, diffusion.loss, { data, steps: 1.5 }), /steps must be a whole number/);
  await assert.rejects(
    fit(model, diffusion.loss, { data, learningRate: -1 }),
    /learningRate must be more than 0/,
  );
  await assert.rejects(fit(model, diffusion.loss, { data, ema: 1 }), /ema is a decay between 0 and 1/);
});

test("A run that time ends is drawn up to where it will come, and ends there.", async () => {
  await inNotebook(async (host) => {
    const model = mlp({ dim: 2, width: 8, depth: 1 });
    await fit(model, diffusion.loss, { data, steps: 1_000_000, seconds: 0.6 });
    const ended = v.parse(Training, host.updates[0][trainingMime]);
    const { step, planned } = ended.progress;
    assert.equal(planned, step);
    assert.ok(step < 1_000_000);
    assert.match(String(host.updates[0]["text/plain"]), new RegExp(`of ${step.toLocaleString("en")}`));
    const going = host.chunks.map((chunk) => v.parse(TrainingChunk, chunk).progress).slice(0, -1);
    assert.ok(going.length > 0);
    for (const each of going)
      assert.ok(each.planned! >= each.step && each.planned! < 1_000_000, JSON.stringify(each));
    model.dispose();
  });
});

test("What is foreseen is in proportion to the time, rounded up to two digits.", () => {
  assert.equal(foreseen(100, 1, 10), 1000);
  assert.equal(foreseen(101, 1, 10), 1100);
  assert.equal(foreseen(7, 1, 1), 7);
  assert.equal(foreseen(1234, 5, 5), 1300);
  assert.equal(foreseen(0, 0, 5), 1);
  assert.equal(foreseen(50, 9, 5), 50, "what has been is not taken back");
});
