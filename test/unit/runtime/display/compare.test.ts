import assert from "node:assert/strict";
import test from "node:test";
import { decode } from "fast-png";
import * as v from "valibot";
import {
  appendToRuns,
  Comparison,
  ComparisonChunk,
  comparisonMime,
  displaySymbol,
  fromBase64,
  unpackFloats,
} from "../../../../src/protocol/index.ts";
import { tensor } from "../../../../src/runtime/core/tf.ts";
import { moons } from "../../../../src/runtime/data/index.ts";
import { gaussian } from "../../../../src/runtime/diffusion/index.ts";
import { compareRuns } from "../../../../src/runtime/display/index.ts";
import type { Run } from "../../../../src/runtime/display/run.ts";
import { ddim, ddimInverse, ddpm } from "../../../../src/runtime/samplers/index.ts";
import { edm, linear } from "../../../../src/runtime/schedules/index.ts";
import { inNotebook } from "../fake-host.ts";
import { leaves } from "../no-leak.ts";

const schedule = linear({ steps: 300 });
const diffusion = gaussian({ schedule, predict: "x0" });
const denoiser = diffusion.denoiser((x) => x.mul(0.5));
const points = { shape: [40, 2], seed: 1 } as const;
const savedIn = (bundle: Record<string, unknown>): Comparison => v.parse(Comparison, bundle[comparisonMime]);

test("Compared runs are whole in their stream, small in their notebook, and give their samples.", async () => {
  await inNotebook(async (host) => {
    const many = { shape: [1024, 2], seed: 1 };
    const reference = moons(50);
    await leaves(2, async () => {
      const both = await compareRuns(
        { ddpm: ddpm(denoiser, many), ddim: ddim(denoiser, { ...many, steps: 20 }) },
        { reference },
      );
      assert.deepEqual([both.ddpm.x.shape, both.ddim.x.shape], [many.shape, many.shape]);
      assert.deepEqual(both[displaySymbol](), {});
      const alone = await last(ddim(denoiser, { ...many, steps: 20 }));
      assert.deepEqual([...(await both.ddim.x.data())], alone);
    });
    const begun = savedIn(host.shown[0]);
    const live = host.chunks.map((chunk) => v.parse(ComparisonChunk, chunk)).reduce(appendToRuns, begun);
    assert.deepEqual(
      live.runs.map(({ name, trajectory: { frames, state } }) => [name, frames.length, state]),
      [
        ["ddpm", 301, "finished"],
        ["ddim", 21, "finished"],
      ],
    );
    const saved = savedIn(host.updates[0]);
    assert.equal(saved.stream, host.streams[0].id);
    const size = JSON.stringify(host.updates[0][comparisonMime]).length;
    assert.ok(size <= 256 * 1024 && size > 200 * 1024, `${size} characters`);
    const [ddpmRun, ddimRun] = saved.runs.map(({ trajectory }) => trajectory);
    assert.deepEqual([ddpmRun.reference?.length, ddimRun.reference], [100, null]);
    // What was thinned keeps its ends, and every t of the short run, so that equal t are compared.
    const ts = ddpmRun.frames.map(({ t }) => t);
    assert.deepEqual([ts[0], ts.at(-1), ddpmRun.framesMade], [300, 0, 301]);
    assert.ok(
      ddimRun.frames.every(({ t }) => ts.includes(t)),
      `${ts.join()} lacks some of ${ddimRun.frames.map(({ t }) => t).join()}`,
    );
    assert.deepEqual(host.closed, [host.streams[0].id]);
  });
});

async function last(run: Run): Promise<number[]> {
  let values: number[] = [];
  for await (const { x, step, steps } of run) {
    values = [...(await x.data())];
    if (step === steps) x.dispose();
  }
  return values;
}

/** The run with each step it takes written down. */
function recorded(run: ReturnType<typeof ddim>, name: string, taken: [string, number][]): Run {
  async function* frames() {
    for await (const frame of run) {
      taken.push([name, frame.t]);
      yield frame;
    }
  }
  return Object.assign(frames(), { about: run.about });
}

test("Runs progress together in t: none takes a step while another is behind.", async () => {
  await inNotebook(async () => {
    const taken: [string, number][] = [];
    const steps = { a: 30, b: 7, c: 100 };
    const runs = Object.entries(steps).map(
      ([name, count]) => [name, recorded(ddim(denoiser, { ...points, steps: count }), name, taken)] as const,
    );
    await compareRuns(Object.fromEntries(runs));
    assert.equal(taken.length, 30 + 7 + 100 + 3);
    const now = new Map<string, number>();
    for (const [name, t] of taken) {
      const mine = now.get(name);
      if (mine !== undefined) assert.ok([...now.values()].every((theirs) => theirs <= mine));
      now.set(name, t);
    }
  });
});

test("The same seed is the same starting noise, and frames hold what the samplers had.", async () => {
  await inNotebook(async (host) => {
    await compareRuns({
      a: ddim(denoiser, { ...points, steps: 4 }),
      b: ddpm(denoiser, { ...points, steps: 6 }),
    });
    const [a, b] = savedIn(host.updates[0]).runs.map(({ trajectory }) => trajectory);
    assert.equal(a.frames[0].x.data, b.frames[0].x.data);
    assert.deepEqual([a.shown, b.shown], [40, 40]);
    const end = await last(ddim(denoiser, { ...points, steps: 4 }));
    unpackFloats(a.frames[4].x).forEach((value, i) => assert.ok(Math.abs(value - end[i]) < 2e-3));
  });
});

