import test from "node:test";
import assert from "node:assert/strict";
import { inspect } from "node:util";
import { decode } from "fast-png";
import * as v from "valibot";
import {
  appendFrames,
  displaySymbol,
  type MimeBundle,
  fromBase64,
  Trajectory,
  TrajectoryChunk,
  trajectoryMime,
  unpackFloats,
  tensorMime,
} from "../../../src/protocol/index.ts";
import { tensor } from "../../../src/runtime/core/tf.ts";
import { moons } from "../../../src/runtime/data/index.ts";
import { gaussian } from "../../../src/runtime/diffusion/index.ts";
import { show } from "../../../src/runtime/display/index.ts";
import { thin } from "../../../src/runtime/display/thin.ts";
import { liveShown } from "../../../src/runtime/display/trajectory.ts";
import { ddim, ddpm } from "../../../src/runtime/samplers/index.ts";
import { edm, linear } from "../../../src/runtime/schedules/index.ts";
import { inNotebook } from "./fake-host.ts";
import { leaves } from "./no-leak.ts";

const diffusion = gaussian({ schedule: linear({ steps: 300 }), predict: "x0" });
const denoiser = diffusion.denoiser((x) => x.mul(0.5));
const clip = [-1, 1] as const;

test("A shown sampler is valid, whole in its stream and small in its notebook.", async () => {
  await inNotebook(async (host) => {
    await leaves(1, async () => {
      const shown = await show(ddpm(denoiser, { shape: [20, 8, 8, 1], clip, seed: 1 }));
      assert.deepEqual(shown.x.shape, [20, 8, 8, 1]);
      assert.deepEqual(shown[displaySymbol](), {});
    });
    const begun = v.parse(Trajectory, host.shown[0][trajectoryMime]);
    assert.equal(begun.kind, "images");
    assert.equal(begun.stream, host.streams[0].id);
    const live = host.chunks.map((chunk) => v.parse(TrajectoryChunk, chunk)).reduce(appendFrames, begun);
    assert.equal(live.frames.length, 301);
    assert.equal(live.state, "finished");
    assert.deepEqual([live.frames[0].t, live.frames[300].t], [300, 0]);

    const saved = v.parse(Trajectory, host.updates[0][trajectoryMime]);
    assert.equal(saved.framesMade, 301);
    assert.equal(saved.stream, host.streams[0].id);
    assert.deepEqual([saved.frames[0].step, saved.frames.at(-1)?.step], [0, 300]);
    const base64 = saved.frames.reduce((size, { x, x0 }) => size + x.data.length + (x0?.data.length ?? 0), 0);
    assert.ok(base64 <= 256 * 1024 && base64 > 128 * 1024, `${base64} characters`);
    assert.deepEqual(host.closed, [host.streams[0].id]);
  });
});

test("A live viewer gets every sample that it can show, the notebook keeps the first of them.", async () => {
  await inNotebook(async (host) => {
    await show(ddim(denoiser, { shape: [3000, 2], steps: 4, seed: 2 }));
    const chunks = host.chunks.map((chunk) => v.parse(TrajectoryChunk, chunk));
    const frames = chunks.flatMap((chunk) => chunk.frames);
    assert.ok(chunks.every(({ shown }) => shown === 3000));
    assert.deepEqual(
      frames.map(({ step, x }) => [step, x.length]),
      [0, 1, 2, 3, 4].map((step) => [step, 6000]),
    );
    const saved = v.parse(Trajectory, host.updates[0][trajectoryMime]);
    assert.deepEqual([saved.shown, saved.frames.length], [1024, 5]);
    saved.frames.forEach(({ x }, k) =>
      assert.deepEqual(unpackFloats(x), unpackFloats(frames[k].x).slice(0, 2048)),
    );
    // Of a run so long that all of it would not fit, fewer.
    const head = { ...saved, batch: 10_000, steps: 2000, sampleShape: [2] };
    const size = liveShown(head) * 2 * 2 * 2 * 2001 * (4 / 3);
    assert.ok(size <= 64 * 2 ** 20 && size > 60 * 2 ** 20, `${size} characters`);
    assert.equal(liveShown({ ...head, batch: 5 }), 1024);
  });
});

test("Frames hold what the sampler had, to half precision.", async () => {
  await inNotebook(async (host) => {
    const states: number[][] = [];
    const run = ddim(denoiser, { shape: [3, 2], steps: 4, seed: 2 });
    async function* recorded() {
      for await (const frame of run) {
        states.push([...(await frame.x.data())]);
        yield frame;
      }
    }
    await show(Object.assign(recorded(), { about: run.about }), { reference: moons(50) });
    const saved = v.parse(Trajectory, host.updates[0][trajectoryMime]);
    assert.equal(saved.sampler, "DDIM");
    assert.equal(saved.kind, "points");
    assert.equal(saved.reference?.length, 100);
    saved.frames.forEach((frame, i) => {
      unpackFloats(frame.x).forEach((value, j) => assert.ok(Math.abs(value - states[i][j]) < 2e-3));
      assert.equal(frame.x0 === null, i === 4);
    });
  });
});

