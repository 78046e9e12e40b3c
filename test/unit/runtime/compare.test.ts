import test from "node:test";
import assert from "node:assert/strict";
import { decode } from "fast-png";
import * as v from "valibot";
import { displaySymbol, Table, tableMime, unpackFloats } from "../../../src/protocol/index.ts";
import { dispose, tensor1d, zeros } from "../../../src/runtime/core/tf.ts";
import { moons } from "../../../src/runtime/data/index.ts";
import { gaussian, minSnr } from "../../../src/runtime/diffusion/index.ts";
import { mlp } from "../../../src/runtime/networks/index.ts";
import { noise } from "../../../src/runtime/random/index.ts";
import { ddim } from "../../../src/runtime/samplers/index.ts";
import { cosine, flow, linear } from "../../../src/runtime/schedules/index.ts";
import { epsError, examLevels } from "../../../src/runtime/training/compare/exam.ts";
import { compare, type CompareOptions, type Comparison } from "../../../src/runtime/training/index.ts";
import { inNotebook } from "./fake-host.ts";
import { leaves } from "./no-leak.ts";

const schedule = linear({ steps: 100 });
const data = moons(128);
const sampler: CompareOptions["sampler"] = (denoiser, options) => ddim(denoiser, { steps: 3, ...options });
const common = { data, batch: 16, steps: 6, samples: 4, measureEvery: 3, sampler };
const variants = {
  eps: gaussian({ schedule }),
  v: gaussian({ schedule, predict: "v", weight: minSnr(5) }),
};
const model = () => mlp({ dim: 2, width: 8, depth: 1 });

const free = ({ variants }: Comparison) => {
  for (const { model, samples } of Object.values(variants)) {
    model.dispose();
    dispose(samples);
  }
};

test("Variants that are the same come out the same, whatever weights their networks were made with.", async () => {
  let seed = 0;
  const { variants } = await compare(
    { one: gaussian({ schedule }), other: gaussian({ schedule }) },
    { ...common, model: () => mlp({ dim: 2, width: 8, depth: 1, seed: seed++ }) },
  );
  const { one, other } = variants;
  assert.deepEqual(one.losses, other.losses);
  assert.deepEqual(one.epsError, other.epsError);
  assert.deepEqual(one.measured, other.measured);
  assert.deepEqual(await one.samples.data(), await other.samples.data());
});

test("The same seed compares the same; another one does not.", async () => {
  const run = async (seed: number) => {
    const { losses, epsError, samples } = (await compare(variants, { ...common, model, seed })).variants.v;
    return { losses, error: epsError.values, samples: await samples.data() };
  };
  const first = await run(3);
  assert.deepEqual(await run(3), first);
  assert.notDeepEqual((await run(4)).losses, first.losses);
  assert.equal(first.losses.length, 6);
});

test("The error of eps is 0 for who knows it and 1 for who says 0, on every schedule.", async () => {
  const [x0, eps] = [noise([500, 2], { seed: 1 }), noise([500, 2], { seed: 2 })];
  for (const schedule of [linear(), cosine({ steps: 30 }), flow()]) {
    const exam = { x0, eps, logSnrs: examLevels(linear()) };
    const knows = gaussian({ schedule, predict: "x0" }).denoiser(() => x0);
    // At the least noise, eps is what float32 leaves of x_t - alpha x_0.
    assert.ok((await epsError(knows, exam, null)) < 1e-4, schedule.name);
    const blind = Object.assign(() => ({ x0, eps: zeros(eps.shape) }), { schedule });
    const [square] = await eps.square().mean().data();
    assert.ok(Math.abs((await epsError(blind, exam, null)) - square) < 1e-5);
  }
});

test("Variants of different schedules are asked at the same levels of noise.", () => {
  const levels = examLevels(linear());
  assert.ok(levels.every((level, i) => i === 0 || level < levels[i - 1]));
  const [fine, coarse] = [flow(), cosine({ steps: 1000 })];
  for (const level of levels) {
    const { alpha, sigma } = fine.level(fine.timeAt(level));
    assert.ok(Math.abs(2 * Math.log(alpha / sigma) - level) < 1e-9);
    assert.ok(Math.abs(coarse.logSnr[Math.round(coarse.timeAt(level))] - level) < 0.2);
  }
});

