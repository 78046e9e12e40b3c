import test from "node:test";
import assert from "node:assert/strict";
import { tidy, type Tensor, type Tensor1D } from "../../src/runtime/core/tf.ts";
import { gaussian, type Denoiser } from "../../src/runtime/diffusion/index.ts";
import * as samplers from "../../src/runtime/samplers/index.ts";
import {
  edm,
  karrasSigmas,
  linear,
  timesteps,
  zeroTerminalSnr,
  type NoiseSchedule,
} from "../../src/runtime/schedules/index.ts";
import { assertClose } from "./close.ts";
import {
  dummyModel,
  dummyNoise,
  dummySample,
  numbers,
  process,
  shifted,
  silence,
  sum,
} from "./dummy-loop.ts";

const { ddim, ddimInverse, deis, dpmSolverPlusPlus, euler, heun, lms, pndm, unipc } = samplers;
const near = 1e-4;
const x = dummySample;
const schedule = linear();

// diffusers' DPM-Solver, DEIS and UniPC space one step more than they take, and leave the last one out.
const spaced = { timesteps: timesteps(1000, 11, { spacing: "linspace" }).slice(0, -1), x };
// They end at the least noise in their tests, and ask the network at whole timesteps of Karras' sigmas.
const least = { ...spaced, final: "sigmaMin" } as const;
const karras = karrasSigmas(10, schedule, { zero: false });
const leastOfKarras = { sigmas: karras, x, final: "sigmaMin" } as const;
const whole = (xt: Tensor, t: Tensor1D) => dummyModel(xt, t.round());
// Where the state is kept apart from the model's scaled input, it starts as the sample times the greatest sigma / alpha.
const apart = { x: tidy(() => dummySample.mul(schedule.sigma[999])) };
const even = { steps: 10, spacing: "linspace", ...apart } as const;

const mean = async (run: samplers.Sampling) => (await sum(run)) / numbers;

test("DDIM with zero terminal SNR, v and trailing steps ends as diffusers'.", async () => {
  const v = process({ schedule: zeroTerminalSnr(linear()), predict: "v" });
  const run = ddim(v, { steps: 10, spacing: "trailing", clip: [-1, 1], x });
  assertClose(await sum(run), 50.557411, near);
});

test("DDIM inversion ends as diffusers', whose network's time is a step ahead of the level it is read at.", async () => {
  const ahead: NoiseSchedule = {
    name: "a step ahead",
    range: [0, 1000],
    level: (t) => (t < 100 ? { alpha: 1, sigma: 0 } : schedule.level(t - 100)),
    timeAt: (logSnr) => schedule.timeAt(logSnr) + 100,
  };
  const hundreds = Array.from({ length: 11 }, (_, i) => 1000 - 100 * i);
  for (const [predict, expected] of [
    ["eps", 671.68164],
    ["v", 1394.2185],
  ] as const) {
    const inverted = gaussian({ schedule: ahead, predict, time: ({ t }) => t }).denoiser(dummyModel);
    assertClose(
      await sum(ddimInverse(inverted, { times: hundreds, clip: [-1, 1], x })),
      expected,
      near,
      predict,
    );
  }
});

test("PNDM and PLMS end as diffusers'.", async () => {
  const options = { steps: 10, final: "sigmaMin", x } as const;
  assertClose(await sum(pndm(process(), options)), 198.1319, near);
  assertClose(await sum(pndm(process(), { ...options, skipRungeKutta: true })), 197.71561, near);
});

test("DPM-Solver++ 2M to the least noise ends as diffusers'.", async () => {
  const full = { lowerOrderFinal: false };
  assertClose(await mean(dpmSolverPlusPlus(process(), { ...least, ...full })), 0.33014503, near);
  const v = process({ predict: "v" }, whole);
  assertClose(await mean(dpmSolverPlusPlus(v, { ...leastOfKarras, ...full })), 0.20919818, near, "Karras, v");
  const last = spaced.timesteps.slice(5);
  const noised = gaussian({ schedule }).diffuse(dummySample, last[0], dummyNoise);
  const run = dpmSolverPlusPlus(process(), { ...least, ...full, timesteps: last, x: noised });
  assertClose(await sum(run), 318.4111, near, "from the middle");
});