test("Steps are counted from 1 as in papers, and continuous time is itself.", async () => {
  for (const [model, expected] of [
    [denoiser, [226, 151, 76, 1, 0]],
    [
      Object.assign((...[x]: Parameters<typeof denoiser>) => ({ x0: x, eps: x }), { schedule: edm() }),
      [1, 0.5, 0, 0],
    ],
  ] as const) {
    await inNotebook(async (host) => {
      await show(ddim(model, { shape: [3, 2], steps: expected.length - 1 }));
      const saved = v.parse(Trajectory, host.updates[0][trajectoryMime]);
      assert.deepEqual(
        saved.frames.map(({ t }) => t),
        expected,
      );
    });
  }
});

test("The picture of a trajectory is a PNG with a column for each state.", async () => {
  await inNotebook(async (host) => {
    await show(ddim(denoiser, { shape: [3, 8, 8, 1], steps: 4, clip }));
    const picture = decode(fromBase64(String(host.updates[0]["image/png"])));
    assert.deepEqual([picture.width, picture.height], [5 * 52 - 4, 3 * 52 - 4]);
    assert.ok(new Set(picture.data).size > 10);
  });
});

test("A sampler that fails or is interrupted keeps its frames and says so.", async () => {
  await inNotebook(async (host) => {
    const broken = diffusion.denoiser((x, t) => (t.dataSync()[0] < 200 ? x.mul(NaN) : x));
    await leaves(0, async () => {
      await assert.rejects(show(ddim(broken, { shape: [3, 2], steps: 10 })), /finite numbers/);
    });
    const saved = v.parse(Trajectory, host.updates[0][trajectoryMime]);
    assert.equal(saved.state, "failed");
    assert.ok(saved.frames.length > 2);
  });
  await inNotebook(async (host) => {
    const stopping = diffusion.denoiser((x, t) => {
      if (t.dataSync()[0] < 200) host.interrupt();
      return x;
    });
    await leaves(0, async () => {
      await assert.rejects(show(ddim(stopping, { shape: [3, 2], steps: 10 })), { name: "AbortError" });
    });
    assert.equal(v.parse(Trajectory, host.updates[0][trajectoryMime]).state, "stopped");
    assert.match(String(host.updates[0]["text/plain"]), /stopped after \d of 10 steps/);
  });
});

test("Tensors show as a picture where they are one, else as numbers.", async () => {
  await inNotebook(async (host) => {
    await show(moons(100));
    await show(tensor([1, 0.5, 0, 1], [2, 2, 1]));
    await show(tensor([1, 2, 3]));
    await show("plain");
    await show({ [displaySymbol]: () => ({ "text/plain": "its own" }) });
    const [points, image, numbers, text, own] = host.shown;
    assert.equal(decode(fromBase64(String(points["image/png"]))).width, 180);
    assert.equal(decode(fromBase64(String(image["image/png"]))).width, 48);
    assert.match(String(numbers["text/plain"]), /Tensor \[3\] float32/);
    assert.equal(text["text/plain"], "plain");
    assert.equal(own["text/plain"], "its own");
  });
});

test("A tensor shows itself, and logs as its shape and numbers.", async () => {
  const x = tensor([1, 2]);
  assert.match(inspect({ x }), /Tensor \[2\] float32\s+\[1, 2\]/);
  x.dispose();
  assert.match(inspect(x), /^Tensor \[2\] float32, disposed$/);
  // The method is there at run time; tfjs's types do not know it.
  const drawn = await (moons(10) as unknown as { [displaySymbol](): Promise<MimeBundle> })[displaySymbol]();
  assert.deepEqual(Object.keys(drawn), [tensorMime, "image/png", "text/plain"]);
});

test("What cannot be shown says why.", async () => {
  const run = ddim(denoiser, { shape: [2, 2], steps: 3 });
  await inNotebook(async () => {
    await show(run);
    await assert.rejects(show(run), /a run can be consumed only once/);
    const other = show(ddim(denoiser, { shape: [2, 2], steps: 3 }), { reference: tensor([[1, 2, 3]]) });
    await assert.rejects(
      other,
      /reference of shape \[1, 3\] is not of the same kind as the samples \[2, 2\]/,
    );
  });
});

test("Thinning keeps the first and the last and spreads the rest.", () => {
  const items = [...Array(101).keys()];
  assert.deepEqual(thin(items, 5), [0, 25, 50, 75, 100]);
  assert.deepEqual(thin(items, 1), [0, 100]);
  assert.deepEqual(thin([1, 2, 3], 5), [1, 2, 3]);
});