test("A notebook sees a table that grows, and a monitor for each variant where they are asked for; nothing is shown twice.", async () => {
  await inNotebook(async (host) => {
    const result = await compare(variants, { ...common, model, measureEvery: 2 });
    assert.match(String(host.shown[0]["text/plain"]), /^variant .*\neps +waits\nv +waits$/);
    assert.equal(host.shown.length, 1, "the table alone");
    const last = host.updates.at(-1)!;
    assert.match(
      String(last["text/plain"]),
      /variant +state +its own loss +error of eps .*\neps +done +\d.*\nv +done/,
    );
    assert.equal(String(last["text/html"]).match(/<img src="data:image\/png;base64,/g)?.length, 2);
    const first = v.parse(Table, host.shown[0][tableMime]);
    const payload = v.parse(Table, last[tableMime]);
    // Its viewer draws the chart itself, with its room from the beginning, as the samples have theirs.
    assert.deepEqual(
      [first, payload].map(({ pictures }) => pictures.length),
      [1, 1],
    );
    assert.deepEqual(
      first.charts.map(({ to, lines }) => [to, lines.length, lines[0].steps.length]),
      [[6, 2, 0]],
    );
    assert.deepEqual(sizeOf(first.pictures[0].png), sizeOf(payload.pictures[0].png));
    for (const [row, { epsError }] of Object.values(result.variants).entries()) {
      const line = payload.charts[0].lines[row];
      assert.equal(line.row, row);
      assert.deepEqual([...unpackFloats(line.steps)], epsError.steps);
      assert.deepEqual([...unpackFloats(line.values)], [...Float32Array.from(epsError.values)]);
    }
    assert.match(String(last["text/markdown"]), /^\| variant \| state \|/);
    assert.deepEqual(result[displaySymbol](), {});
    assert.deepEqual(result.variants.v.epsError.steps, [2, 4, 6]);
  });
  await inNotebook(async (host) => {
    await compare(variants, { ...common, model, monitors: true });
    assert.equal(host.shown.length, 3, "the table and two monitors");
  });
});

const sizeOf = (png: string) => {
  const { width, height, channels } = decode(Buffer.from(png, "base64"));
  return { width, height, channels };
};

test("A variant that fails is said in the table with its reason, and those after it were not trained.", async () => {
  await inNotebook(async (host) => {
    let steps = 0;
    const diverges = gaussian({ schedule, weight: () => (++steps > 4 ? NaN : 1) });
    const of = { eps: variants.eps, diverges, v: variants.v };
    await assert.rejects(compare(of, { ...common, model }), /not finite|NaN/);
    const last = host.updates.findLast((bundle) => tableMime in bundle)!;
    const { rows, warnings } = v.parse(Table, last[tableMime]);
    assert.deepEqual(rows.map(({ cells }) => cells[1].text), ["done", "failed", "not trained"]); // prettier-ignore
    assert.match(warnings.join(), /^diverges has failed\. Weight "weight" is NaN at t = \d/);
  });
});

test("Without being shown it shows itself.", async () => {
  await inNotebook(async (host) => {
    const result = await compare({ "a|b<c>": variants.eps }, { ...common, model, show: false });
    assert.equal(host.shown.length, 0, "neither the table nor a monitor");
    const bundle = result[displaySymbol]();
    assert.match(String(bundle["text/html"]), /<td style="text-align: left">a\|b&#60;c&#62;<\/td>/);
    assert.match(String(bundle["text/markdown"]), /a\\\|b\\<c>/);
  });
});

test("It leaves its models and samples behind, and nothing else; an interrupt leaves nothing.", async () => {
  await leaves(0, async () => free(await compare(variants, { ...common, model, ema: 0.9 })));
  await leaves(0, async () => {
    await inNotebook(async (host) => {
      let made = 0;
      const stopping = gaussian({
        schedule,
        // In the second variant's training.
        weight: () => {
          if (++made === 40) host.interrupt();
          return 1;
        },
      });
      const run = compare({ eps: variants.eps, stopping }, { ...common, model });
      await assert.rejects(run, { name: "AbortError" });
      assert.match(String(host.updates.at(-1)!["text/plain"]), /done|stopped/);
    });
  });
});

test("Conditions and held-out data reach every variant.", async () => {
  const labels = tensor1d(
    Array.from({ length: 128 }, (_, i) => i % 2),
    "int32",
  );
  const options = {
    ...common,
    model: () => mlp({ dim: 2, width: 8, depth: 1, classes: 2 }),
    condition: labels,
  };
  const test = { data: data.slice(0, 10), condition: labels.slice(0, 10) };
  const held = await compare(variants, { ...options, test });
  const seen = await compare(variants, options);
  assert.notEqual(held.variants.v.measured["error of eps"], seen.variants.v.measured["error of eps"]);
  assert.deepEqual(held.variants.v.losses, seen.variants.v.losses);
  assert.deepEqual(held.variants.v.samples.shape, [4, 2]);
});

test("What cannot be compared is refused.", async () => {
  await assert.rejects(compare({}, { ...common, model }), /nothing to compare/);
  const shared = model();
  await assert.rejects(
    compare(variants, { ...common, model: () => shared }),
    /"eps" and "v" share a network/,
  );
  await assert.rejects(compare(variants, { ...common, model, samples: 0 }), /samples must be a whole number/);
});
