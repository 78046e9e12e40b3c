import test from "node:test";
import assert from "node:assert/strict";
import { tensor } from "../../../../src/runtime/core/tf.ts";
import type { Denoiser } from "../../../../src/runtime/diffusion/index.ts";
import { dpmAdaptive, type Sampling, type SamplingOptions } from "../../../../src/runtime/samplers/index.ts";
import { edm, linear } from "../../../../src/runtime/schedules/index.ts";
import { leaves } from "../no-leak.ts";
import { ends, everySampler } from "./every-sampler.ts";
import { exactDenoiser } from "./gaussian-data.ts";

const data = { mean: 0.3, std: 0.5 };
const denoiser = exactDenoiser(linear({ steps: 40 }), data);
const adaptive = (model: Denoiser, options: SamplingOptions): Sampling =>
  dpmAdaptive(model, { ...options, steps: undefined } as SamplingOptions);
const samplers = Object.entries({ ...everySampler, dpmAdaptive: adaptive });

test("Every sampler gives the same sample of a seed whatever the size of its batch.", async () => {
  for (const [name, sampler] of Object.entries(everySampler)) {
    const few = await ends(sampler(denoiser, { shape: [2, 3], seed: 5, steps: 6 }));
    const many = await ends(sampler(denoiser, { shape: [5, 3], seed: 5, steps: 6 }));
    assert.deepEqual(many.slice(0, 6), few, name);
  }
});

test("Every finished run leaves its sample behind, and one that is left early nothing.", async () => {
  for (const [name, sampler] of samplers) {
    await leaves(0, async () => {
      await ends(sampler(denoiser, { shape: [2, 2], steps: 6 }));
    });
    for (const at of [0, 1, 4]) {
      await leaves(0, async () => {
        for await (const { step } of sampler(denoiser, { shape: [2, 2], steps: 6 })) if (step === at) break;
      }).catch((error: unknown) => {
        throw new Error(`${name} left at ${at}`, { cause: error });
      });
    }
  }
});

test("Every run that is told to stop throws the reason and leaves nothing behind.", async () => {
  for (const [name, sampler] of samplers) {
    await leaves(0, async () => {
      const controller = new AbortController();
      const run = async () => {
        const options = { shape: [2, 2], steps: 6, signal: controller.signal };
        for await (const { step } of sampler(denoiser, options)) if (step === 3) controller.abort();
      };
      await assert.rejects(run, { name: "AbortError" }, name);
    });
  }
});

test("Every run whose model gives NaN or throws ends with an error and leaves nothing behind.", async () => {
  for (const [name, sampler] of samplers) {
    for (const [wrong, message] of [
      [(): number => NaN, /left the finite numbers/],
      [
        (): number => {
          throw new Error("no such layer");
        },
        /no such layer/,
      ],
    ] as const) {
      let calls = 0;
      const broken: Denoiser = Object.assign(
        (...[x, t]: Parameters<Denoiser>) => {
          const { x0, eps } = denoiser(x, t);
          return calls++ < 3 ? { x0, eps } : { x0: x0.mul(wrong()), eps: eps.mul(wrong()) };
        },
        { schedule: denoiser.schedule },
      );
      await leaves(0, async () => {
        await assert.rejects(() => ends(sampler(broken, { shape: [2, 2], steps: 6 })), message, name);
      });
    }
  }
});

test("A model may give back its own tensors, which stay whole.", async () => {
  const mine = tensor([[0.5, -0.5]]);
  const constant: Denoiser = Object.assign(() => ({ x0: mine, eps: mine }), {
    schedule: denoiser.schedule,
  });
  for (const [name, sampler] of Object.entries(everySampler)) {
    await ends(sampler(constant, { shape: [1, 2], steps: 4 }));
    assert.deepEqual([...(await mine.data())], [0.5, -0.5], name);
  }
});

test("Frames count the model's calls, and an adaptive run says how many steps it took.", async () => {
  const calls = async (run: Sampling): Promise<number[]> => {
    const seen: number[] = [];
    for await (const { nfe } of run) seen.push(nfe);
    return seen;
  };
  const options = { shape: [2, 2], steps: 4 };
  assert.deepEqual(await calls(everySampler.euler(denoiser, options)), [1, 2, 3, 4, 4]);
  assert.deepEqual(await calls(everySampler.heun(denoiser, options)), [1, 3, 5, 7, 7]);
  assert.deepEqual(await calls(everySampler.unipc(denoiser, options)), [1, 2, 3, 4, 4]);
  let [last, count] = [{ step: -1, steps: -2 }, -1];
  for await (const { step, steps } of dpmAdaptive(denoiser, { shape: [2, 2] })) {
    assert.ok(steps >= step);
    last = { step, steps };
    count++;
  }
  assert.deepEqual(last, { step: count, steps: count });
});

test("Continuous time is stepped through from its end, and the start has the variance of its level.", async () => {
  const exact = exactDenoiser(edm({ sigmaMax: 30 }), data);
  const seen: number[] = [];
  for await (const { t, x, step } of everySampler.euler(exact, { shape: [4000, 1], steps: 5 })) {
    seen.push(t);
    const [size] = await x.square().mean().sqrt().data();
    if (step === 0) assert.ok(Math.abs(size / Math.hypot(30, 1) - 1) < 0.05, `${size}`);
  }
  assert.deepEqual(seen, [1, 0.75, 0.5, 0.25, 0, -1]);
});
