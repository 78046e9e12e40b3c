import test from "node:test";
import { ones, tensor, type Tensor } from "../../src/runtime/core/tf.ts";
import {
  dpmSolverPlusPlus,
  euler,
  eulerAncestral,
  heun,
  type Sampling,
} from "../../src/runtime/samplers/index.ts";
import { ancestral } from "../../src/runtime/samplers/solvers/ancestral.ts";
import { edm, karrasSigmas } from "../../src/runtime/schedules/index.ts";
import { exactDenoiser, flowed } from "../unit/runtime/samplers/gaussian-data.ts";
import { assertClose } from "./close.ts";

const data = { mean: 0.3, std: 0.5 };
const schedule = edm({ sigmaMin: 0.02, sigmaMax: 10 });
const denoiser = exactDenoiser(schedule, data);
const starts = [-2, 1, 3].map((z) => 0.3 + 10 * z);
const start = tensor(starts, [3, 1]);
const most = { alpha: 1, sigma: 10 };

async function ends(run: Sampling): Promise<number[]> {
  let last: Tensor | undefined;
  for await (const { x } of run) last = x;
  return [...(await last!.data())];
}

test("Ten of Karras' steps on N(0.3, 0.25) end as k-diffusion's.", async () => {
  const options = { sigmas: karrasSigmas(10, schedule), x: start };
  const rows = [
    [euler(denoiser, options), [-0.536669008358, 0.718334504179, 1.55500351254]],
    [heun(denoiser, options), [-0.760113898487, 0.830056949243, 1.89017084773]],
    [
      dpmSolverPlusPlus(denoiser, { ...options, lowerOrderFinal: false }),
      [-0.753272483448, 0.826636241724, 1.87990872517],
    ],
  ] as const;
  for (const [run, expected] of rows) {
    const found = await ends(run);
    expected.forEach((value, i) => assertClose(found[i], value, 2e-6, run.about.sampler));
  }
});

test("Euler ancestral ends as k-diffusion's where all noise is 1.", async () => {
  const options = { sigmas: karrasSigmas(10, schedule), x: tensor([[30.3]]) };
  const run = eulerAncestral(denoiser, { ...options, noise: (shape) => ones([...shape]) });
  assertClose((await ends(run))[0], 1.28164114018, 1e-6);
});

test("The probability flow of N(0.3, 0.25) ends where k-diffusion's closed form does.", () => {
  const expected = [-0.698752338878, 0.799376169439, 1.79812850832];
  starts.forEach((x, i) => assertClose(flowed(x, most, { alpha: 1, sigma: 0 }, data), expected[i], 1e-11));
});

test("320 of Karras' steps come as near to the flow as k-diffusion's.", async () => {
  const sigmas = karrasSigmas(320, schedule, { zero: false });
  const options = { sigmas, final: "none", x: start } as const;
  const rows = [
    [euler(denoiser, options), 0.007438, 0.001],
    // Errors of float32 are a part of the smaller ones.
    [heun(denoiser, options), 6.531e-5, 0.1],
    [dpmSolverPlusPlus(denoiser, options), 6.446e-5, 0.1],
  ] as const;
  for (const [run, expected, tolerance] of rows) {
    const found = await ends(run);
    const off = starts.map((x, i) => Math.abs(found[i] - flowed(x, most, { alpha: 1, sigma: 0.02 }, data)));
    assertClose(Math.max(...off), expected, tolerance, run.about.sampler);
  }
});

test("An ancestral step from sigma 10 to 5 is k-diffusion's.", () => {
  const whole = ancestral(most, { alpha: 1, sigma: 5 }, 1);
  assertClose(whole.down.sigma, 2.5, 1e-12);
  assertClose(whole.up, 4.330127018922194, 1e-12);
  const half = ancestral(most, { alpha: 1, sigma: 5 }, 0.5);
  assertClose(half.down.sigma, 4.5069390943299865, 1e-12);
  assertClose(half.up, 2.165063509461097, 1e-12);
});
