import test from "node:test";
import assert from "node:assert/strict";
import { interpolate } from "../../../../src/runtime/guidance/index.ts";
import { linear } from "../../../../src/runtime/schedules/index.ts";
import { leaves } from "../no-leak.ts";
import { finish, gaussianData, normal, worst } from "./exact.ts";

const denoiser = gaussianData(linear(), 0, 1);
const [a, b] = [normal(1, [2, 30]), normal(2, [2, 30])];

test("Its ends are the data, and between them is data of the same kind.", async () => {
  const x = await finish(interpolate(denoiser, a, b, { fractions: [0, 0.5, 1], steps: 300 }));
  assert.deepEqual(x.shape, [6, 30]);
  for (let pair = 0; pair < 2; pair++) {
    assert.ok((await worst(x.slice(3 * pair, 1), a.slice(pair, 1))) < 0.05, "a");
    assert.ok((await worst(x.slice(3 * pair + 2, 1), b.slice(pair, 1))) < 0.05, "b");
    // Standard normal data keeps its place on the sphere from latents to data.
    const [ofA, ofB, middle] = await Promise.all(
      [a.slice(pair, 1), b.slice(pair, 1), x.slice(3 * pair + 1, 1)].map(async (one) => {
        return (await one.norm().data())[0];
      }),
    );
    assert.ok(Math.abs(middle / ((ofA + ofB) / 2) - 1) < 0.1, `${middle} between ${ofA} and ${ofB}`);
  }
});

test("Nine fractions are taken unless others are given, and frames are those of the way back.", async () => {
  const seen: number[] = [];
  for await (const { t, x } of interpolate(denoiser, a, b, { steps: 4 })) {
    seen.push(t);
    assert.deepEqual(x.shape, [18, 30]);
  }
  assert.deepEqual(seen, [750, 500, 250, 0]);
});

test("A finished run leaves the samples; left or stopped it leaves nothing.", async () => {
  await leaves(1, async () => {
    await finish(interpolate(denoiser, a, b, { steps: 4 }));
  });
  await leaves(0, async () => {
    for await (const { step } of interpolate(denoiser, a, b, { steps: 4 })) if (step === 1) break;
  });
  await leaves(0, async () => {
    const signal = AbortSignal.abort();
    await assert.rejects(() => finish(interpolate(denoiser, a, b, { steps: 4, signal })), {
      name: "AbortError",
    });
  });
});

test("What cannot be is refused at the call.", () => {
  assert.throws(() => interpolate(denoiser, a, normal(3, [2, 29])), /\[2, 30\] and \[2, 29\]/);
  assert.throws(() => interpolate(denoiser, a, b, { fractions: [] }), /fractions is empty/);
  assert.throws(() => interpolate(denoiser, a, b, { steps: 0 }), /steps/);
});
