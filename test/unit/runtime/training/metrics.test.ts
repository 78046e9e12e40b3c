import assert from "node:assert/strict";
import test from "node:test";
import * as v from "valibot";
import { Training, TrainingChunk, trainingMime, unpackFloats } from "../../../../src/protocol/index.ts";
import { moons } from "../../../../src/runtime/data/index.ts";
import { gaussian } from "../../../../src/runtime/diffusion/index.ts";
import { mlp } from "../../../../src/runtime/networks/index.ts";
import { linear } from "../../../../src/runtime/schedules/index.ts";
import { fit } from "../../../../src/runtime/training/index.ts";
import { inNotebook } from "../fake-host.ts";

const diffusion = gaussian({ schedule: linear() });
const options = { data: moons(64), batch: 16, steps: 7 };

test("Metrics of one's own are measured every so many steps and at the last, and reach the viewer by name.", async () => {
  await inNotebook(async (host) => {
    const model = mlp({ dim: 2, width: 8, depth: 1 });
    const metrics = {
      "half the step": (_: unknown, step: number) => step / 2,
      "size of <the> model": async (of: typeof model) => (await Promise.resolve(of)).size,
    };
    await fit(model, diffusion.loss, { ...options, metrics, metricsEvery: 3 });
    const { metrics: shown = [] } = v.parse(Training, host.updates[0][trainingMime]);
    assert.deepEqual(
      shown.map(({ name, series }) => [
        name,
        [...unpackFloats(series.steps)],
        [...unpackFloats(series.values)],
      ]),
      [
        ["half the step", [3, 6, 7], [1.5, 3, 3.5]],
        ["size of <the> model", [3, 6, 7], [model.size, model.size, model.size]],
      ],
    );
    assert.ok(v.parse(TrainingChunk, host.chunks.at(-1)).metrics);
  });
});

test("A metric that gives no number ends the run, and is named.", async () => {
  const metrics = { wrong: () => "much" as unknown as number };
  await assert.rejects(
    fit(mlp({ dim: 2, width: 8, depth: 1 }), diffusion.loss, { ...options, metrics }),
    /The metric "wrong" gives string where a number is needed/,
  );
});