test("Singlestep DPM-Solver++ to the least noise ends as diffusers'.", async () => {
  const full = { lowerOrderFinal: false, singlestep: true };
  assertClose(await mean(dpmSolverPlusPlus(process(), { ...least, ...full })), 0.27911609, near);
  const run = dpmSolverPlusPlus(process({}, whole), { ...leastOfKarras, ...full });
  assertClose(await mean(run), 0.22484492, near, "Karras");
});

test("DEIS and UniPC to the least noise end as diffusers'.", async () => {
  assertClose(await mean(deis(process(), least)), 0.23916204, near, "DEIS");
  assertClose(await mean(unipc(process(), least)), 0.24639563, near, "UniPC");
  assertClose(await mean(unipc(process({}, whole), leastOfKarras)), 0.2924827, near, "UniPC, Karras");
});

test("Euler, Heun and LMS with their state apart end as diffusers'.", async () => {
  assertClose(await sum(euler(process(), even)), 169.46085, near);
  assertClose(await sum(euler(process(), { sigmas: karras, ...apart })), 160.30377, near, "Karras");
  assertClose(await sum(euler(process({ predict: "v" }), even)), 48.702682, near, "v");
  assertClose(await sum(euler(process(), { ...even, spacing: "trailing" })), 170.03154, near, "trailing");
  assertClose(await sum(heun(process(), even)), 241.81544, near, "Heun");
  assertClose(await sum(lms(process(), even)), 192.0218, near, "LMS");
});

test("DPM-Solver++ and UniPC to data end as diffusers'.", async () => {
  const rows = [
    [{ order: 1 }, 169.92944],
    [{}, 185.01135],
    [{ solver: "heun" }, 186.74693],
    [{ order: 3 }, 187.59366],
    [{ singlestep: true }, 174.94044],
    [{ singlestep: true, order: 3 }, 186.53137],
  ] as const;
  for (const [options, expected] of rows) {
    const run = dpmSolverPlusPlus(process(), { ...spaced, ...options });
    assertClose(await sum(run), expected, near, JSON.stringify(options));
  }
  assertClose(await sum(unipc(process(), spaced)), 186.76204, near, "UniPC");
});

test("SDE-DPM-Solver++ 2M with every draw replaced ends as diffusers'.", async () => {
  const options = { ...spaced, eta: 1 };
  assertClose(await sum(dpmSolverPlusPlus(process(), { ...options, noise: silence })), 0.83574212, 1e-3);
  assertClose(await sum(dpmSolverPlusPlus(process(), { ...options, noise: shifted })), 198.84386, near);
});

test("DPM-Solver++ with thresholds ends as diffusers', where a threshold may be cut below 1.", async () => {
  const threshold = { ratio: 0.87, max: 0.5 };
  const run = dpmSolverPlusPlus(process(), { ...least, lowerOrderFinal: false, threshold });
  assert.ok(Math.abs((await mean(run)) - 1.1364) < 1e-3);
});

test("Euler's method on EDM's schedule and preconditioning ends as diffusers'.", async () => {
  const ve = edm();
  // Karras et al. (2206.00364), table 1, with the dummy model in the place of F and sigma_data 0.5.
  const precondition = (xt: Tensor, t: number) => {
    const { sigma } = ve.level(t);
    const total = sigma ** 2 + 0.25;
    const noise = Math.log(sigma) / 4;
    const f = xt.mul(noise / (noise + 1) / Math.sqrt(total));
    const x0 = xt.mul<Tensor>(0.25 / total).add(f.mul((sigma * 0.5) / Math.sqrt(total)));
    return { x0, eps: xt.sub(x0).div<Tensor>(sigma) };
  };
  const edmDenoiser: Denoiser = Object.assign(precondition, { schedule: ve });
  const started = tidy(() => dummySample.mul(Math.hypot(80, 1)));
  assertClose(await sum(euler(edmDenoiser, { steps: 10, x: started })), 34.185535, near);
});
