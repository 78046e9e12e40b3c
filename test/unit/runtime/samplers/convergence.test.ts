import test from "node:test";
import assert from "node:assert/strict";
import { tensor } from "../../../../src/runtime/core/tf.ts";
import * as samplers from "../../../../src/runtime/samplers/index.ts";
import { edm, karrasSigmas } from "../../../../src/runtime/schedules/index.ts";
import { ends } from "./every-sampler.ts";
import { exactDenoiser, flowed } from "./gaussian-data.ts";

const { ddim, deis, dpm2, dpm2Ancestral, dpmAdaptive, dpmSolver, dpmSolverPlusPlus } = samplers;
const { dpmpp2sAncestral, dpmpp3mSde, dpmppSde, euler, eulerAncestral, heun, lms, pndm, unipc } = samplers;

const data = { mean: 0.3, std: 0.5 };
const schedule = edm({ sigmaMin: 0.02, sigmaMax: 10 });
const denoiser = exactDenoiser(schedule, data);
const starts = [-19.7, 10.3, 30.3];
const x = tensor(starts, [3, 1]);
const exact = starts.map((one) => flowed(one, schedule.level(1), schedule.level(0), data));

async function errorOf(run: samplers.Sampling): Promise<number> {
  const found = await ends(run);
  return Math.max(...exact.map((one, i) => Math.abs(one - found[i])));
}

/** The order that the error falls with from n to 2 n of Karras' steps, none of them to data. */
async function orderOf(
  run: (options: samplers.SamplingOptions) => samplers.Sampling,
  n: number,
): Promise<number> {
  const options = (steps: number) => {
    const sigmas = karrasSigmas(steps + 1, schedule, { zero: false });
    return { x, sigmas, final: "none" } as const;
  };
  return Math.log2((await errorOf(run(options(n)))) / (await errorOf(run(options(2 * n)))));
}

type Case = readonly [string, number, (options: samplers.SamplingOptions) => samplers.Sampling];

const dpm = (
  solver: typeof dpmSolver,
  name: string,
  order: number,
  converges: number,
  own: Parameters<typeof dpmSolver>[1],
): Case => [
  `${name} ${order} ${JSON.stringify(own)}`,
  converges,
  (options) => solver(denoiser, { ...options, order, ...own, lowerOrderFinal: false }),
];

const uni = (order: number, converges: number, own: Parameters<typeof unipc>[1]): Case => [
  `UniPC ${order} ${JSON.stringify(own)}`,
  converges,
  (options) => unipc(denoiser, { ...options, order, ...own, lowerOrderFinal: false }),
];

const cases: Case[] = [
  ["Euler", 1, (options) => euler(denoiser, options)],
  ["DDIM", 1, (options) => ddim(denoiser, options)],
  ["Euler ancestral", 1, (options) => eulerAncestral(denoiser, { ...options, eta: 0 })],
  ["Heun", 2, (options) => heun(denoiser, options)],
  ["DPM2", 2, (options) => dpm2(denoiser, options)],
  ["DPM2 ancestral", 2, (options) => dpm2Ancestral(denoiser, { ...options, eta: 0 })],
  ["DPM++ 2S ancestral", 2, (options) => dpmpp2sAncestral(denoiser, { ...options, eta: 0 })],
  ["DPM++ SDE", 2, (options) => dpmppSde(denoiser, { ...options, eta: 0 })],
  ["DPM++ 3M SDE", 2, (options) => dpmpp3mSde(denoiser, { ...options, eta: 0 })],
  ["PNDM", 2, (options) => pndm(denoiser, options)],
  ["PLMS", 2, (options) => pndm(denoiser, { ...options, skipRungeKutta: true })],
  ...[1, 2, 3, 4].map((order): Case => [
    `LMS ${order}`,
    order,
    (options) => lms(denoiser, { ...options, order }),
  ]),
  ...[1, 2, 3].map((order): Case => [
    `DEIS ${order}`,
    order,
    (options) => deis(denoiser, { ...options, order, lowerOrderFinal: false }),
  ]),
  dpm(dpmSolver, "DPM-Solver", 2, 2, {}),
  dpm(dpmSolver, "DPM-Solver", 2, 2, { singlestep: true }),
  dpm(dpmSolver, "DPM-Solver", 3, 3, { singlestep: true }),
  dpm(dpmSolver, "DPM-Solver", 3, 3, { solver: "exact" }),
  dpm(dpmSolverPlusPlus, "DPM-Solver++", 1, 1, {}),
  dpm(dpmSolverPlusPlus, "DPM-Solver++", 2, 2, {}),
  dpm(dpmSolverPlusPlus, "DPM-Solver++", 2, 2, { solver: "heun" }),
  dpm(dpmSolverPlusPlus, "DPM-Solver++", 2, 2, { singlestep: true }),
  dpm(dpmSolverPlusPlus, "DPM-Solver++", 3, 3, { singlestep: true }),
  dpm(dpmSolverPlusPlus, "DPM-Solver++", 3, 3, { solver: "exact" }),
  // As published, multistep takes half of the curvature.
  dpm(dpmSolverPlusPlus, "DPM-Solver++", 3, 2, {}),
  uni(1, 2, {}),
  uni(2, 3, {}),
  uni(2, 3, { solver: "bh1" }),
  uni(2, 3, { predicts: "eps" }),
  uni(3, 4, {}),
  uni(2, 2, { correct: false }),
  uni(3, 3, { correct: false }),
];

test("Every solver converges to the probability flow with its order.", async () => {
  for (const [name, order, run] of cases) {
    // More steps for the high orders, but not so many that float32 shows.
    const found = await orderOf(run, order === 3 || name === "LMS 4" ? 24 : 12);
    assert.ok(
      found > order - 0.5 && found < order + 0.75,
      `${name}: order ${found.toFixed(2)}, not ${order}`,
    );
  }
});

test("DEIS is DPM-Solver whose slope and curvature are weighed exactly.", async () => {
  const sigmas = karrasSigmas(9, schedule);
  for (const order of [1, 2, 3]) {
    const options = { x, sigmas, order, lowerOrderFinal: false };
    const found = await ends(deis(denoiser, options));
    const expected = await ends(dpmSolver(denoiser, { ...options, solver: "exact" }));
    found.forEach((value, i) =>
      assert.ok(Math.abs(value - expected[i]) < 1e-5, `${value}, not ${expected[i]}`),
    );
  }
});

test("Adaptive DPM-Solver comes nearer, and asks more, the less error is allowed.", async () => {
  for (const order of [2, 3] as const) {
    let [error, calls] = [Infinity, 0];
    for (const tolerance of [1e-2, 1e-3, 1e-4]) {
      const run = dpmAdaptive(denoiser, { x, order, rtol: tolerance, atol: tolerance, final: "none" });
      let asked = 0;
      let last: number[] = [];
      for await (const frame of run) {
        asked = frame.nfe;
        if (frame.step === frame.steps) last = [...(await frame.x.data())];
      }
      const off = Math.max(...exact.map((one, i) => Math.abs(one - last[i])));
      assert.ok(
        off < error / 2 && asked > calls,
        `order ${order}, ${tolerance}: ${off} after ${asked} calls`,
      );
      [error, calls] = [off, asked];
    }
  }
});
