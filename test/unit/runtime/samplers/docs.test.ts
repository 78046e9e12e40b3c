import test from "node:test";
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { tensor, type Tensor } from "../../../../src/runtime/core/tf.ts";
import * as samplers from "../../../../src/runtime/samplers/index.ts";
import { edm, karrasSigmas } from "../../../../src/runtime/schedules/index.ts";
import { ends, everySampler } from "./every-sampler.ts";
import { exactDenoiser, flowed } from "./gaussian-data.ts";

// The bundle of this test lies in dist/test/unit/runtime/samplers.
const page = await readFile(new URL("../../../../../docs/samplers.md", import.meta.url), "utf8");

interface Row {
  name: string;
  order: string;
  calls: string;
  noise: string;
}

const rows = Array.from(
  page.matchAll(/^\| `(\w+)` \| (.+?) \| (.+?) \| (.+?) \| .* \|$/gm),
  ([, name, order, calls, noise]): Row => ({ name, order, calls, noise }),
).filter(({ noise }) => noise === "yes" || noise === "no");

const data = { mean: 0.3, std: 0.5 };
const schedule = edm({ sigmaMin: 0.02, sigmaMax: 10 });
const denoiser = exactDenoiser(schedule, data);
const x = tensor([[-19.7], [30.3]]);
const measured = Object.entries(everySampler).map(([name, sampler]) => {
  const row = rows.find((one) => one.name === name);
  assert.ok(row, `docs/samplers.md has no row for ${name}`);
  return { ...row, sampler };
});

test("The table of samplers has a row for each that there is, and for no other.", () => {
  const exported = Object.entries(samplers)
    .filter(([, value]) => typeof value === "function")
    .map(([name]) => name);
  assert.deepEqual(rows.map(({ name }) => name).sort(), exported.sort());
});

test("Samplers call the model and draw noise as the table says.", async () => {
  for (const { name, calls, noise, sampler } of measured) {
    const sigmas = karrasSigmas(8, schedule);
    let before = 0;
    const made: number[] = [];
    const last = { x: null as Tensor | null };
    for await (const frame of sampler(denoiser, { x, sigmas, seed: 1 })) {
      made.push(frame.nfe - before);
      before = frame.nfe;
      last.x = frame.x;
    }
    // A frame has the first call of its step: a whole step lies between two frames.
    assert.equal(made[5], Number(calls), `${name} calls`);
    const one = [...(await last.x!.data())];
    const other = await ends(sampler(denoiser, { x, sigmas, seed: 2 }));
    assert.equal(one.some((value, i) => value !== other[i]) ? "yes" : "no", noise, `${name} draws noise`);
  }
});

test("Samplers converge with the order that the table says.", async () => {
  const to = [-19.7, 30.3].map((one) => flowed(one, schedule.level(1), schedule.level(0), data));
  for (const { name, order, noise, sampler } of measured) {
    if (order === "–") continue;
    const errors: number[] = [];
    for (const steps of [24, 48]) {
      const sigmas = karrasSigmas(steps + 1, schedule, { zero: false });
      const found = await ends(
        sampler(denoiser, { x, sigmas, final: "none", ...(noise === "yes" && { eta: 0 }) }),
      );
      errors.push(Math.max(...to.map((one, i) => Math.abs(one - found[i]))));
    }
    const found = Math.log2(errors[0] / errors[1]);
    assert.ok(Math.abs(found - Number(order)) < 0.5, `${name} converges with order ${found.toFixed(2)}`);
  }
});