test("A run that fails ends all: what had come stays, and says which failed.", async () => {
  await inNotebook(async (host) => {
    const broken = diffusion.denoiser((x, t) => (t.dataSync()[0] < 200 ? x.mul(NaN) : x));
    await leaves(0, async () => {
      await assert.rejects(
        compareRuns({
          good: ddim(denoiser, { ...points, steps: 10 }),
          bad: ddim(broken, { ...points, steps: 10 }),
        }),
        /finite numbers/,
      );
    });
    const [good, bad] = savedIn(host.updates[0]).runs.map(({ trajectory }) => trajectory);
    assert.deepEqual([good.state, bad.state], ["stopped", "failed"]);
    assert.ok(good.frames.length > 2 && bad.frames.length > 2);
    assert.deepEqual(host.closed, [host.streams[0].id]);
  });
});

test("An interrupt stops all runs.", async () => {
  await inNotebook(async (host) => {
    const stopping = diffusion.denoiser((x, t) => {
      if (t.dataSync()[0] < 20) host.interrupt();
      return x;
    });
    await leaves(0, async () => {
      await assert.rejects(
        compareRuns({
          short: ddim(denoiser, { ...points, steps: 1 }),
          long: ddim(stopping, { ...points, steps: 50 }),
        }),
        { name: "AbortError" },
      );
    });
    const [, long] = savedIn(host.updates[0]).runs.map(({ trajectory }) => trajectory);
    assert.equal(long.state, "stopped");
    assert.match(String(host.updates[0]["text/plain"]), /long: DDIM \(.*stopped after \d+ of 50 steps/);
  });
});

test("Runs that go opposite ways are refused, whatever their first level.", async () => {
  await inNotebook(async (host) => {
    await leaves(0, async () => {
      const x = tensor([0.1, -0.4], [1, 2]);
      await assert.rejects(
        compareRuns({
          up: ddimInverse(denoiser, { x, steps: 5 }),
          down: ddim(denoiser, { shape: [1, 2], steps: 5 }),
        }),
        /"up" goes from data to noise and "down" from noise to data/,
      );
      x.dispose();
    });
    assert.ok(savedIn(host.updates[0]).runs.some(({ trajectory }) => trajectory.state === "failed"));
  });
});

test("What cannot be compared is refused in words.", async () => {
  await inNotebook(async (host) => {
    const run = (shape: readonly number[] = [4, 2]) => ddim(denoiser, { shape, steps: 2 });
    const used = run();
    await last(used);
    const same = run();
    const refused: [Record<string, Run>, RegExp][] = [
      [{}, /2 to 4 runs side by side, and got none/],
      [{ one: run() }, /got only "one": show\(run\) shows one/],
      [{ a: run(), b: run(), c: run(), d: run(), e: run() }, /2 to 4 runs side by side, not 5/],
      [{ a: same, b: same }, /"a" and "b" are the same run/],
      [{ a: run(), b: used }, /"b" gives no frames: a run can be consumed only once/],
      [{ a: run(), b: run([4, 8, 8, 1]) }, /"a" have the shape \[2\] and those of "b" \[8, 8, 1\]/],
      [{ a: run([4, 5]), b: run([4, 5]) }, /the samples have the shape \[5\]/],
      [run() as never, /takes runs by name/],
      [{ a: run(), b: 3 as never }, /"b" is no run of a sampler/],
      [{ a: run(), b: continuous() }, /t of "a" counts steps and t of "b" is continuous/],
    ];
    for (const [runs, words] of refused) await leaves(0, () => assert.rejects(compareRuns(runs), words));
    await assert.rejects(compareRuns({ a: run(), b: run() }, { names: [] } as never), /no option "names"/);
    assert.equal(host.shown.length, 0);
  });
});

const continuous = (): Run =>
  ddim(
    Object.assign((...[x]: Parameters<typeof denoiser>) => ({ x0: x, eps: x }), { schedule: edm() }),
    { shape: [4, 2], steps: 2 },
  );

test("The picture has a row for each run, marked in its hue, and a column for each t.", async () => {
  await inNotebook(async (host) => {
    await compareRuns({
      a: ddim(denoiser, { ...points, steps: 4 }),
      b: ddpm(denoiser, { ...points, steps: 4 }),
    });
    const picture = decode(fromBase64(String(host.updates[0]["image/png"])));
    assert.deepEqual([picture.width, picture.height], [12 + 5 * 188 - 8, 18 + 2 * 188 - 8]);
    const pixel = (x: number, y: number): number[] => [
      ...picture.data.slice((y * picture.width + x) * 3, (y * picture.width + x) * 3 + 3),
    ];
    assert.deepEqual(
      [pixel(1, 100), pixel(1, 300)],
      [
        [0, 99, 211],
        [167, 107, 18],
      ],
    );
    const images = { shape: [5, 8, 8, 1], seed: 1, steps: 4 };
    await compareRuns({ a: ddim(denoiser, images), b: ddim(denoiser, images), c: ddim(denoiser, images) });
    const pictures = decode(fromBase64(String(host.updates[1]["image/png"])));
    assert.deepEqual([pictures.width, pictures.height], [12 + 8 * 56 - 8, 18 + 6 * 56 - 8]);
  });
});
